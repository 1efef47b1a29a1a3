/* A segment, the text between two breaks, is covered when enough of its letters are aligned; pieces are runs of
   covered segments.  Whole segments go or stay, so what a copy lacks or adds never leaves half a sentence behind. */
#include "pieces.h"

#include <stdlib.h>
#include <string.h>

enum {
    COVERED = 60,          /* per cent of a segment's letters that must be aligned ... */
    COVERED_NOISY = 40,    /* ... and when the whole copy is noisy, less than NOISY per cent equal */
    COVERED_INNER = 30,    /* ... and between covered ones */
    NOISY = 90,
    TAIL = 15,             /* unmatched letters that may go with the outer end of a piece: a word or two */
    TAIL_NOISY = 38,
    FOREIGN = 60,          /* unmatched letters in a row that belong to somebody else: about twelve words */
    LINE = 45,
    LONG_LINE = 70,
    CLOSE_BY = 150         /* words between two fillings of one template; copies of a text are further apart */
};

/* Signs that hold code, tables and markup together. */
static bool is_symbol(uint8_t c)
{
    return (c < 0x80 && strchr("{}[]()<>=;_|\\/#*+&@$^~`", c) != NULL && c != 0);
}

/* One side of a match. */
typedef struct {
    const dedup_aligner *al;
    const dedup_link *links, *other;   /* its links, and those of the other side */
    uint32_t lo, hi;            /* its hull */
    uint32_t joint_lo, joint_hi;/* words at which it may begin or end whatever stands there, or DEDUP_NONE */
    uint32_t covered, tail;
} side;

static uint32_t letters_in(const dedup_words *w, uint32_t from, uint32_t to)
{
    return w->letters[to] - w->letters[from];
}

static dedup_break break_before(const side *s, uint32_t word)
{
    return dedup_break_before(s->al->text, s->al->size, s->al->words, word);
}

static bool may_cut(const side *s, uint32_t word)
{
    return word == s->joint_lo || word == s->joint_hi || word == s->al->border
        || break_before(s, word).strength >= DEDUP_SENTENCE;
}

/* The first word of the segment that holds the hull's first word, or the hull's own when it begins too far off. */
static uint32_t segment_start(const side *s)
{
    uint32_t at = s->lo;
    while (!may_cut(s, at) && letters_in(s->al->words, at - 1, s->lo) <= s->tail)
        at--;
    return may_cut(s, at) ? at : s->lo;
}

static uint32_t segment_stop(const side *s)
{
    uint32_t at = s->hi;
    while (!may_cut(s, at) && letters_in(s->al->words, s->hi, at + 1) <= s->tail)
        at++;
    return may_cut(s, at) ? at : s->hi;
}

typedef struct {
    uint32_t start, stop, letters, equal, lead, trail, foreign;
    bool numbers;         /* numbers stand against each other that are not the same */
} segment;

/* The words of the other copy that stand against [start, stop): up to the partners of the nearest linked words outside. */
static void opposite(const side *s, uint32_t start, uint32_t stop, uint32_t *from, uint32_t *to)
{
    uint32_t count = (uint32_t)s->al->words->count, i = start;
    *from = *to = 0;
    while (i > s->lo && s->links[i - 1].partner == DEDUP_NONE)
        i--;
    if (i > s->lo)
        *from = s->links[i - 1].partner + 1;
    else {
        for (i = start; i < stop && s->links[i].partner == DEDUP_NONE; i++)
            ;
        if (i == stop)
            return;
        *from = s->links[i].partner - (s->links[i].partner < i - start ? s->links[i].partner : i - start);
    }
    for (i = stop; i < s->hi && s->links[i].partner == DEDUP_NONE; i++)
        ;
    if (i < s->hi)
        *to = s->links[i].partner;
    else {
        for (i = stop; i > start && s->links[i - 1].partner == DEDUP_NONE; i--)
            ;
        if (i == start)
            return;
        *to = s->links[i - 1].partner + 1 + (stop - i);
    }
    if (*to > count)
        *to = count;
}

