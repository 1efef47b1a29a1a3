#include "parts.h"

#include "grow.h"

#include <stdlib.h>
#include <string.h>

enum {
    MAX_GAP = 400,         /* the most characters between two partners in one kept copy */
    LEAST_RUN = 20,        /* minimum letters of a run; shorter ones are chance, unless there is no other way */
    COVERED_INNER = 30,    /* the minimum per cent of a line's letters with partners, and ... */
    FOREIGN = 60,          /* ... the letters in a row that may have none, as in cuts.c */
    MOST_DROPPED = 8       /* runs that are dropped to make the others similar enough */
};

#define NOWHERE UINT32_MAX

/* Ties whose partners are contiguous. There may be others between them, without partners or with stray ones. */
typedef struct {
    uint32_t first, last;      /* ties */
    uint32_t equal;            /* letters, of its own ties */
} run;

typedef struct {
    const dedup_tie *ties;
    uint32_t count;
    double identity;
    run *runs;                 /* in order */
    uint32_t run_count;
    uint32_t *before;          /* [count] the tie before, in the same run; NOWHERE for its first */
    bool *taken;               /* [count] it belongs to a run */
    uint32_t *letters;         /* [count + 1] of all ties before */
    uint32_t *bounds;          /* [count + 1] where parts begin, and the last one ends */
} splitting;

/* Returns whether a tie shares its partner with the last ties of a run, because they are one word in the kept copy. */
static bool shares(const splitting *s, uint32_t last, uint32_t place)
{
    const dedup_tie *tie = &s->ties[place];
    int64_t room = (int64_t)tie->kept_letters - tie->equal;
    if (s->ties[last].kept_start != tie->kept_start)
        return false;
    for (; last != NOWHERE && s->ties[last].kept_start == tie->kept_start; last = s->before[last])
        room -= s->ties[last].equal;
    return room >= 0;
}

/* Returns whether the partner of a tie follows that of `last` closely, with nothing removed in between. */
static bool follows(const splitting *s, uint32_t last, uint32_t place)
{
    const dedup_tie *before = &s->ties[last], *tie = &s->ties[place];
    bool close = tie->kept_start >= before->kept_stop && tie->kept_start - before->kept_stop < MAX_GAP;
    return before->side == tie->side && (close || shares(s, last, place));
}

static void append(splitting *s, run *to, uint32_t place)
{
    s->before[place] = to->last;
    if (to->last == NOWHERE)
        to->first = place;
    to->last = place;
    to->equal += s->ties[place].equal;
}

/* Groups the ties with partners into runs. Fewer than `least` letters with partners elsewhere, in the middle of a run,
   count as without partners. */
static void find_runs(splitting *s, uint32_t least)
{
    const run none = { NOWHERE, NOWHERE, 0 };
    run stray = none;
    memset(s->taken, 0, s->count * sizeof *s->taken);
    s->runs[0] = none;
    s->run_count = 1;
    for (uint32_t place = 0; place < s->count; place++) {
        run *current = &s->runs[s->run_count - 1];
        if (s->ties[place].equal == 0)
            continue;
        if (current->last == NOWHERE || follows(s, current->last, place)) {
            append(s, current, place);
            s->taken[place] = true;
            stray = none;
            continue;
        }
        if (stray.last != NOWHERE && !follows(s, stray.last, place))
            stray = none;
        append(s, &stray, place);
        if (stray.equal < least)
            continue;
        for (uint32_t own = stray.last; own != NOWHERE; own = s->before[own])
            s->taken[own] = true;
        s->runs[s->run_count++] = stray;
        stray = none;
    }
}

static void drop(splitting *s, uint32_t number)
{
    for (uint32_t own = s->runs[number].last; own != NOWHERE; own = s->before[own])
        s->taken[own] = false;
    s->run_count--;
    memmove(s->runs + number, s->runs + number + 1, (s->run_count - number) * sizeof *s->runs);
}

/* Finds where each part ends, up to the first run that cannot be similar enough. Of the words without partners between
   two runs, the first takes as many as its identity permits. Returns the number of parts. */
static uint32_t find_bounds(splitting *s)
{
    uint32_t number = 0;
    s->bounds[0] = 0;
    for (; number < s->run_count && s->runs[number].last != NOWHERE; number++) {
        const run *own = &s->runs[number];
        bool is_last = number + 1 == s->run_count;
        uint32_t stop = is_last ? s->count : own[1].first, begin = s->letters[s->bounds[number]];
        while (!is_last && stop > own->last + 1 && own->equal < s->identity * (s->letters[stop] - begin))
            stop--;
        if (own->equal < s->identity * (s->letters[stop] - begin))
            break;
        s->bounds[number + 1] = stop;
    }
    return number;
}

