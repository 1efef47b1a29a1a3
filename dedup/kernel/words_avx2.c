/* The plain path for AVX2: 32 bytes an instruction. */
#include "plain.h"

#if DEDUP_X86
#include <immintrin.h>

#define TARGET DEDUP_TARGET_AVX2
#define PLAIN_WORDS dedup_plain_words_avx2
#include "plain_words.h"

TARGET static inline uint64_t high_bits(__m256i low, __m256i high)
{
    return (uint32_t)_mm256_movemask_epi8(low) | (uint64_t)(uint32_t)_mm256_movemask_epi8(high) << 32;
}

/* All bits of the bytes from `least` to `most`; comparison is signed, so of none that is not ASCII. */
TARGET static inline __m256i between(__m256i bytes, char least, char most)
{
    __m256i low = _mm256_cmpgt_epi8(bytes, _mm256_set1_epi8((char)(least - 1)));
    return _mm256_andnot_si256(_mm256_cmpgt_epi8(bytes, _mm256_set1_epi8(most)), low);
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

TARGET static inline block classify(const uint8_t *bytes)
{
    __m256i low = _mm256_loadu_si256((const __m256i *)bytes);
    __m256i high = _mm256_loadu_si256((const __m256i *)(bytes + 32));
    __m256i hyphen = _mm256_set1_epi8('-');
    return (block){
        high_bits(word_bytes(low), word_bytes(high)),
        high_bits(special_bytes(low), special_bytes(high)),
        high_bits(_mm256_cmpeq_epi8(low, hyphen), _mm256_cmpeq_epi8(high, hyphen)),
    };
}

/* Letters have bit 0x40, digits have not; of letters, lower case has bit 0x20. */
TARGET static inline unsigned short_word(const uint8_t *bytes, size_t size, uint64_t *hash)
{
    static const uint8_t ones[2 * CHUNK] = {255, 255, 255, 255, 255, 255, 255, 255,
                                            255, 255, 255, 255, 255, 255, 255, 255};
    __m128i mask = _mm_loadu_si128((const __m128i *)(ones + CHUNK - size));
    __m128i word = _mm_and_si128(_mm_loadu_si128((const __m128i *)bytes), mask);
    __m128i folded = _mm_and_si128(_mm_or_si128(word, _mm_set1_epi8(0x20)), mask);
    *hash = dedup_hash_chunk(0, (uint64_t)_mm_cvtsi128_si64(folded), (uint64_t)_mm_extract_epi64(folded, 1));

    unsigned letters = (unsigned)_mm_movemask_epi8(_mm_slli_epi16(word, 1));
    unsigned small = letters & (unsigned)_mm_movemask_epi8(_mm_slli_epi16(word, 2));
    unsigned digit = letters != (1u << size) - 1;
    unsigned capital = letters & ~small & 1;
    unsigned all_capitals = !small && letters & (letters - 1);
    return digit * DEDUP_DIGIT | capital * DEDUP_CAPITAL | all_capitals * DEDUP_ALLCAPS;
}

#endif
