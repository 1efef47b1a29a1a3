#include "rows.h"

#include "interrupt.h"
#include "text/breaks.h"

#include <string.h>

enum {
    MANY = 32,           /* copies in a row that are too many to be compared in pairs */
    SYLLABLE = 3         /* letters of the shortest unit that becomes one: of shorter ones some dozens stay */
};

/* Where the unit begins: at the first sentence or line that does, of words [start, start + period), for the period alone
   does not say; else at the best break there is. */
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

/* Words [start, stop) repeat with `period`: every copy against the first. */
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
        bool tail = copy > last;                 /* it may end like any other copy: at a cut within it */
        uint32_t words = tail ? stop - copy : unit, later = copy, earlier = start;
        if (keep_last && !tail) {
            later = last;
            earlier = copy - unit;
        }
        int64_t score = DEDUP_LETTER_SCORE * (int64_t)dedup_letters_in(w, copy, copy + words);
        if (!dedup_add_chain(found, (dedup_run){ later, earlier, words, DEDUP_NONE, later, 1, score },
                       tail ? (dedup_row){ 0 } : row))
            return;
    }
}

/* How far back word i's shingle stands, if the text goes on from there as it does from word i; else 0.  The nearest place
   is not a period back in a unit within which all shingles recur: there the first one may be. */
static uint32_t period_at(const dedup_occurrences *o, uint32_t i)
{
    if (o->previous[i] == DEDUP_NONE)
        return 0;
    uint32_t near = i - o->previous[i], far = i - o->first[i];
    if (i + near >= o->count || o->shingle[i + near - 1] == o->shingle[i - 1])
        return near;                   /* a cheap look ahead: a whole period later the text is still the same */
    for (uint32_t n = 1; n <= MANY; n++)
        if ((uint64_t)i + (uint64_t)n * far >= o->count || o->shingle[i + n * far] != o->shingle[i])
            return 0;
    return far;
}

/* A row is where an earlier occurrence keeps its distance for as many words: text[i - p] = text[i] all along. */
void dedup_find_rows(const uint8_t *text, size_t size, const dedup_words *w, const dedup_occurrences *o,
                     uint32_t min_letters, bool keep_last, uint8_t *masked, dedup_chains *found)
{
    uint32_t refused = 0, refused_until = 0;       /* a period, and where its run ends */
    for (uint32_t i = 0; i < o->count;) {
        if (dedup_pauses(i, i + 1))
            return;
        uint32_t period = period_at(o, i);
        if (period == 0 || (period == refused && i < refused_until)) {
            i++;
            continue;
        }
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
            i++;
            continue;
        }
        add_row(text, size, w, i - period, period, i + run, min_letters, keep_last, found);
        memset(masked + i, 1, run);
        i += run;
    }
}
