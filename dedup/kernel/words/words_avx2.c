/* The fast path for AVX2: 32 bytes per instruction. */
#include "plain.h"

#if DEDUP_X86
#include <immintrin.h>

#define TARGET DEDUP_TARGET_AVX2
#define PLAIN_WORDS dedup_plain_words_avx2
#include "plain_words_impl.h"

TARGET static inline uint64_t high_bits(__m256i first, __m256i second)
{
    return (uint32_t)_mm256_movemask_epi8(first) | (uint64_t)(uint32_t)_mm256_movemask_epi8(second) << 32;
}

/* All bits of the bytes from `least` to `most`. The comparison is signed, so non-ASCII bytes never match. */
TARGET static inline __m256i between(__m256i bytes, char least, char most)
{
    __m256i enough = _mm256_cmpgt_epi8(bytes, _mm256_set1_epi8((char)(least - 1)));
    return _mm256_andnot_si256(_mm256_cmpgt_epi8(bytes, _mm256_set1_epi8(most)), enough);
}

TARGET static inline __m256i word_bytes(__m256i bytes)
{
    __m256i small = _mm256_or_si256(bytes, _mm256_set1_epi8(0x20));
    return _mm256_or_si256(between(small, 'a', 'z'), between(bytes, '0', '9'));
}

TARGET static inline __m256i special_bytes(__m256i bytes)
{
    return _mm256_or_si256(bytes, _mm256_cmpeq_epi8(bytes, _mm256_set1_epi8('&')));
}

TARGET static inline dedup_line classify(const uint8_t *bytes)
{
    __m256i first = _mm256_loadu_si256((const __m256i *)bytes);
    __m256i second = _mm256_loadu_si256((const __m256i *)(bytes + 32));
    __m256i hyphen = _mm256_set1_epi8('-');
    return (dedup_line){
        high_bits(word_bytes(first), word_bytes(second)),
        high_bits(special_bytes(first), special_bytes(second)),
        high_bits(_mm256_cmpeq_epi8(first, hyphen), _mm256_cmpeq_epi8(second, hyphen)),
    };
}

/* The positions of a byte's set bits, the lowest in the lowest byte. */
#define PLACE(byte, bit, higher) ((higher) << 8 * ((byte) >> (bit) & 1) | ((byte) >> (bit) & 1) * (bit))
#define PLACES_4(byte, higher) PLACE(byte, 0, PLACE(byte, 1, PLACE(byte, 2, PLACE(byte, 3, higher))))
#define PLACES(byte) \
    PLACES_4(byte, PLACE(byte, 4, PLACE(byte, 5, PLACE(byte, 6, PLACE(byte, 7, UINT64_C(0))))))
#define ROW_4(byte) PLACES((byte)), PLACES((byte) + 1), PLACES((byte) + 2), PLACES((byte) + 3)
#define ROW_16(byte) ROW_4(byte), ROW_4((byte) + 4), ROW_4((byte) + 8), ROW_4((byte) + 12)
#define ROW_64(byte) ROW_16(byte), ROW_16((byte) + 16), ROW_16((byte) + 32), ROW_16((byte) + 48)

static const uint64_t places_of[256] = {ROW_64(0), ROW_64(64), ROW_64(128), ROW_64(192)};

/* Eight positions at a time from a table, without branches: a loop over the bits mispredicts its end once a line. */
TARGET static inline size_t put_places(uint32_t *places, size_t count, uint32_t base, uint64_t bits)
{
    for (unsigned i = 0; i < LINE; i += 8) {
        uint8_t byte = (uint8_t)(bits >> i);
        __m256i found = _mm256_cvtepu8_epi32(_mm_loadl_epi64((const __m128i *)&places_of[byte]));
        found = _mm256_add_epi32(found, _mm256_set1_epi32((int)(base + i)));
        _mm256_storeu_si256((__m256i *)(places + count), found);
        count += (unsigned)__builtin_popcount(byte);
    }
    return count;
}

TARGET static inline uint64_t short_word(const uint8_t *bytes, size_t size, dedup_key key, uint16_t *letter,
                                         uint16_t *low)
{
    static const _Alignas(32) uint8_t ones[2 * CHUNK] = {255, 255, 255, 255, 255, 255, 255, 255,
                                                         255, 255, 255, 255, 255, 255, 255, 255};
    __m128i mask = _mm_loadu_si128((const __m128i *)(ones + CHUNK - size));
    __m128i word = _mm_and_si128(_mm_loadu_si128((const __m128i *)bytes), mask);
    *letter = (uint16_t)_mm_movemask_epi8(_mm_slli_epi16(word, 1));    /* bit 0x40, which digits lack */
    *low = (uint16_t)_mm_movemask_epi8(_mm_slli_epi16(word, 2));
    __m128i folded = _mm_and_si128(_mm_or_si128(word, _mm_set1_epi8(0x20)), mask);
    return dedup_hash_chunk(key, 0, (uint64_t)_mm_cvtsi128_si64(folded), (uint64_t)_mm_extract_epi64(folded, 1));
}

#endif
