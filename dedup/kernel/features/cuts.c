/* A segment is the text between two breaks. It is covered if enough of its letters are aligned; pieces are runs of
   covered segments. Only whole segments are removed: no edit of a copy leaves half a sentence behind. */
#include "cuts.h"

#include "exchanged.h"
#include "frames.h"
#include "grow.h"
#include "interrupt.h"
#include "structure/pairs.h"

#include <string.h>

enum {
    COVERED = 60,          /* minimum per cent of a segment's letters that are aligned ... */
    COVERED_NOISY = 40,    /* ... in a noisy copy, less than NOISY per cent equal */
    COVERED_INNER = 30,    /* ... and between two covered segments */
    NOISY = 90,
    CAREFUL = 98,          /* per cent of equal letters from which a negation counts as intended ... */
    SENTENCES = 350,       /* ... and letters of a copy below which it always does */
    TAIL = 15,             /* unaligned letters at the outer end of a piece: a word or two */
    TAIL_NOISY = 38,
    FOREIGN = 60,          /* unaligned letters in a row that are foreign text: about twelve words */
    UNBROKEN = 80,         /* letters without a break on either side of a joint */
    STRICTER = 10,         /* per cent added to the thresholds until a piece is similar enough */
    DENIABLE = 75,         /* minimum per cent aligned of a sentence that counts as denied */
    BESIDE = 60,           /* maximum letters between adjacent copies */
    LABEL = 60,            /* letters of a line in which every word counts */
    NAME = 30,             /* maximum letters of the name of a value; a longer line that ends in a colon is a sentence */
    SECTION = 4000,        /* maximum letters between copies in one section */
    MENDS = 8              /* times a piece that splits a pair is repaired */
};

static uint32_t letters_in(const dedup_side *s, uint32_t from, uint32_t to)
{
    return dedup_letters_in(s->aligner->words, from, to);
}

static bool is_linked(const dedup_link *links, uint32_t word)
{
    return links[word].partner != DEDUP_NONE;
}

static bool is_noisy(const dedup_side *s)
{
    return (uint64_t)s->equal * 100 < (uint64_t)s->letters * NOISY;
}

/* Returns whether the copies are so similar, or so short, that a negation is no accident. */
static bool is_careful(const dedup_side *s)
{
    uint32_t longer = s->letters > s->other_letters ? s->letters : s->other_letters;
    return (uint64_t)s->equal * 100 >= (uint64_t)longer * CAREFUL || longer < SENTENCES;
}

static bool is_break(const dedup_side *s, uint32_t word)
{
    uint8_t strength = dedup_strength_at(s->aligner, word);
    return (strength & DEDUP_STRENGTH) >= DEDUP_SENTENCE && !(strength & DEDUP_RUNS_ON);
}

bool dedup_may_cut(const dedup_side *s, uint32_t word)
{
    bool joint = word == s->joint_lo || word == s->joint_hi;
    return is_break(s, word) || (joint && !dedup_is_bound(s->aligner->words, word));
}

/* Where a copy directly follows its original, both end there, regardless of breaks. If there is a break nearby, that is
   the more likely end, and the alignment may have crossed it: then DEDUP_NONE. */
static uint32_t joint_at(const dedup_side *s, uint32_t word)
{
    uint32_t count = (uint32_t)s->aligner->words->count;
    for (uint32_t at = word; at > 0 && letters_in(s, at, word) <= UNBROKEN; at--)
        if (is_break(s, at))
            return DEDUP_NONE;
    for (uint32_t at = word; at < count && letters_in(s, word, at) <= UNBROKEN; at++)
        if (is_break(s, at))
            return DEDUP_NONE;
    return word;
}

bool dedup_is_apart(const dedup_aligner *al, dedup_hull hull)
{
    bool of_two_texts = hull.earlier < al->border && al->border <= hull.later;
    return of_two_texts || (hull.earlier_stop < hull.later
                            && dedup_letters_in(al->words, hull.earlier_stop, hull.later) >= SECTION);
}

