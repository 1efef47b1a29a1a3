/* Where a passage begins and ends: each link of the alignment scores by its letters, positively if they are equal above
   the requested identity, negatively below it, so that a stretch with a positive score has the identity. All maximal
   scoring stretches are found in linear time: W. Ruzzo and M. Tompa, "A linear time algorithm for finding all maximal
   scoring subsequences", ISMB 1999. */
#include "passages.h"

#include "grow.h"
#include "interrupt.h"

#include <string.h>

enum {
    BRIDGE = 400,            /* letters of an insertion, such as an advertisement, that does not split a passage */
    FURTHER = 4,             /* times `min_letters`, the length from which another copy of known words is reported */
    UNIT_BITS = 30           /* score of a letter: precise enough for any identity, and sums do not overflow */
};

#define UNIT (INT64_C(1) << UNIT_BITS)

/* The score of letters of which `equal` are equal. With an identity of 1, equal letters still score a little. */
static int64_t score_of(double identity, uint32_t letters, uint32_t equal)
{
    int64_t least = (int64_t)(identity * (double)UNIT) + 1;
    return (int64_t)equal * UNIT - (int64_t)letters * (least < UNIT ? least : UNIT - 1);
}

static uint32_t known_letters(const dedup_words *w, uint32_t from, uint32_t to, const uint8_t *known)
{
    uint32_t letters = 0;
    for (uint32_t i = from; i < to; i++)
        letters += known[i] ? w->letters[i + 1] - w->letters[i] : 0;
    return letters;
}

/* Adds a stretch with a positive score. Merges it with an earlier one that starts lower and ends lower, if any. */
static void add_stretch(dedup_stretch_score *scores, size_t *count, dedup_stretch_score next)
{
    for (;;) {
        uint32_t lower = *count ? (uint32_t)*count - 1 : DEDUP_NONE;
        while (lower != DEDUP_NONE && scores[lower].before >= next.before)
            lower = scores[lower].lower;
        next.lower = lower;
        if (lower == DEDUP_NONE || scores[lower].after >= next.after)
            break;
        next.earlier = scores[lower].earlier;
        next.later = scores[lower].later;
        next.before = scores[lower].before;
        *count = lower;
    }
    scores[(*count)++] = next;
}

/* Finds the scoring stretches of an alignment. Returns their number. */
static size_t find_stretches(const dedup_aligner *al, dedup_hull hull, const uint8_t *known,
                             dedup_stretch_score *scores)
{
    const dedup_words *w = al->words;
    uint32_t later = hull.later, earlier = hull.earlier;      /* scored up to here */
    int64_t score = 0;
    size_t count = 0;

    for (uint32_t i = hull.later; i < hull.later_stop && !dedup_pauses(i, i + 1); i++) {
        uint32_t j = al->later[i].partner;
        if (j == DEDUP_NONE || (known[i] && known[j]))
            continue;
        uint32_t start = j < earlier ? earlier : j, stop = j + 1 < earlier ? earlier : j + 1;
        while (start > earlier && al->earlier[start - 1].partner == i)     /* several words aligned to one */
            start--;
        while (stop < hull.earlier_stop && al->earlier[stop].partner == i)
            stop++;
        score += score_of(al->identity, dedup_letters_in(w, later, i) + dedup_letters_in(w, earlier, start), 0);
        int64_t own = score_of(al->identity, dedup_letters_in(w, i, i + 1) + dedup_letters_in(w, start, stop),
                               al->later[i].equal + dedup_equal_in(al->earlier, start, stop));
        if (own > 0)
            add_stretch(scores, &count, (dedup_stretch_score){ start, stop, i, i + 1, score, score + own,
                                                               DEDUP_NONE });
        score += own;
        later = i + 1;
        earlier = stop;
    }
    return count;
}

/* Returns whether two stretches may be joined: their joint score is positive, the gap is short enough, and what follows
   it is either a passage by itself or at least as long as the gap. Beyond any gap there are a few equal words by
   chance. */