/* How many words of [start, stop) that carry `flag` have no partner. */
static uint32_t unmatched(const side *s, const dedup_link *links, uint32_t start, uint32_t stop, uint8_t flag)
{
    uint32_t found = 0;
    for (uint32_t i = start; i < stop; i++)
        if (links[i].partner == DEDUP_NONE && (s->al->words->flags[i] & flag)
            && (flag == DEDUP_DIGIT || (s->al->words->letters[i + 1] - s->al->words->letters[i] > 1
                                        && break_before(s, i).strength < DEDUP_SENTENCE)))
            found++;
    return found;
}

/* The lesser of the unmatched words of [start, stop) and of those that stand against them. */
static uint32_t differing(const side *s, uint32_t start, uint32_t stop, uint8_t flag)
{
    uint32_t from, to, own = unmatched(s, s->links, start, stop, flag);
    if (own == 0)
        return 0;
    opposite(s, start, stop, &from, &to);
    uint32_t others = unmatched(s, s->other, from, to, flag);
    return own < others ? own : others;
}

/* The segment that begins at `start`, up to `stop` at most. */
static segment measure(const side *s, uint32_t start, uint32_t stop)
{
    const dedup_words *w = s->al->words;
    segment seg = { start, start, 0, 0, 0, 0, 0, false };
    bool matched = false;
    uint32_t gap = 0;
    do {
        uint32_t i = seg.stop++, letters = letters_in(w, i, i + 1);
        seg.letters += letters;
        seg.equal += s->links[i].equal;
        if (s->links[i].partner == DEDUP_NONE) {
            gap += letters;
        } else {
            if (!matched)
                seg.lead = gap;
            matched = true;
            gap = 0;
        }
        if (gap > seg.foreign)
            seg.foreign = gap;
    } while (seg.stop < stop && !may_cut(s, seg.stop));
    seg.trail = gap;
    if (!matched)
        seg.lead = gap;
    seg.numbers = matched && differing(s, start, seg.stop, DEDUP_DIGIT) > 0;
    return seg;
}

static bool covers(const segment *seg, uint32_t percent)
{
    return (uint64_t)seg->equal * 100 >= (uint64_t)seg->letters * percent && seg->equal > 0;
}

/* Lines of at least LINE letters that end like a sentence, or of LONG_LINE letters in any case, are prose. */
static void measure_form(const side *s, dedup_piece *p)
{
    const dedup_words *w = s->al->words;
    const dedup_occurrences *o = s->al->occurrences;
    uint32_t line = p->words;
    for (uint32_t i = p->words; i < p->words_stop; i++) {
        if (i < o->count) {
            uint32_t times = o->times[o->first[i]];
            uint32_t back = o->previous[i] == DEDUP_NONE ? DEDUP_NONE : i - o->previous[i];
            uint32_t ahead = o->next[i] == DEDUP_NONE ? DEDUP_NONE : o->next[i] - i;
            p->shingles++;
            p->thrice += times >= 3;
            p->template_ += times >= 4 && (back < CLOSE_BY || ahead < CLOSE_BY);
        }
        dedup_break after = break_before(s, i + 1);
        if (i + 1 < p->words_stop && after.strength < DEDUP_LINE)
            continue;
        uint32_t letters = letters_in(w, line, i + 1);
        bool ended = after.stop > w->stop[i] && dedup_ends_sentence(s->al->text, w->stop[i], after.stop);
        if (letters >= LONG_LINE || (letters >= LINE && ended))
            p->prose += letters;
        p->lines++;
        line = i + 1;
    }
    for (uint32_t at = p->start; at < p->stop; at++)
        p->symbols += is_symbol(s->al->text[at]);
    p->names = differing(s, p->words, p->words_stop, DEDUP_CAPITAL);
}

