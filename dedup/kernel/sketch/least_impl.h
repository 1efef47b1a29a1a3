/* The inner loop of the fallback, written for compilers to vectorise. Included by least_baseline.c and least_avx2.c,
   which define TARGET, the attributes of the function, and LEAST, its name. */
#include "signature.h"

TARGET void LEAST(const uint32_t *upper, size_t count, const uint32_t *factor, const uint32_t *summand,
                  uint32_t *least)
{
    uint32_t a[DEDUP_TOGETHER], b[DEDUP_TOGETHER], found[DEDUP_TOGETHER];
    for (unsigned k = 0; k < DEDUP_TOGETHER; k++) {
        a[k] = factor[k];
        b[k] = summand[k];
        found[k] = least[k];
    }
    for (size_t i = 0; i < count; i++)
        for (unsigned k = 0; k < DEDUP_TOGETHER; k++) {
            uint32_t value = a[k] * upper[i] + b[k];
            found[k] = value < found[k] ? value : found[k];
        }
    for (unsigned k = 0; k < DEDUP_TOGETHER; k++)
        least[k] = found[k];
}