/* Finds runs that are similar enough, if need be without some that are not. Returns whether there are any. */
static bool find_alike(splitting *s, uint32_t least)
{
    find_runs(s, least);
    for (int dropped = 0; dropped < MOST_DROPPED; dropped++) {
        uint32_t parts = find_bounds(s);
        if (parts == s->run_count)
            return true;
        if (s->run_count == 1)
            return false;
        drop(s, parts);
    }
    return false;
}

static void lose(uint32_t start, uint32_t stop, dedup_parts *found)
{
    if (DEDUP_GROW(found, lost, lost))
        found->lost[found->lost_count++] = (dedup_lost){ start, stop };
}

/* Finds what would be lost: each line with too few partners, and each long run of words without any. */
static void find_lost(const splitting *s, const uint32_t *ends, size_t lines, dedup_parts *found)
{
    uint32_t place = 0, start = 0;
    for (size_t line = 0; line < lines; start = ends[line++]) {
        uint64_t letters = 0, equal = 0, bare = 0;
        for (; place < s->count && s->ties[place].start < ends[line]; place++) {
            const dedup_tie *tie = &s->ties[place];
            letters += tie->letters;
            equal += s->taken[place] ? tie->equal : 0;
            bare = s->taken[place] ? 0 : bare + tie->letters;
            if (bare >= FOREIGN)
                lose(tie->start, tie->stop, found);
        }
        if (100 * equal < COVERED_INNER * letters)
            lose(start, ends[line], found);
    }
}

static void add_parts(const splitting *s, dedup_parts *found)
{
    for (uint32_t number = 0; number < s->run_count; number++) {
        const run *own = &s->runs[number];
        uint32_t first = s->bounds[number], stop = s->bounds[number + 1];
        bool linked = own->last != NOWHERE;
        found->parts[found->part_count++] = (dedup_kept_part){
            .start = s->ties[first].start,
            .stop = stop < s->count ? s->ties[stop].start : s->ties[s->count - 1].stop,
            .kept_start = linked ? s->ties[own->first].kept_start : 0,
            .kept_stop = linked ? s->ties[own->last].kept_stop : 0,
            .identity = own->equal / (double)(s->letters[stop] - s->letters[first]),
        };
    }
}

/* Makes a part of each run, whether it is similar enough or not: those that are not are lost. */
static void split_anyway(splitting *s, dedup_parts *found)
{
    find_runs(s, LEAST_RUN);
    for (uint32_t number = 1; number < s->run_count; number++)
        s->bounds[number] = s->runs[number].first;
    s->bounds[0] = 0;
    s->bounds[s->run_count] = s->count;
    add_parts(s, found);
    for (size_t n = 0; n < found->part_count; n++)
        if (found->parts[n].identity < s->identity)
            lose(found->parts[n].start, found->parts[n].stop, found);
}

static bool make_room(splitting *s, dedup_parts *parts)
{
    size_t count = s->count;
    s->runs = malloc((count + 1) * sizeof *s->runs);
    s->before = malloc(count * sizeof *s->before);
    s->taken = malloc(count * sizeof *s->taken);
    s->letters = malloc((count + 1) * sizeof *s->letters);
    s->bounds = malloc((count + 2) * sizeof *s->bounds);
    parts->parts = malloc((count + 1) * sizeof *parts->parts);
    return s->runs && s->before && s->taken && s->letters && s->bounds && parts->parts;
}

void dedup_split(const dedup_tie *ties, size_t count, const uint32_t *ends, size_t lines, double identity,
                 dedup_parts *parts)
{
    splitting s = { .ties = ties, .count = (uint32_t)count, .identity = identity };
    if (make_room(&s, parts)) {
        s.letters[0] = 0;
        for (size_t n = 0; n < count; n++)
            s.letters[n + 1] = s.letters[n] + ties[n].letters;
        if (find_alike(&s, LEAST_RUN) || find_alike(&s, 1))
            add_parts(&s, parts);
        else
            split_anyway(&s, parts);
        find_lost(&s, ends, lines, parts);
    } else {
        parts->failed = true;
    }
    free(s.runs);
    free(s.before);
    free(s.taken);
    free(s.letters);
    free(s.bounds);
}

void dedup_free_parts(dedup_parts *parts)
{
    free(parts->parts);
    free(parts->lost);
}
