#include "reuse.h"

#include "structure/atoms.h"

#include "hash.h"

#include <stdlib.h>
#include <string.h>

enum {
    AROUND = 4,            /* words beyond either end of a chain that are part of its key */
    SEEN = 600,            /* letters, and ... */
    SEEN_WORDS = 40,       /* ... words beyond a hull that results may depend on: see REACH and LOOK in align.c,
                              TAIL_NOISY and UNBROKEN in cuts.c, AROUND lines of WIDEST bytes in wrapping.c. The
                              partners of brackets may be further away; so many bytes beside them are compared, too: */
    BESIDE = 16,
    STRIDE = 16,           /* words skipped at a time while a window grows */
    FRAMED = 10000,        /* letters of a copy that could take along more tags than are compared: MARKUP in cuts.c */
    TRIES = 8              /* probes for a key: thousands of chains may be the same */
};

static uint64_t mix(uint64_t key, uint64_t more)
{
    return dedup_multiply(key ^ more ^ DEDUP_KEY_A, more * DEDUP_FACTOR ^ DEDUP_KEY_B) + key;
}

/* Mixes the words around [from, to) into the key. */
static uint64_t mix_around(uint64_t key, const dedup_words *w, uint32_t from, uint32_t to)
{
    for (uint32_t n = 1; n <= AROUND; n++) {
        key = mix(key, from >= n ? w->hash[from - n] : 0);
        key = mix(key, to + n <= w->count ? w->hash[to + n - 1] : 0);
    }
    return mix(key, w->hash[from]);
}

dedup_aligned dedup_describe(const dedup_words *w, const dedup_chains *chains, const dedup_chain *chain)
{
    const uint32_t *order = chains->order + chain->first;
    const dedup_run *first = &chains->runs[order[0]], *last = &chains->runs[order[chain->count - 1]];
    uint64_t key = 0;
    for (uint32_t n = 0; n < chain->count; n++) {
        const dedup_run *run = &chains->runs[order[n]];
        key = mix(key, (uint64_t)(run->later - first->later) << 32 | (run->earlier - first->earlier));
        key = mix(key, run->words);
    }
    key = mix_around(key, w, first->later, last->later + last->words);
    key = mix_around(key, w, first->earlier, last->earlier + last->words);
    return (dedup_aligned){ .key = key, .later = first->later, .earlier = first->earlier, .links = DEDUP_NONE };
}

bool dedup_index_aligned(dedup_searched *before)
{
    before->slots = 64;
    while (before->slots < before->count * 2)
        before->slots *= 2;
    before->table = calloc(before->slots, sizeof *before->table);
    if (before->table == NULL)
        return false;
    for (size_t n = 0; n < before->count; n++) {
        size_t at = (size_t)before->aligned[n].key & (before->slots - 1);
        for (uint32_t tried = 0; tried < TRIES; tried++, at = (at + 1) & (before->slots - 1))
            if (before->table[at] == 0) {
                before->table[at] = (uint32_t)n + 1;
                break;
            }
    }
    return true;
}

/* The words of one copy and those beyond it that are compared. */
typedef struct {
    uint32_t start, stop;
} window;

/* Returns whether results may depend on what is before word `at`, `at` <= start, or after the word before it,
   `at` >= stop. If so, it is also true of all words nearer to the copy. */
static bool reads_before(const dedup_words *w, uint32_t start, uint32_t at, uint32_t beyond)
{
    return start - at < SEEN_WORDS || dedup_letters_in(w, at, start) < SEEN || w->start[start] - w->start[at] < beyond;
}

static bool reads_after(const dedup_words *w, uint32_t stop, uint32_t at, uint32_t beyond)
{
    return at - stop < SEEN_WORDS || dedup_letters_in(w, stop, at) < SEEN
        || w->stop[at - 1] - w->stop[stop - 1] < beyond;
}

/* The window around words [start, stop), of which `beyond` more bytes on either side were read. */
static window window_of(const dedup_words *w, uint32_t start, uint32_t stop, uint32_t beyond)
{
    window seen = { start, stop };
    while (seen.start >= STRIDE && reads_before(w, start, seen.start - STRIDE, beyond))
        seen.start -= STRIDE;
    while (seen.start > 0 && reads_before(w, start, seen.start, beyond))
        seen.start--;
    while (w->count - seen.stop >= STRIDE && reads_after(w, stop, seen.stop + STRIDE, beyond))
        seen.stop += STRIDE;
    while (seen.stop < w->count && reads_after(w, stop, seen.stop, beyond))
        seen.stop++;
    return seen;
}

/* Bytes [from, to) of a text: a window and the characters next to it, or up to the end of the text. */
typedef struct {
    size_t from, to;
} stretch;

