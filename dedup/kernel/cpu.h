/* The SIMD level in use: chosen once, at import. Only tests change it. */
#ifndef DEDUP_CPU_H
#define DEDUP_CPU_H

#include <stdbool.h>

#if defined(__x86_64__) && (defined(__GNUC__) || defined(__clang__))
#define DEDUP_X86 1
#define DEDUP_TARGET_AVX2 __attribute__((target("avx2,bmi,bmi2,lzcnt,popcnt")))
#define DEDUP_TARGET_AVX512 __attribute__((target("avx2,bmi,bmi2,lzcnt,popcnt,avx512f,avx512bw,avx512dq,avx512vl,avx512vbmi2")))
#else
#define DEDUP_X86 0
#endif

/* In ascending order. Every level gives the same results, bit for bit. */
typedef enum { DEDUP_SIMD_BASELINE, DEDUP_SIMD_AVX2, DEDUP_SIMD_AVX512, DEDUP_SIMD_LEVELS } dedup_simd;

bool dedup_simd_runs(dedup_simd level);      /* on this processor and operating system */
dedup_simd dedup_simd_level(void);           /* the level in use: baseline until set */
void dedup_set_simd_level(dedup_simd level); /* must be supported; no other thread may be in the kernel */

#endif
