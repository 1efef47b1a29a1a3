/* Eight shingles at a time, where 64-bit multiplication is an instruction. */
#include "shingles.h"

#if DEDUP_X86
#include "hash.h"

#include <immintrin.h>

DEDUP_TARGET_AVX512 static inline __m512i multiplied(__m512i numbers, uint64_t factor)
{
    return _mm512_mullo_epi64(numbers, _mm512_set1_epi64((long long)factor));
}

/* As in shingles.c. */
DEDUP_TARGET_AVX512 static inline __m512i mix(__m512i sum)
{
    sum = multiplied(_mm512_xor_si512(sum, _mm512_srli_epi64(sum, 27)), DEDUP_MIX_A);
    sum = multiplied(_mm512_xor_si512(sum, _mm512_srli_epi64(sum, 33)), DEDUP_MIX_B);
    return _mm512_xor_si512(sum, _mm512_srli_epi64(sum, 27));
}

DEDUP_TARGET_AVX512 size_t dedup_plain_shingles_avx512(const uint64_t *hash, const uint8_t *flags, size_t count,
                                                       const uint64_t *power, unsigned width, uint64_t *shingle)
{
    const uint64_t signs = UINT64_C(0x0101010101010101) * DEDUP_WIDTH;
    size_t done = 0;
    for (; done + 8 + width - 1 <= count; done += 8) {
        uint64_t last;    /* flags of the eight last words of the shingles */
        memcpy(&last, flags + done + width - 1, sizeof last);
        if (last & signs)
            break;
        __m512i sum = _mm512_loadu_si512(hash + done + width - 1);
        for (unsigned i = 0; i + 1 < width; i++)
            sum = _mm512_add_epi64(sum, multiplied(_mm512_loadu_si512(hash + done + i), power[width - 1 - i]));
        _mm512_storeu_si512(shingle + done, mix(sum));
    }
    return done;
}

#endif