dedup_side dedup_side_of(const dedup_aligner *al, dedup_hull hull, bool later, bool fixed)
{
    dedup_side s = { .aligner = al, .links = later ? al->later : al->earlier, .other = later ? al->earlier : al->later,
                     .lo = later ? hull.later : hull.earlier, .hi = later ? hull.later_stop : hull.earlier_stop,
                     .least = later ? hull.earlier + 1 : 0,
                     .most = later ? (uint32_t)al->words->count : hull.later_stop - 1,
                     .joint_lo = DEDUP_NONE, .joint_hi = DEDUP_NONE, .apart = dedup_is_apart(al, hull),
                     .enough = fixed ? 1 : al->min_letters };
    if (fixed) {
        s.joint_lo = s.lo;
        s.joint_hi = s.hi;
    } else if (later) {
        s.joint_lo = joint_at(&s, hull.earlier_stop);
    } else {
        s.joint_hi = joint_at(&s, hull.later);
    }
    s.touching = hull.earlier_stop <= hull.later && letters_in(&s, hull.earlier_stop, hull.later) <= BESIDE;
    s.adjoining = hull.earlier_stop == hull.later;
    s.letters = letters_in(&s, s.lo, s.hi);
    s.other_letters = later ? letters_in(&s, hull.earlier, hull.earlier_stop) : letters_in(&s, hull.later, hull.later_stop);
    s.equal = dedup_equal_in(s.links, s.lo, s.hi);
    return s;
}

/* The first word of the segment that contains the start of the hull, or the hull's own if that is too far away. */
static uint32_t segment_start(const dedup_side *s, uint32_t tail)
{
    uint32_t at = s->lo;
    while (at > s->least && !dedup_may_cut(s, at) && letters_in(s, at - 1, s->lo) <= tail)
        at--;
    return dedup_may_cut(s, at) ? at : s->lo;
}

static uint32_t segment_stop(const dedup_side *s, uint32_t tail)
{
    uint32_t at = s->hi;
    while (at < s->most && !dedup_may_cut(s, at) && letters_in(s, s->hi, at + 1) <= tail)
        at++;
    return dedup_may_cut(s, at) ? at : s->hi;
}

typedef struct {
    uint32_t start, stop, letters, equal;
    uint32_t lead, trail, foreign;     /* unaligned letters: before the first partner, after the last, most in a row */
} segment;

/* The segment that begins at `start`, ending at `stop` at the latest. */
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
    } while (seg.stop < stop && !dedup_may_cut(s, seg.stop));
    seg.letters = letters_in(s, start, seg.stop);
    seg.trail = gap;
    return seg;
}

static bool covers(const segment *seg, uint32_t percent)
{
    return seg->equal > 0 && (uint64_t)seg->equal * 100 >= (uint64_t)seg->letters * percent;
}

static bool is_line_end(const dedup_side *s, uint32_t word)
{
    return (dedup_strength_at(s->aligner, word) & DEDUP_STRENGTH) >= DEDUP_LINE;
}

/* Returns whether a segment is a short separate line, such as a heading. At the edge of a copy it must be unchanged. */
static bool is_label(const dedup_side *s, const segment *seg)
{
    return seg->letters < LABEL && is_line_end(s, seg->start) && is_line_end(s, seg->stop);
}

static dedup_break break_at(const dedup_side *s, uint32_t word)
{
    return dedup_break_before(s->aligner->text, s->aligner->size, s->aligner->words, word);
}

/* Returns whether a segment is the name of a value in a line of its own, such as `Author:`, and the value comes next. */
static bool names_value(const dedup_side *s, const segment *seg)
{
    static const uint8_t WIDE_COLON[] = { 0xEF, 0xBC, 0x9A };
    const dedup_words *words = s->aligner->words;
    const uint8_t *text = s->aligner->text;
    if (seg->letters > NAME || !is_label(s, seg) || s->adjoining || seg->stop == words->count)
        return false;
    uint32_t least = words->stop[seg->stop - 1], stop = break_at(s, seg->stop).stop;
    while (stop > least && (text[stop - 1] == '*' || text[stop - 1] == '_'))     /* in bold or italics */
        stop--;
    return (stop > least && text[stop - 1] == ':')
        || (stop - least >= sizeof WIDE_COLON && memcmp(text + stop - 3, WIDE_COLON, sizeof WIDE_COLON) == 0);
}

/* Returns whether a segment consists of tags, which neither form a copy nor end one. */
static bool is_markup(const dedup_side *s, const segment *seg)
{
    for (uint32_t word = seg->start; word < seg->stop; word++)
        if (dedup_tag_of(s->aligner->words, word) == NULL)
            return false;
    return true;
}

