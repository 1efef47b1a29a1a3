/* Lets a caller stop a long search. Loops over a whole text call `dedup_pauses`. Once it has returned true, it returns
   true in every later loop of this thread, until `dedup_listen`. A loop that stops leaves partial results, as of a
   shorter text, or reports a failure; the caller discards the results in either case. */
#ifndef DEDUP_INTERRUPT_H
#define DEDUP_INTERRUPT_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Returns nonzero if this thread should stop. */
typedef int dedup_hook(void);

/* Forgets an earlier stop. From now on this thread calls `hook` while it works, at most every `pause` milliseconds.
   With NULL it never stops. */
void dedup_listen(dedup_hook *hook, uint32_t pause);

/* From now on this thread also stops once another one has set the flag, whatever `dedup_listen` says. NULL: it does not. */
void dedup_heed(const atomic_bool *flag);

/* Looks at the flag and calls the hook now, unless it was called less than `pause` ago. */
__attribute__((noinline)) bool dedup_ask(void);

/* Returns whether this thread has been told to stop. */
bool dedup_stopped(void);

/* Steps between two calls of the hook. Most take nanoseconds; the slowest, the gap of a chain, takes microseconds. */
enum { DEDUP_STEPS = 1 << 14 };

/* Where a tight loop over [from, stop) must call `dedup_pauses` next. */
static inline size_t dedup_some(size_t from, size_t stop)
{
    return stop - from < DEDUP_STEPS ? stop : from + DEDUP_STEPS;
}

/* Calls the hook once in `DEDUP_STEPS` steps; steps [from, to) have just been done. */
static inline bool dedup_pauses(uint64_t from, uint64_t to)
{
    return __builtin_expect((from ^ to) >= DEDUP_STEPS, 0) && dedup_ask();
}

#endif