static void add(const side *s, uint32_t start, uint32_t stop, bool later, bool cut, dedup_pieces *found)
{
    const dedup_words *w = s->al->words;
    uint32_t first = start, last = stop - 1;
    while (first < last && s->links[first].partner == DEDUP_NONE)
        first++;
    while (last > first && s->links[last].partner == DEDUP_NONE)
        last--;
    if (s->links[first].partner == DEDUP_NONE)
        return;
    if (found->piece_count == found->piece_room) {
        size_t room = found->piece_room ? found->piece_room * 2 : 16;
        dedup_piece *moved = realloc(found->pieces, room * sizeof *moved);
        if (moved == NULL) {
            found->failed = true;
            return;
        }
        found->pieces = moved;
        found->piece_room = room;
    }

    dedup_piece *p = &found->pieces[found->piece_count++];
    *p = (dedup_piece){ .words = start, .words_stop = stop, .later = later, .cut = cut };
    p->kept_words = s->links[first].partner;
    p->kept_words_stop = s->links[last].partner + 1;
    p->letters = letters_in(w, start, stop);
    p->same_words = stop - start == p->kept_words_stop - p->kept_words;
    for (uint32_t i = start; i < stop; i++) {
        p->equal += s->links[i].equal;
        p->same_words = p->same_words && s->links[i].partner != DEDUP_NONE
            && w->hash[i] == w->hash[p->kept_words + (i - start)];
    }

    dedup_break before = break_before(s, start), after = break_before(s, stop);
    p->gap_start = before.stop;
    p->start = before.start;
    p->lines_before = before.lines;
    p->stop = after.stop;
    p->gap_stop = after.start;
    p->lines_after = after.lines;

    /* The kept copy takes its closing and opening signs along where it, too, ends with a segment. */
    before = break_before(s, p->kept_words);
    after = break_before(s, p->kept_words_stop);
    bool begins = before.strength >= DEDUP_SENTENCE, ends = after.strength >= DEDUP_SENTENCE;
    p->kept_start = begins ? before.start : w->start[p->kept_words];
    p->kept_stop = ends ? after.stop : w->stop[p->kept_words_stop - 1];
    measure_form(s, p);
    p->partial = !begins || !ends || letters_in(w, p->kept_words, p->kept_words_stop) > p->letters;
}

void dedup_cut(const dedup_aligner *al, dedup_hull hull, bool later, bool fixed, dedup_pieces *found)
{
    side s = { .al = al, .links = later ? al->later : al->earlier, .other = later ? al->earlier : al->later,
               .joint_lo = DEDUP_NONE, .joint_hi = DEDUP_NONE };
    s.lo = later ? hull.later : hull.earlier;
    s.hi = later ? hull.later_stop : hull.earlier_stop;
    if (fixed) {
        s.joint_lo = s.lo;
        s.joint_hi = s.hi;
    } else if (later) {
        s.joint_lo = hull.earlier_stop;       /* where a copy follows its original directly, both end */
    } else {
        s.joint_hi = hull.later;
    }

    uint32_t letters = letters_in(al->words, s.lo, s.hi), equal = 0;
    for (uint32_t i = s.lo; i < s.hi; i++)
        equal += s.links[i].equal;
    bool noisy = (uint64_t)equal * 100 < (uint64_t)letters * NOISY;
    s.covered = noisy ? COVERED_NOISY : COVERED;
    s.tail = noisy ? TAIL_NOISY : TAIL;

    size_t before = found->piece_count;
    uint32_t start = segment_start(&s), stop = segment_stop(&s);
    uint32_t begin = DEDUP_NONE, end = DEDUP_NONE;      /* the piece in hand: up to its last whole segment */
    bool clean = may_cut(&s, start);
    for (uint32_t at = start; at < stop;) {
        segment seg = measure(&s, at, stop);
        bool bounded = clean && (seg.stop < stop || may_cut(&s, stop));
        bool good = bounded && !(seg.numbers && al->spare_numbers) && seg.foreign < FOREIGN && covers(&seg, s.covered);
        if (good && begin == DEDUP_NONE && seg.lead <= s.tail)
            begin = at;
        if (good && begin != DEDUP_NONE && seg.trail <= s.tail)
            end = seg.stop;
        if (seg.numbers && al->spare_numbers && bounded) {
            if (end != DEDUP_NONE)
                add(&s, begin, end, later, true, found);
            begin = end = DEDUP_NONE;
            size_t count = found->piece_count;
            add(&s, at, seg.stop, later, true, found);
            if (found->piece_count > count)
                found->pieces[count].numbers = true;
        } else if (!good && begin != DEDUP_NONE
            && !(bounded && seg.foreign < FOREIGN && covers(&seg, COVERED_INNER))) {
            if (end != DEDUP_NONE)
                add(&s, begin, end, later, true, found);
            begin = end = DEDUP_NONE;
        }
        at = seg.stop;
        clean = true;
    }
    if (begin != DEDUP_NONE && end != DEDUP_NONE)
        add(&s, begin, end, later, true, found);
    if (found->piece_count == before)
        add(&s, s.lo, s.hi, later, false, found);
}
