/* How a caller stops a long search.  Loops over a whole text ask `dedup_pauses`; once it has said yes, it says yes to
   every later loop of this thread until `dedup_listen`.  A loop that stops leaves what it has, as of a shorter text, or
   reports a failure; either way the caller throws the result away. */
#ifndef DEDUP_INTERRUPT_H
#define DEDUP_INTERRUPT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Is somebody waiting for this thread to stop? */
typedef int dedup_hook(void);

/* Forgets an earlier stop.  From here on this thread calls `hook` while it works, at most every `pause` milliseconds;
   without a hook it never stops. */
void dedup_listen(dedup_hook *hook, uint32_t pause);

/* Asks now. */
__attribute__((noinline)) bool dedup_ask(void);

/* Has this thread been told to stop? */
bool dedup_stopped(void);

/* Steps between two questions: the longest, a chain's gap, takes microseconds, most take nanoseconds. */
enum { DEDUP_STEPS = 1 << 14 };

/* How far a tight loop from `from` to `stop` goes before it asks. */
static inline size_t dedup_some(size_t from, size_t stop)
{
    return stop - from < DEDUP_STEPS ? stop : from + DEDUP_STEPS;
}

/* Asks once in `DEDUP_STEPS` steps, of which those from number `from` up to `to` have been done. */
static inline bool dedup_pauses(uint64_t from, uint64_t to)
{
    return __builtin_expect((from ^ to) >= DEDUP_STEPS, 0) && dedup_ask();
}

#endif