static stretch bytes_of(const dedup_words *w, size_t size, window seen)
{
    return (stretch){ seen.start == 0 ? 0 : w->stop[seen.start - 1],
                      seen.stop == w->count ? size : w->start[seen.stop] };
}

/* Returns whether the text in two windows, and their distance from its ends, is the same; `start`: of the second. */
static bool is_same_text(const dedup_searched *before, window seen, const dedup_aligner *now, uint32_t start)
{
    const dedup_words *w = now->words;
    window other = { start, start + (seen.stop - seen.start) };
    if (other.stop > w->count || (other.start == 0) != (seen.start == 0)
        || (other.stop == w->count) != (seen.stop == before->words->count))
        return false;
    stretch x = bytes_of(before->words, before->size, seen), y = bytes_of(w, now->size, other);
    return x.to - x.from == y.to - y.from && memcmp(before->text + x.from, now->text + y.from, x.to - x.from) == 0
        && memcmp(before->words->flags + seen.start, w->flags + start, seen.stop - seen.start) == 0     /* bound by atoms */
        && before->words->start[seen.start] - x.from == w->start[other.start] - y.from;
}

/* The offset relative to [from, to). Outside of it, only the side counts. */
static size_t place_in(size_t offset, stretch within)
{
    return offset < within.from ? 0 : offset > within.to ? SIZE_MAX : offset - within.from + 1;
}

static size_t partner_in(const dedup_words *w, const dedup_atom *atom, stretch within)
{
    return atom->partner == DEDUP_ALONE ? SIZE_MAX - 1 : place_in(w->atoms[atom->partner].start, within);
}

/* Returns whether two windows contain the same atoms, with the same partners. */
static bool are_same_atoms(const dedup_searched *before, window seen, const dedup_aligner *now, uint32_t start)
{
    const dedup_words *v = before->words, *w = now->words;
    stretch x = bytes_of(v, before->size, seen);
    stretch y = bytes_of(w, now->size, (window){ start, start + (seen.stop - seen.start) });
    const dedup_atom *a = dedup_atom_after(v, (uint32_t)x.from), *b = dedup_atom_after(w, (uint32_t)y.from);
    const dedup_atom *a_end = v->atoms + v->atom_count, *b_end = w->atoms + w->atom_count;
    for (;; a++, b++) {
        bool more = a && a < a_end && a->start < x.to;
        if (more != (b && b < b_end && b->start < y.to))
            return false;
        if (!more)
            return true;
        if (a->kind != b->kind || place_in(a->start, x) != place_in(b->start, y)
            || place_in(a->stop, x) != place_in(b->stop, y) || partner_in(v, a, x) != partner_in(w, b, y))
            return false;
    }
}

static bool is_same(const dedup_searched *before, const dedup_aligned *x, const dedup_aligner *now,
                    const dedup_aligned *y)
{
    if (x->key != y->key)
        return false;
    uint32_t beyond = x->beyond ? x->beyond + BESIDE : 0;
    window later = window_of(before->words, x->hull.later, x->hull.later_stop, beyond);
    window earlier = window_of(before->words, x->hull.earlier, x->hull.earlier_stop, beyond);
    uint32_t later_before = x->later - later.start, earlier_before = x->earlier - earlier.start;
    if (y->later < later_before || y->earlier < earlier_before)
        return false;
    uint32_t later_start = y->later - later_before, earlier_start = y->earlier - earlier_before;
    /* If each copy is within the window of the other, their distance matters. */
    bool apart = earlier.stop <= later.start && earlier_start + (earlier.stop - earlier.start) <= later_start;
    return (apart || x->later - x->earlier == y->later - y->earlier) && is_same_text(before, later, now, later_start)
        && is_same_text(before, earlier, now, earlier_start)
        && (!x->tags || (dedup_letters_in(before->words, x->hull.later, x->hull.later_stop) < FRAMED
                         && dedup_letters_in(before->words, x->hull.earlier, x->hull.earlier_stop) < FRAMED
                         && are_same_atoms(before, later, now, later_start)
                         && are_same_atoms(before, earlier, now, earlier_start)));
}

const dedup_aligned *dedup_find_same(const dedup_searched *before, const dedup_aligner *now, const dedup_aligned *chain)
{
    size_t at = (size_t)chain->key & (before->slots - 1);
    for (uint32_t tried = 0; tried < TRIES && before->table[at] != 0; tried++, at = (at + 1) & (before->slots - 1)) {
        const dedup_aligned *same = &before->aligned[before->table[at] - 1];
        if (is_same(before, same, now, chain))
            return same;
    }
    return NULL;
}
