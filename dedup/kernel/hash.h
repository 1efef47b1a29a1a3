/* The one hash function of this library, the same on every machine, and the loads it needs. */
#ifndef DEDUP_HASH_H
#define DEDUP_HASH_H

#include <stdint.h>
#include <string.h>

/* A hash key. Each half contains a byte that is not in UTF-8, so that no factor of a chunk's product can be zero. */
typedef struct {
    uint64_t a, b;
} dedup_key;

/* The public key: the 7th and the 9th 64 bits of pi's fraction. It hashes what is compared across runs and machines:
   signatures and minimizers. Everything else is hashed with a secret key, because whoever knows the key can craft a
   word that collides with another, or words that all fall into one slot of a table. */
#define DEDUP_KEY_A UINT64_C(0xC0AC29B7C97C50DD)
#define DEDUP_KEY_B UINT64_C(0x9216D5D98979FB1B)
#define DEDUP_PUBLIC_KEY ((dedup_key){ DEDUP_KEY_A, DEDUP_KEY_B })

/* Makes a key of 128 secret random bits. 0xC1 never occurs in UTF-8. It also makes both halves odd, so that multiplying
   loses no information, and keeps them from being all ones, which would give every short word the same hash. */
static inline dedup_key dedup_secret_key(uint64_t a, uint64_t b)
{
    return (dedup_key){ (a & ~UINT64_C(0xFF)) | 0xC1, (b & ~UINT64_C(0xFF)) | 0xC1 };
}

__extension__ typedef unsigned __int128 dedup_uint128;

static inline uint64_t dedup_load(const uint8_t *bytes)
{
    uint64_t number;
    memcpy(&number, bytes, sizeof number);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    number = __builtin_bswap64(number);
#endif
    return number;
}

/* Multiplies to 128 bits and XORs the two halves. */
static inline uint64_t dedup_multiply(uint64_t a, uint64_t b)
{
    dedup_uint128 product = (dedup_uint128)a * b;
    return (uint64_t)product ^ (uint64_t)(product >> 64);
}

/* The fraction of the golden ratio: odd, so that multiplying loses no information, and without a pattern. */
#define DEDUP_FACTOR UINT64_C(0x9E3779B97F4A7C15)

/* Hashes UTF-8: start with 0, then call this for each chunk of 16 bytes, little-endian, the last one padded with zeros.
   Padding is unambiguous because a folded word contains no NUL. A chunk's product does not depend on earlier chunks:
   otherwise a text could be crafted that makes a factor zero, so that all earlier chunks are ignored. */
static inline uint64_t dedup_hash_chunk(dedup_key key, uint64_t hash, uint64_t first, uint64_t second)
{
    return hash * DEDUP_FACTOR + dedup_multiply(first ^ key.a, second ^ key.b);
}

#endif
