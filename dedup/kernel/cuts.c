/* A segment, the text between two breaks, is covered when enough of its letters are aligned; pieces are runs of
   covered segments.  Whole segments go or stay, so what a copy lacks or adds never leaves half a sentence behind. */
#include "cuts.h"

#include <stdlib.h>

enum {
    COVERED = 60,          /* per cent of a segment's letters that must be aligned ... */
    COVERED_NOISY = 40,    /* ... and when the whole copy is noisy, less than NOISY per cent equal */
    COVERED_INNER = 30,    /* ... and between covered ones */
    NOISY = 90,
    TAIL = 15,             /* unmatched letters that may go with the outer end of a piece: a word or two */
    TAIL_NOISY = 38,
    FOREIGN = 60           /* unmatched letters in a row that belong to somebody else: about twelve words */
};

static uint32_t letters_in(const dedup_side *s, uint32_t from, uint32_t to)
{
    return s->aligner->words->letters[to] - s->aligner->words->letters[from];
}

static bool is_linked(const dedup_link *links, uint32_t word)
{
    return links[word].partner != DEDUP_NONE;
}

static bool is_noisy(const dedup_side *s)
{
    return (uint64_t)s->equal * 100 < (uint64_t)s->letters * NOISY;
}

static bool may_cut(const dedup_side *s, uint32_t word)
{
    return (s->aligner->strength[word] & DEDUP_STRENGTH) >= DEDUP_SENTENCE || word == s->joint_lo
        || word == s->joint_hi;
}

dedup_side dedup_side_of(const dedup_aligner *al, dedup_hull hull, bool later, bool fixed)
{
    dedup_side s = { .aligner = al, .links = later ? al->later : al->earlier, .other = later ? al->earlier : al->later,
                     .lo = later ? hull.later : hull.earlier, .hi = later ? hull.later_stop : hull.earlier_stop,
                     .joint_lo = DEDUP_NONE, .joint_hi = DEDUP_NONE };
    if (fixed || later)                        /* where a copy follows its original directly, both end */
        s.joint_lo = fixed ? s.lo : hull.earlier_stop;
    if (fixed || !later)
        s.joint_hi = fixed ? s.hi : hull.later;
    s.letters = letters_in(&s, s.lo, s.hi);
    for (uint32_t i = s.lo; i < s.hi; i++)
        s.equal += s.links[i].equal;
    return s;
}

/* The words of the other copy that stand against [start, stop): those between the partners of the nearest linked words
   around it; at an end of the hull, as many as stand between that end and the nearest linked word within. */
static void opposite(const dedup_side *s, uint32_t start, uint32_t stop, uint32_t *from, uint32_t *to)
{
    uint32_t before = start, first = start, after = stop, last = stop;
    *from = *to = 0;
    while (first < stop && !is_linked(s->links, first))
        first++;
    if (first == stop)
        return;
    while (!is_linked(s->links, last - 1))
        last--;
    while (before > s->lo && !is_linked(s->links, before - 1))
        before--;
    while (after < s->hi && !is_linked(s->links, after))
        after++;
    uint32_t begin = s->links[first].partner, end = s->links[last - 1].partner + 1;
    uint32_t count = (uint32_t)s->aligner->words->count;
    *from = before > s->lo ? s->links[before - 1].partner + 1 : begin - (begin < first - start ? begin : first - start);
    *to = after < s->hi ? s->links[after].partner : count - end < stop - last ? count : end + (stop - last);
}

/* A capital says nothing at the beginning of a sentence, nor on a single letter. */
static uint32_t unlinked(const dedup_side *s, const dedup_link *links, uint32_t start, uint32_t stop, uint8_t flag)
{
    const dedup_words *w = s->aligner->words;
    uint32_t found = 0;
    for (uint32_t i = start; i < stop; i++)
        found += !is_linked(links, i) && (w->flags[i] & flag)
            && (flag != DEDUP_CAPITAL || (letters_in(s, i, i + 1) > 1 && !may_cut(s, i)));
    return found;
}

uint32_t dedup_differing(const dedup_side *s, uint32_t start, uint32_t stop, uint8_t flag)
{
    uint32_t from, to, own = unlinked(s, s->links, start, stop, flag);
    if (own == 0)
        return 0;
    opposite(s, start, stop, &from, &to);
    uint32_t others = from < to ? unlinked(s, s->other, from, to, flag) : 0;
    return own < others ? own : others;
}

