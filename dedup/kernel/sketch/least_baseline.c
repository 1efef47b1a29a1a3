/* The fallback of signatures for any processor. */
#define TARGET
#define LEAST dedup_least_baseline
#include "least_impl.h"
