/* The fast path for AVX-512: 64 bytes per instruction, and masks where AVX2 needs tables. */
#include "plain.h"

#if DEDUP_X86
#include <immintrin.h>

#define TARGET DEDUP_TARGET_AVX512
#define PLAIN_WORDS dedup_plain_words_avx512
#include "plain_words_impl.h"

/* Matches bytes from `least` on, `count` values. */
TARGET static inline uint64_t among(__m512i bytes, char least, char count)
{
    __m512i above = _mm512_sub_epi8(bytes, _mm512_set1_epi8(least));
    return _mm512_cmplt_epu8_mask(above, _mm512_set1_epi8(count));
}

TARGET static inline dedup_line classify(const uint8_t *bytes)
{
    __m512i line = _mm512_loadu_si512(bytes), small = _mm512_or_si512(line, _mm512_set1_epi8(0x20));
    return (dedup_line){
        among(small, 'a', 26) | among(line, '0', 10),
        _mm512_movepi8_mask(line) | _mm512_cmpeq_epi8_mask(line, _mm512_set1_epi8('&')),
        _mm512_cmpeq_epi8_mask(line, _mm512_set1_epi8('-')),
    };
}

/* Compresses the positions as bytes, then widens 16 at a time. */
TARGET static inline size_t put_places(uint32_t *places, size_t count, uint32_t base, uint64_t bits)
{
    static const _Alignas(LINE) uint8_t all[LINE] = {
        0,  1,  2,  3,  4,  5,  6,  7,  8,  9,  10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21,
        22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43,
        44, 45, 46, 47, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63,
    };
    __m512i found = _mm512_maskz_compress_epi8(bits, _mm512_load_si512(all)), from = _mm512_set1_epi32((int)base);
    size_t stop = count + (unsigned)__builtin_popcountll(bits);
    /* At most 32 words begin or end in a line, and more than 16 only if they are very short. */
    _mm512_storeu_si512(places + count, _mm512_add_epi32(_mm512_cvtepu8_epi32(_mm512_castsi512_si128(found)), from));
    if (stop - count > 16)
        _mm512_storeu_si512(places + count + 16,
                            _mm512_add_epi32(_mm512_cvtepu8_epi32(_mm512_extracti32x4_epi32(found, 1)), from));
    return stop;
}

TARGET static inline uint64_t short_word(const uint8_t *bytes, size_t size, dedup_key key, uint16_t *letter,
                                         uint16_t *low)
{
    __mmask16 mask = (__mmask16)_bzhi_u32(0xFFFF, (unsigned)size);
    __m128i word = _mm_maskz_loadu_epi8(mask, bytes);
    *letter = _mm_test_epi8_mask(word, _mm_set1_epi8(0x40));    /* which digits lack */
    *low = _mm_test_epi8_mask(word, _mm_set1_epi8(0x20));
    __m128i folded = _mm_mask_blend_epi8(mask, word, _mm_or_si128(word, _mm_set1_epi8(0x20)));
    return dedup_hash_chunk(key, 0, (uint64_t)_mm_cvtsi128_si64(folded), (uint64_t)_mm_extract_epi64(folded, 1));
}

#endif
