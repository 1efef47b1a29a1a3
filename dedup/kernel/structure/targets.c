#include "targets.h"

#include "grow.h"
#include "interrupt.h"

#include <stdlib.h>
#include <string.h>

/* What ends an address; inside a link it may be wrapped. */
static const uint8_t ENDS[256] = {
    [' '] = 1, ['\t'] = 1, ['('] = 1, [')'] = 1, ['<'] = 1, ['>'] = 1, ['"'] = 1, ['?'] = 1, ['#'] = 1,
    ['\n'] = 2, ['\r'] = 2,
};

/* Returns where text[at .. stop) continues after a prefix in ASCII, in any case; or `at` if it begins otherwise. */
static size_t skip_prefix(const uint8_t *text, size_t at, size_t stop, const char *prefix)
{
    size_t next = at;
    for (; *prefix; prefix++, next++)
        if (next == stop || (text[next] | 0x20) != (*prefix | 0x20))
            return at;
    return next;
}

/* Adds the address at text[at]. Returns its end. A site answers with or without `s`, `www.` and a slash at the end. */
static size_t add(const uint8_t *text, size_t at, size_t size, bool link, dedup_targets *found)
{
    size_t stop = at;
    while (stop < size && (ENDS[text[stop]] == 0 || (link && ENDS[text[stop]] == 2)))
        stop++;
    size_t start = skip_prefix(text, skip_prefix(text, at, stop, "https://"), stop, "http://"), end = stop;
    start = skip_prefix(text, start, stop, "www.");
    while (end > start && text[end - 1] == '/')
        end--;
    if (DEDUP_GROW(found, target, targets))
        found->targets[found->target_count++] = (dedup_target){ .address = text + start, .length = (uint32_t)(end - start),
                                                                .start = (uint32_t)start };
    return stop;
}

static int by_address(const void *a, const void *b)
{
    const dedup_target *x = *(dedup_target *const *)a, *y = *(dedup_target *const *)b;
    if (x->length != y->length)
        return x->length < y->length ? -1 : 1;
    int order = memcmp(x->address, y->address, x->length);
    return order ? order : x < y ? -1 : x > y;
}

/* Sets the first and the last occurrence of each target. */
static void find_same(dedup_targets *found)
{
    size_t count = found->target_count;
    dedup_target **order = malloc(count * sizeof *order);
    if (order == NULL) {
        found->failed = true;
        return;
    }
    for (size_t n = 0; n < count; n++)
        order[n] = &found->targets[n];
    qsort(order, count, sizeof *order, by_address);
    for (size_t n = 0, stop; n < count; n = stop) {
        const dedup_target *first = order[n];
        for (stop = n; stop < count && order[stop]->length == first->length
                       && memcmp(order[stop]->address, first->address, first->length) == 0; stop++)
            ;
        for (size_t same = n; same < stop; same++) {
            order[same]->first = first->start;
            order[same]->last = order[stop - 1]->start;
        }
    }
    free(order);
}

static bool is_link(const uint8_t *text, size_t at, size_t size)
{
    return text[at] == ']' && at + 1 < size && text[at + 1] == '(';
}

static bool is_scheme(const uint8_t *text, size_t at, size_t size)
{
    return text[at] == ':' && at + 2 < size && text[at + 1] == '/' && text[at + 2] == '/';
}

bool dedup_find_targets(const uint8_t *text, size_t size, dedup_targets *found)
{
    size_t link = 0, scheme = 0;                /* ends of the latest link and URL: none begins inside another */
    for (size_t at = 0; at < size && !found->failed && !dedup_pauses(at, at + 1); at++) {
        if (at >= link && is_link(text, at, size))
            link = add(text, at + 2, size, true, found);
        else if (at >= scheme && is_scheme(text, at, size))
            scheme = add(text, at + 3, size, false, found);
    }
    if (found->target_count > 0 && !found->failed)
        find_same(found);
    return !found->failed;
}

bool dedup_leads(const uint8_t *text, size_t start, size_t stop)
{
    const uint8_t signs[] = { ':', ']' };
    for (size_t n = 0; n < sizeof signs; n++)
        for (const uint8_t *at = text + start; at < text + stop; at++) {
            at = memchr(at, signs[n], (size_t)(text + stop - at));
            if (at == NULL)
                break;
            if (is_link(text, (size_t)(at - text), stop) || is_scheme(text, (size_t)(at - text), stop))
                return true;
        }
    return false;
}

void dedup_free_targets(dedup_targets *found)
{
    free(found->targets);
}

dedup_leading dedup_count_leading(const dedup_targets *found, uint32_t start, uint32_t stop)
{
    size_t low = 0, high = found->target_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (found->targets[middle].start < start)
            low = middle + 1;
        else
            high = middle;
    }
    dedup_leading leading = { 0 };
    for (; low < found->target_count && found->targets[low].start < stop; low++) {
        const dedup_target *target = &found->targets[low];
        leading.all++;
        leading.alone += target->start + target->length > stop || (target->first >= start && target->last < stop);
    }
    return leading;
}
