/* The fast path for any processor: eight bytes at a time, in a 64-bit integer. */
#define TARGET
#define PLAIN_WORDS dedup_plain_words_baseline
#include "plain_words_impl.h"

#define EACH(byte) (UINT64_C(0x0101010101010101) * (byte))

/* The high bit of each byte that is at least `least`; all bytes are below 128. */
static inline uint64_t from(uint64_t bytes, uint8_t least)
{
    return (bytes + EACH(128 - least)) & EACH(128);
}

/* Gathers the high bits of eight bytes into the low eight bits. */
static inline uint64_t gather(uint64_t high)
{
    return (high >> 7) * UINT64_C(0x0102040810204080) >> 56;
}

static inline dedup_line classify(const uint8_t *bytes)
{
    dedup_line found = {0, 0, 0};
    for (unsigned i = 0; i < LINE; i += 8) {
        uint64_t raw = dedup_load(bytes + i), ascii = raw & EACH(127), small = ascii | EACH(0x20);
        uint64_t letter = from(small, 'a') & ~from(small, 'z' + 1), digit = from(ascii, '0') & ~from(ascii, '9' + 1);
        uint64_t ampersand = from(ascii, '&') & ~from(ascii, '&' + 1);
        uint64_t hyphen = from(ascii, '-') & ~from(ascii, '-' + 1);
        found.word |= gather((letter | digit) & ~raw) << i;
        found.special |= gather((ampersand | raw) & EACH(128)) << i;
        found.hyphen |= gather(hyphen & ~raw) << i;
    }
    return found;
}

static inline size_t put_places(uint32_t *places, size_t count, uint32_t base, uint64_t bits)
{
    for (; bits; bits &= bits - 1)
        places[count++] = base + (unsigned)__builtin_ctzll(bits);
    return count;
}

static inline uint64_t short_word(const uint8_t *bytes, size_t size, dedup_key key, uint16_t *letter,
                                  uint16_t *low)
{
    uint64_t mask = size < 8 ? (UINT64_C(1) << 8 * size) - 1 : UINT64_MAX;
    uint64_t second_mask = size <= 8 ? 0 : UINT64_MAX >> 8 * (16 - size);
    uint64_t first = dedup_load(bytes) & mask, second = dedup_load(bytes + 8) & second_mask;
    *letter = (uint16_t)(gather(first << 1 & EACH(128)) | gather(second << 1 & EACH(128)) << 8);
    *low = (uint16_t)(gather(first << 2 & EACH(128)) | gather(second << 2 & EACH(128)) << 8);
    return dedup_hash_chunk(key, 0, first | (EACH(0x20) & mask), second | (EACH(0x20) & second_mask));
}
