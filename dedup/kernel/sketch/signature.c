#include "signature.h"

#include "cpu.h"
#include "hash.h"
#include "interrupt.h"

#include <string.h>

enum {
    SLOT_BITS = 7,
    VALUE_BITS = 30,       /* of a slot; the two bits above are the round */
    CHUNK = 512            /* shingles whose upper halves are processed slot by slot */
};

/* Keys of the second and third round: the 11th and 12th 64 bits of pi's fraction. */
static const uint64_t ROUND_KEY[DEDUP_ROUNDS] = {
    0, UINT64_C(0x2FFD72DBD01ADFB7), UINT64_C(0xB8E1AFED6A267E96),
};

static dedup_least_path *const least_path[DEDUP_SIMD_LEVELS] = {
    dedup_least_baseline,
#if DEDUP_X86
    dedup_least_avx2,
    dedup_least_avx2,    /* AVX-512 is no faster */
#endif
};

/* The multiplier and summand of a slot: the halves of Sebastiano Vigna's "splitmix64", the multiplier made odd. */
static void constants_of(unsigned number, uint32_t *factor, uint32_t *summand)
{
    uint64_t z = (number + 1) * UINT64_C(0x9E3779B97F4A7C15);
    z = (z ^ z >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ z >> 27) * UINT64_C(0x94D049BB133111EB);
    z ^= z >> 31;
    *factor = (uint32_t)(z >> 32) | 1;
    *summand = (uint32_t)z;
}

/* One round: assigns every shingle to a slot. Shingles are well mixed, so the first round needs no hash. */
static void throw_all(const uint64_t *shingle, size_t count, unsigned round, uint32_t *slot)
{
    for (size_t i = 0; i < count; i++) {
        uint64_t hash = round ? dedup_multiply(shingle[i] ^ ROUND_KEY[round], DEDUP_KEY_B) : shingle[i];
        uint32_t value = round << VALUE_BITS | (uint32_t)hash >> (32 - VALUE_BITS);
        uint32_t *place = &slot[hash >> (64 - SLOT_BITS)];
        *place = value < *place ? value : *place;
    }
}

static unsigned find_empty(const uint32_t *slot, uint8_t *empty)
{
    unsigned count = 0;
    for (unsigned i = 0; i < DEDUP_SLOTS; i++) {
        empty[count] = (uint8_t)i;
        count += slot[i] == UINT32_MAX;
    }
    return count;
}

/* Fills the slots that all rounds left empty. */
static void fill(const uint64_t *shingle, size_t count, const uint8_t *empty, unsigned empties, uint32_t *slot)
{
    uint32_t upper[CHUNK], factor[DEDUP_SLOTS + DEDUP_TOGETHER], summand[DEDUP_SLOTS + DEDUP_TOGETHER];
    uint32_t least[DEDUP_SLOTS + DEDUP_TOGETHER];
    dedup_least_path *find_least = least_path[dedup_simd_level()];
    unsigned asked = (empties + DEDUP_TOGETHER - 1) / DEDUP_TOGETHER * DEDUP_TOGETHER;
    for (unsigned i = 0; i < asked; i++) {
        constants_of(i < empties ? empty[i] : 0, &factor[i], &summand[i]);
        least[i] = UINT32_MAX;
    }
    for (size_t first = 0; first < count && !dedup_pauses(first, first + CHUNK); first += CHUNK) {
        size_t some = count - first < CHUNK ? count - first : CHUNK;
        for (size_t i = 0; i < some; i++)
            upper[i] = (uint32_t)(shingle[first + i] >> 32);
        for (unsigned i = 0; i < asked; i += DEDUP_TOGETHER)
            find_least(upper, some, factor + i, summand + i, least + i);
    }
    for (unsigned i = 0; i < empties; i++)
        slot[empty[i]] = (uint32_t)DEDUP_ROUNDS << VALUE_BITS | least[i] >> (32 - VALUE_BITS);
}

void dedup_sign(const uint64_t *shingle, size_t count, uint32_t *slot)
{
    uint8_t empty[DEDUP_SLOTS + 1];
    memset(slot, 0xFF, DEDUP_SLOTS * sizeof *slot);
    if (count == 0)
        return;
    unsigned empties = DEDUP_SLOTS;
    for (unsigned round = 0; round < DEDUP_ROUNDS && empties; round++) {
        throw_all(shingle, count, round, slot);
        empties = find_empty(slot, empty);
    }
    if (empties)
        fill(shingle, count, empty, empties, slot);
}