static dedup_piece *add(const dedup_side *s, uint32_t start, uint32_t stop, bool cut, dedup_pieces *found)
{
    uint32_t first = start, last = stop - 1;
    while (first < last && !is_linked(s->links, first))
        first++;
    while (last > first && !is_linked(s->links, last))
        last--;
    if (!DEDUP_GROW(found, piece, pieces))
        return NULL;
    dedup_piece *p = &found->pieces[found->piece_count++];
    *p = (dedup_piece){ .words = start, .words_stop = stop, .kept_words = s->links[first].partner,
                        .kept_words_stop = s->links[last].partner + 1, .letters = letters_in(s, start, stop), .cut = cut };
    p->equal = dedup_equal_in(s->links, start, stop);
    return p;
}

/* The minimum per cent of a segment's letters that must be aligned, at an end of a piece and inside it. */
typedef struct {
    uint32_t outer, inner, tail;
    uint32_t mends;                    /* remaining repairs of split pairs */
} demand;

static bool is_alike(const dedup_side *s, const dedup_piece *p)
{
    return (double)p->equal >= s->aligner->identity * p->letters;
}

static void cut_range(const dedup_side *s, uint32_t start, uint32_t stop, demand least, dedup_pieces *found);

/* Records what a result depends on. */
static void note(const dedup_side *s, const dedup_parted *parted, dedup_pieces *found)
{
    uint32_t start = s->aligner->words->start[s->lo], stop = s->aligner->words->stop[s->hi - 1];
    if (parted->from < start && start - parted->from > found->beyond)
        found->beyond = start - parted->from;
    if (parted->to > stop && parted->to - stop > found->beyond)
        found->beyond = parted->to - stop;
    found->tags = found->tags || parted->tags;
}

/* Returns whether [*start, *stop) splits no pair. If only an adjacent tag is missing, extends it. Otherwise drops the
   segment with the unpaired mark and the smaller side of the rest, unless too little would be left. Records in `found`
   what the result depends on. */
static bool is_whole(const dedup_side *s, uint32_t *start, uint32_t *stop, dedup_pieces *found)
{
    const dedup_aligner *al = s->aligner;
    dedup_parted parted;
    uint32_t mends = 0;
    do {
        parted = dedup_find_parted(al->text, al->size, al->words, break_at(s, *start).start, break_at(s, *stop).stop);
        note(s, &parted, found);
        if (parted.sign == DEDUP_WHOLE) {
            dedup_take_frame(s, start, stop);
            return true;
        }
    } while (mends++ < MENDS && parted.partner != DEDUP_WHOLE && dedup_take_tags(s, parted.partner, start, stop));

    uint32_t before = *start, after = *stop;           /* the segment with the unpaired mark */
    for (uint32_t at = *start + 1; at < *stop && al->words->start[at - 1] <= parted.sign; at++)
        if (dedup_may_cut(s, at) && break_at(s, at).stop <= parted.sign)
            before = at;
    for (uint32_t at = *stop - 1; at > before && al->words->stop[at] > parted.sign; at--)
        if (dedup_may_cut(s, at) && break_at(s, at).start > parted.sign)
            after = at;
    uint32_t left = letters_in(s, *start, before), right = letters_in(s, after, *stop);
    if (left < al->min_letters && right < al->min_letters)
        return true;                   /* report the whole: it splits a pair */
    if (left >= right)
        *stop = before;
    else
        *start = after;
    return false;
}

/* Adds [start, stop), or what is left of it without the least covered segments and those that split a pair. */
static void add_alike(const dedup_side *s, uint32_t start, uint32_t stop, demand least, dedup_pieces *found)
{
    if (least.mends > 0 && !is_whole(s, &start, &stop, found)) {
        least.mends--;
        cut_range(s, start, stop, least, found);
        return;
    }
    dedup_piece *piece = add(s, start, stop, true, found);
    if (piece == NULL || is_alike(s, piece) || least.inner + STRICTER > 100)
        return;
    size_t place = (size_t)(piece - found->pieces);
    dedup_piece whole = *piece;
    found->piece_count--;
    least.inner += STRICTER;
    if (least.outer < least.inner)
        least.outer = least.inner;
    cut_range(s, start, stop, least, found);
    if (found->piece_count == place && !found->failed)       /* nothing is similar enough: report the whole */
        found->pieces[found->piece_count++] = whole;
}

