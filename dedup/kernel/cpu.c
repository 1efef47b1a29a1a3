#include "cpu.h"

#if DEDUP_X86
#include <cpuid.h>
#endif

static dedup_simd current = DEDUP_SIMD_BASELINE;

#if DEDUP_X86
/* clang 14 cannot test for it by name. It needs no wide registers, so asking the processor is enough. */
static bool has_lzcnt(void)
{
    unsigned a, b, c, d;
    return __get_cpuid(0x80000001, &a, &b, &c, &d) && (c & bit_LZCNT);
}
#endif

bool dedup_simd_runs(dedup_simd level)
{
    if (level == DEDUP_SIMD_BASELINE)
        return true;
#if DEDUP_X86
    /* The compiler's builtin also checks that the operating system saves the wide registers. */
    __builtin_cpu_init();
    bool avx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2") &&
                has_lzcnt() && __builtin_cpu_supports("popcnt");
    bool avx512 = avx2 && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
                  __builtin_cpu_supports("avx512dq") &&
                  __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512vbmi2");
    return level == DEDUP_SIMD_AVX512 ? avx512 : level == DEDUP_SIMD_AVX2 && avx2;
#else
    return false;
#endif
}

dedup_simd dedup_simd_level(void)
{
    return current;
}

void dedup_set_simd_level(dedup_simd level)
{
    current = level;
}