static bool may_join(const dedup_words *w, const dedup_stretch_score *x, const dedup_stretch_score *y,
                     uint32_t min_letters)
{
    uint32_t later = dedup_letters_in(w, x->later_stop, y->later);
    uint32_t earlier = dedup_letters_in(w, x->earlier_stop, y->earlier);
    uint32_t gap = later > earlier ? later : earlier;
    uint32_t before = dedup_letters_in(w, x->later, x->later_stop);
    uint32_t after = dedup_letters_in(w, y->later, y->later_stop);
    uint32_t shorter = before < after ? before : after;
    return gap <= BRIDGE && y->after > x->before && shorter >= (gap < min_letters ? gap : min_letters);
}

/* Joins stretches across short gaps. Returns the number left. */
static size_t join_stretches(const dedup_words *w, dedup_stretch_score *scores, size_t count, uint32_t min_letters)
{
    size_t kept = 0;
    for (size_t n = 0; n < count; n++) {
        dedup_stretch_score next = scores[n];
        for (; kept > 0 && may_join(w, &scores[kept - 1], &next, min_letters); kept--) {
            next.earlier = scores[kept - 1].earlier;
            next.later = scores[kept - 1].later;
            next.before = scores[kept - 1].before;
        }
        scores[kept++] = next;
    }
    return kept;
}

/* Returns whether a stretch is long enough. It must be longer if one side is mostly known already: a heading or notice
   that a text itself repeats is not worth reporting again. */
static bool is_enough(const dedup_words *w, const dedup_stretch_score *s, uint32_t min_letters, const uint8_t *known)
{
    uint32_t later = dedup_letters_in(w, s->later, s->later_stop);
    uint32_t earlier = dedup_letters_in(w, s->earlier, s->earlier_stop);
    uint32_t shorter = later < earlier ? later : earlier;
    if (shorter < min_letters || shorter / FURTHER >= min_letters)
        return shorter >= min_letters;
    return 2 * (uint64_t)known_letters(w, s->later, s->later_stop, known) < later
        && 2 * (uint64_t)known_letters(w, s->earlier, s->earlier_stop, known) < earlier;
}

static dedup_passage measure(const dedup_aligner *al, const dedup_stretch_score *s)
{
    const dedup_words *w = al->words;
    dedup_passage p = { .earlier = s->earlier, .earlier_stop = s->earlier_stop,
                        .later = s->later, .later_stop = s->later_stop };
    uint32_t count = p.later_stop - p.later;
    p.letters = dedup_letters_in(w, p.later, p.later_stop) + dedup_letters_in(w, p.earlier, p.earlier_stop);
    p.equal = dedup_equal_in(al->later, p.later, p.later_stop) + dedup_equal_in(al->earlier, p.earlier, p.earlier_stop);
    p.same_words = count == p.earlier_stop - p.earlier
        && dedup_same_words(al->text, w, p.later, p.earlier, count);
    return p;
}

/* Makes room for one more passage, and for the stretches of a hull of so many words. */
static bool make_room(dedup_passages *found, size_t words)
{
    if (found->score_room < words) {
        void *moved = realloc(found->scores, words * 2 * sizeof *found->scores);
        if (moved == NULL)
            return false;
        found->scores = moved;
        found->score_room = words * 2;
    }
    bool failed = false;
    return dedup_grow((void **)&found->passages, found->passage_count, &found->passage_room, sizeof *found->passages,
                      &failed);
}

bool dedup_add_passages(dedup_aligner *al, dedup_hull hull, uint32_t min_letters, uint8_t *known,
                        dedup_passages *found)
{
    const dedup_words *w = al->words;
    if (!make_room(found, hull.later_stop - hull.later))
        return false;
    al->work += hull.later_stop - hull.later + hull.earlier_stop - hull.earlier;
    size_t count = find_stretches(al, hull, known, found->scores);
    count = join_stretches(w, found->scores, count, min_letters);
    for (size_t n = 0; n < count; n++) {
        const dedup_stretch_score *s = &found->scores[n];
        if (!is_enough(w, s, min_letters, known))
            continue;
        if (!make_room(found, 0))
            return false;
        found->passages[found->passage_count++] = measure(al, s);
        memset(known + s->later, 1, s->later_stop - s->later);
        memset(known + s->earlier, 1, s->earlier_stop - s->earlier);
    }
    return true;
}

void dedup_free_passages(dedup_passages *found)
{
    free(found->passages);
    free(found->scores);
}
