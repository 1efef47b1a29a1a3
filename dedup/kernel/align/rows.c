#include "rows.h"

#include "interrupt.h"
#include "structure/breaks.h"

#include <string.h>

enum {
    MANY = 32,           /* too many copies in a row to be compared in pairs */
    SYLLABLE = 3         /* minimum letters of a unit; shorter ones are grouped to a longer unit */
};

/* The start of the unit, of words [start, start + period): at the first sentence or line that begins there, otherwise
   at the strongest break. The period alone does not tell. */
static uint32_t unit_start(const uint8_t *text, size_t size, const dedup_words *w, uint32_t start, uint32_t period)
{
    uint32_t found = start;
    dedup_strength best = DEDUP_NO_BREAK;
    for (uint32_t at = start; at < start + period && best < DEDUP_SENTENCE && !dedup_pauses(at, at + 1); at++) {
        dedup_strength here = dedup_break_before(text, size, w, at).strength;
        if (here > best) {
            best = here;
            found = at;
        }
    }
    return found;
}

/* Adds the row [start, stop), in words, with the given period: each copy against the first, or the last. */
static void add_row(const uint8_t *text, size_t size, const dedup_words *w, uint32_t start, uint32_t period,
                    uint32_t stop, uint32_t min_letters, bool keep_last, dedup_chains *found)
{
    start = unit_start(text, size, w, start, period);
    uint32_t unit = period, least = dedup_letters_in(w, start, start + period) < SYLLABLE ? min_letters : 0;
    while (unit <= (stop - start) / 2 && dedup_letters_in(w, start, start + unit) < least)
        unit += period;
    uint32_t count = (stop - start) / unit, last = start + (count - 1) * unit;
    dedup_row row = { dedup_letters_in(w, start, last + unit), (last + unit - start) / period, false };
    for (uint32_t copy = start + unit; copy < stop; copy += unit) {
        if (dedup_pauses(copy - unit, copy))
            return;
        bool tail = copy > last;                 /* may be cut inside, like any other copy */
        uint32_t words = tail ? stop - copy : unit, later = copy, earlier = start;
        if (keep_last) {
            later = tail ? copy : last;
            earlier = copy - unit;
        }
        int64_t score = DEDUP_LETTER_SCORE * (int64_t)dedup_letters_in(w, copy, copy + words);
        if (!dedup_add_chain(found, (dedup_run){ later, earlier, words, DEDUP_NONE, later, 1, score },
                       tail ? (dedup_row){ 0 } : row))
            return;
    }
}

/* The distance from a repeated shingle i back to an equal one, if the text continues there as it does here; otherwise
   0. In a unit whose shingles all recur inside it, the nearest occurrence is not a period away, but the first one may
   be. */
static uint32_t period_at(const dedup_occurrences *o, uint32_t i)
{
    uint32_t near = i - o->previous[i], far = i - o->first[i];
    if (i + near >= o->count || o->shingle[i + near - 1] == o->shingle[i - 1])
        return near;                   /* cheap look-ahead: the same one period later */
    for (uint32_t n = 1; n <= MANY; n++)
        if ((uint64_t)i + (uint64_t)n * far >= o->count || o->shingle[i + n * far] != o->shingle[i])
            return 0;
    return far;
}

/* A row is where the distance to the previous occurrence stays the same for a whole period: text[i - p] = text[i]. */
void dedup_find_rows(const uint8_t *text, size_t size, const dedup_words *w, const dedup_occurrences *o,
                     uint32_t min_letters, bool keep_last, uint8_t *masked, dedup_chains *found)
{
    uint32_t refused = 0, refused_until = 0;       /* a period, and the end of its run */
    for (uint32_t n = 0, row_until = 0; n < o->repeated_count; n++) {
        uint32_t i = o->repeated[n];
        if (dedup_pauses(n, n + 1))
            return;
        uint32_t period = i < row_until ? 0 : period_at(o, i);
        if (period == 0 || (period == refused && i < refused_until))
            continue;
        uint32_t run = dedup_equal_words(w, i, i - period, (uint32_t)w->count);
        found->work += run;
        if (dedup_pauses(found->work - run, found->work))
            return;
        if (found->work > found->work_limit) {
            found->truncated = true;
            return;
        }
        if (run < period || dedup_letters_in(w, i, i + run) < min_letters) {
            refused = period;
            refused_until = i + run;
            continue;
        }
        add_row(text, size, w, i - period, period, i + run, min_letters, keep_last, found);
        memset(masked + i, 1, run);
        row_until = i + run;
    }
}
