/* The fallback of signatures for AVX2: eight slots per register. */
#include "cpu.h"

#if DEDUP_X86
#define TARGET DEDUP_TARGET_AVX2
#define LEAST dedup_least_avx2
#include "least_impl.h"
#endif