/* The first word of the segment that holds the hull's first, or the hull's own when that begins too far off. */
static uint32_t segment_start(const dedup_side *s, uint32_t tail)
{
    uint32_t at = s->lo;
    while (!may_cut(s, at) && letters_in(s, at - 1, s->lo) <= tail)
        at--;
    return may_cut(s, at) ? at : s->lo;
}

static uint32_t segment_stop(const dedup_side *s, uint32_t tail)
{
    uint32_t at = s->hi;
    while (!may_cut(s, at) && letters_in(s, s->hi, at + 1) <= tail)
        at++;
    return may_cut(s, at) ? at : s->hi;
}

typedef struct {
    uint32_t start, stop, letters, equal;
    uint32_t lead, trail, foreign;     /* letters without a partner: before the first with one, after the last, in a row */
} segment;

/* The segment that begins at `start`, up to `stop` at most. */
static segment measure(const dedup_side *s, uint32_t start, uint32_t stop)
{
    segment seg = { .start = start, .stop = start };
    uint32_t gap = 0;
    do {
        uint32_t i = seg.stop++;
        if (is_linked(s->links, i)) {
            if (seg.equal == 0)
                seg.lead = gap;
            seg.equal += s->links[i].equal;
            gap = 0;
        } else {
            gap += letters_in(s, i, i + 1);
        }
        if (gap > seg.foreign)
            seg.foreign = gap;
    } while (seg.stop < stop && !may_cut(s, seg.stop));
    seg.letters = letters_in(s, start, seg.stop);
    seg.trail = gap;
    return seg;
}

static bool covers(const segment *seg, uint32_t percent)
{
    return seg->equal > 0 && (uint64_t)seg->equal * 100 >= (uint64_t)seg->letters * percent;
}

static dedup_piece *add(const dedup_side *s, uint32_t start, uint32_t stop, bool cut, dedup_pieces *found)
{
    uint32_t first = start, last = stop - 1;
    while (first < last && !is_linked(s->links, first))
        first++;
    while (last > first && !is_linked(s->links, last))
        last--;
    if (found->piece_count == found->piece_room) {
        size_t room = found->piece_room ? found->piece_room * 2 : 16;
        dedup_piece *moved = realloc(found->pieces, room * sizeof *moved);
        if (moved == NULL) {
            found->failed = true;
            return NULL;
        }
        found->pieces = moved;
        found->piece_room = room;
    }
    dedup_piece *p = &found->pieces[found->piece_count++];
    *p = (dedup_piece){ start, stop, s->links[first].partner, s->links[last].partner + 1, letters_in(s, start, stop), 0,
                        false, cut };
    for (uint32_t i = start; i < stop; i++)
        p->equal += s->links[i].equal;
    return p;
}

uint32_t dedup_cut(const dedup_side *s, dedup_pieces *found)
{
    bool noisy = is_noisy(s);
    uint32_t covered = noisy ? COVERED_NOISY : COVERED, tail = noisy ? TAIL_NOISY : TAIL, removable = 0;
    uint32_t start = segment_start(s, tail), stop = segment_stop(s, tail);
    uint32_t begin = DEDUP_NONE, end = DEDUP_NONE;       /* the piece in hand: up to its last well covered segment */
    size_t before = found->piece_count;

    for (uint32_t at = start; at < stop && !found->failed;) {
        segment seg = measure(s, at, stop);
        bool bounded = (at > start || may_cut(s, start)) && (seg.stop < stop || may_cut(s, stop));
        bool whole = bounded && seg.foreign < FOREIGN;
        bool numbers = whole && s->aligner->spare_numbers && covers(&seg, COVERED_INNER)
            && dedup_differing(s, at, seg.stop, DEDUP_DIGIT) > 0;
        if (whole && !numbers && covers(&seg, covered)) {
            if (begin == DEDUP_NONE && seg.lead <= tail)
                begin = at;
            if (begin != DEDUP_NONE && seg.trail <= tail)
                end = seg.stop;
        } else if (numbers || !(whole && covers(&seg, COVERED_INNER))) {
            if (end != DEDUP_NONE && add(s, begin, end, true, found))
                removable += letters_in(s, begin, end);
            begin = end = DEDUP_NONE;
            if (numbers && covers(&seg, covered)) {
                dedup_piece *piece = add(s, at, seg.stop, true, found);
                if (piece)
                    piece->numbers = true;
            }
        }
        at = seg.stop;
    }
    if (end != DEDUP_NONE && add(s, begin, end, true, found))
        removable += letters_in(s, begin, end);
    if (found->piece_count == before && (uint64_t)s->equal * 100 >= (uint64_t)s->letters * COVERED)
        add(s, s->lo, s->hi, false, found);
    return removable;
}
