#include "digests.h"

#include "hash.h"

/* Keys of the second hash: the 11th and 12th 64 bits of pi's fraction. */
#define KEY_C UINT64_C(0x2FFD72DBD01ADFB7)
#define KEY_D UINT64_C(0xB8E1AFED6A267E96)

void dedup_digest_words(const uint64_t *hash, size_t count, uint64_t *digest)
{
    uint64_t first = count, second = ~(uint64_t)count;
    for (size_t i = 0; i < count; i += 2) {
        uint64_t one = hash[i], other = i + 1 < count ? hash[i + 1] : 0;
        first = dedup_multiply(one ^ DEDUP_KEY_A ^ first, other ^ DEDUP_KEY_B);
        second = dedup_multiply(one ^ KEY_C ^ second, other ^ KEY_D);
    }
    digest[0] = first;
    digest[1] = second;
}

/* Starts with the size because a text, unlike a word, may contain the NULs its last chunk is padded with. */
uint64_t dedup_digest_signs(const uint8_t *text, size_t size, dedup_key key)
{
    uint64_t hash = size;
    size_t done = 0;
    for (; size - done >= 16; done += 16)
        hash = dedup_hash_chunk(key, hash, dedup_load(text + done), dedup_load(text + done + 8));
    if (done < size) {
        uint8_t last[16] = {0};
        memcpy(last, text + done, size - done);
        hash = dedup_hash_chunk(key, hash, dedup_load(last), dedup_load(last + 8));
    }
    return hash;
}
