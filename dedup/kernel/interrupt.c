#include "interrupt.h"

#include <time.h>

typedef struct {
    const atomic_bool *flag;
    dedup_hook *hook;
    uint64_t pause, asked;    /* milliseconds between calls; time of the latest */
    bool stopped;
} listener;

static _Thread_local listener own;

static uint64_t milliseconds(void)
{
    struct timespec now;
    timespec_get(&now, TIME_UTC);
    return (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
}

void dedup_listen(dedup_hook *hook, uint32_t pause)
{
    own.hook = hook;
    own.pause = pause;
    own.stopped = false;
}

void dedup_heed(const atomic_bool *flag)
{
    own.flag = flag;
}

bool dedup_ask(void)
{
    if (own.flag != NULL && atomic_load_explicit(own.flag, memory_order_relaxed))
        own.stopped = true;
    if (own.hook == NULL || own.stopped)
        return own.stopped;
    if (own.pause) {
        uint64_t now = milliseconds();
        if (now - own.asked < own.pause)    /* if the clock was set back, it calls at once */
            return false;
        own.asked = now;
    }
    own.stopped = own.hook();
    return own.stopped;
}

bool dedup_stopped(void)
{
    return own.stopped;
}