/* Adds the pieces of the segments from `start` to `stop`. */
static void cut_range(const dedup_side *s, uint32_t start, uint32_t stop, demand least, dedup_pieces *found)
{
    uint32_t begin = DEDUP_NONE, end = DEDUP_NONE;       /* the current piece, up to its last covered segment */
    for (uint32_t at = start; at < stop && !found->failed;) {
        segment seg = measure(s, at, stop);
        if (dedup_pauses(at, seg.stop))
            return;
        bool bounded = (at > start || dedup_may_cut(s, start)) && (seg.stop < stop || dedup_may_cut(s, stop));
        bool whole = bounded && seg.foreign < FOREIGN;
        bool numbers = whole && s->aligner->spare_numbers && covers(&seg, COVERED_INNER)
            && dedup_count_exchanged(s, at, seg.stop, is_careful(s)).numbers > 0;
        bool denied = whole && !numbers && s->aligner->spare_denied && is_careful(s)
            && ((covers(&seg, DENIABLE) && dedup_denies(s, at, seg.stop))
                || (is_label(s, &seg) && covers(&seg, COVERED_INNER) && dedup_renames(s, at, seg.stop)));
        bool differs = numbers || denied;
        if (whole && !differs && covers(&seg, least.outer)) {
            bool edge = seg.equal == seg.letters || !is_label(s, &seg);
            if (begin == DEDUP_NONE && edge && seg.lead <= least.tail)
                begin = at;
            if (begin != DEDUP_NONE && edge && seg.trail <= least.tail && !names_value(s, &seg))
                end = seg.stop;
        } else if (differs || !(is_markup(s, &seg) || (whole && covers(&seg, least.inner)))) {
            if (end != DEDUP_NONE)
                add_alike(s, begin, end, least, found);
            begin = end = DEDUP_NONE;
            dedup_piece *piece = differs && covers(&seg, least.outer) ? add(s, at, seg.stop, true, found) : NULL;
            if (piece) {
                piece->numbers = numbers;
                piece->denied = denied;
            }
        }
        at = seg.stop;
    }
    if (end != DEDUP_NONE)
        add_alike(s, begin, end, least, found);
}

uint32_t dedup_cut(const dedup_side *s, dedup_pieces *found)
{
    bool noisy = is_noisy(s);
    demand least = { noisy ? COVERED_NOISY : COVERED, COVERED_INNER, noisy ? TAIL_NOISY : TAIL, MENDS };
    size_t before = found->piece_count;
    uint32_t letters = 0, removable = 0;

    cut_range(s, segment_start(s, least.tail), segment_stop(s, least.tail), least, found);
    for (size_t i = before; i < found->piece_count; i++) {
        const dedup_piece *p = &found->pieces[i];
        uint32_t alone = p->letters - p->equal;
        letters += p->letters;
        removable += p->numbers || p->denied || p->equal < alone ? 0 : p->equal - alone;
    }
    if (letters < s->enough) {
        found->piece_count = before;             /* too little: report the whole as uncut */
        removable = 0;
    }
    if (found->piece_count == before && (uint64_t)s->equal * 100 >= (uint64_t)s->letters * COVERED)
        add(s, s->lo, s->hi, false, found);
    return removable;
}

uint32_t dedup_count_extra(const dedup_side *s, const dedup_pieces *found, size_t first)
{
    uint32_t extra = 0;
    for (size_t i = first + 1; i < found->piece_count; i++) {
        uint32_t stop = found->pieces[i].words;
        for (uint32_t at = found->pieces[i - 1].words_stop; at < stop;) {
            segment seg = measure(s, at, stop);
            if (dedup_pauses(at, seg.stop))
                return 0;
            uint8_t before = dedup_strength_at(s->aligner, at), after = dedup_strength_at(s->aligner, seg.stop);
            bool own_line = (before & DEDUP_STRENGTH) >= DEDUP_LINE && (after & DEDUP_STRENGTH) >= DEDUP_LINE;
            if (!covers(&seg, COVERED_INNER) && !own_line && (after & DEDUP_ENDED))
                extra += seg.letters;
            at = seg.stop;
        }
    }
    return extra;
}
