/* Chaining after minimap2 (H. Li, Bioinformatics 34 (2018), section 2.1): runs are sorted by their position in the
   later copy and joined by dynamic programming, with a bounded look-back, to collinear chains with gap costs. */
#include "chains.h"

#include "fours.h"
#include "grow.h"
#include "interrupt.h"
#include "rows.h"

#include <stdlib.h>
#include <string.h>

enum {
    LATEST = 2,          /* earlier occurrences tried besides the first; more gain nothing */
    DIAGONALS = 1024,    /* hash slots for the ends of runs, a power of two */
    LOOK_BACK = 32,      /* previous runs that a run may be joined to */
    GAP = 200,           /* letters of a gap in either copy; with 100, copies with long inserted sentences are lost */
    REGION = 256,        /* letters of the text per entry of `latest` */
    GAP_COST = 3,        /* per letter of the gap, and of the shift: .15 of an equal letter */
    RADIX_BITS = 6,
    RADIX = 1 << RADIX_BITS,
    ENOUGH = 66          /* per cent of `min_letters` that a chain must score */
};

/* Finds the runs that start at an anchor of position i and are not part of a run already found on the same diagonal.
   Sorted by their later position, then by their earlier one. */
static void find_runs(const dedup_words *w, const dedup_occurrences *o, const uint8_t *masked, dedup_chains *found)
{
    struct { uint32_t diagonal, end; } seen[DIAGONALS];
    memset(seen, 0, sizeof seen);
    uint32_t stop = (uint32_t)w->count;

    for (uint32_t x = 0; x < o->repeated_count; x++) {
        uint32_t i = o->repeated[x];
        if (dedup_pauses(x, x + 1))
            return;
        if (i < o->border || masked[i])
            continue;
        uint32_t earlier[LATEST + 1], count = 0;
        for (uint32_t j = o->previous[i]; j != DEDUP_NONE && count < LATEST; j = o->previous[j])
            earlier[count++] = j;
        if (earlier[count - 1] != o->first[i])
            earlier[count++] = o->first[i];
        found->work += count;
        while (count-- > 0) {
            uint32_t j = earlier[count], diagonal = i - j, place = diagonal & (DIAGONALS - 1);
            if (masked[j] || (seen[place].diagonal == diagonal && seen[place].end > i))
                continue;
            uint32_t most = o->border ? o->border - j : diagonal;       /* it must not overlap itself */
            uint32_t n = dedup_equal_words(w, i, j, o->border && most < stop - i ? i + most : stop);
            found->work += n;
            if (dedup_pauses(found->work - n, found->work))
                return;
            if (found->work > found->work_limit / 2) {       /* the rest is for the alignment */
                found->truncated = true;
                return;
            }
            seen[place].diagonal = diagonal;
            seen[place].end = i + n;
            if (!DEDUP_GROW(found, run, runs))
                return;
            found->runs[found->run_count++] = (dedup_run){ i, j, n < most ? n : most, DEDUP_NONE, i, 0, 0 };
        }
    }
}

/* Joins a run to the chain that ends with run b, if the score rises. */
static void try_join(const dedup_words *w, dedup_run *run, int64_t own, const dedup_run *end, uint32_t b, bool one_text)
{
    uint32_t later_end = end->later + end->words, earlier_end = end->earlier + end->words;
    uint32_t over_later = later_end > run->later ? later_end - run->later : 0;
    uint32_t over_earlier = earlier_end > run->earlier ? earlier_end - run->earlier : 0;
    uint32_t over = over_later > over_earlier ? over_later : over_earlier;
    if (end->later >= run->later || over >= run->words || (one_text && run->earlier + run->words > end->begins))
        return;
    uint32_t later = run->later + over, earlier = run->earlier + over;
    uint32_t gap_later = dedup_letters_in(w, later_end, later);
    uint32_t gap_earlier = dedup_letters_in(w, earlier_end, earlier);
    if (gap_later > GAP || gap_earlier > GAP)
        return;
    uint32_t shorter = gap_later < gap_earlier ? gap_later : gap_earlier;
    uint32_t shift = gap_later > gap_earlier ? gap_later - gap_earlier : gap_earlier - gap_later;
    int64_t score = end->score + own - DEDUP_LETTER_SCORE * (int64_t)dedup_letters_in(w, run->later, later)
                    - GAP_COST * (int64_t)(shorter + shift);      /* each at most GAP */
    if (score > run->score) {
        run->score = score;
        run->before = b;
        run->begins = end->begins;
    }
}

/* Rules out most pairs of runs cheaply. All values are letter offsets of the text. */
typedef struct {
    uint32_t *begins;        /* start of the run in the earlier copy */
    uint32_t *reach;         /* distance from there within which another run may start */
    uint32_t *furthest;      /* maximum end in the later copy, of this and all previous runs */
    uint32_t *latest;        /* per region of the earlier copy: 1 + the latest run that may be followed there */
} places;

/* One bit for each of runs [first, stop), at most LOOK_BACK, that starts before letter `here`, and within reach.
   Without branches: the runs are tested four at a time. */
static uint32_t find_near(const places *p, uint32_t first, uint32_t stop, uint32_t here)
{
    dedup_four near = { 0 }, bits = { 1, 2, 4, 8 };
    for (uint32_t b = first; b < stop; b += DEDUP_FOUR, bits <<= DEDUP_FOUR) {
        dedup_four begins = dedup_four_at(p->begins + b), reach = dedup_four_at(p->reach + b);
        near |= (dedup_four)(here - begins - 1 < reach) & bits;
    }
    return (near[0] | near[1] | near[2] | near[3]) & (uint32_t)((UINT64_C(1) << (stop - first)) - 1);
}

/* Records the position of run a. Returns 1 + the latest run that it may follow, or 0. */
static uint32_t add_place(const dedup_words *w, const dedup_run *run, uint32_t a, const places *p)
{
    uint32_t here = w->letters[run->earlier], end = w->letters[run->later + run->words];
    p->begins[a] = here;
    p->reach[a] = GAP + dedup_letters_in(w, run->earlier, run->earlier + run->words);
    p->furthest[a] = a > 0 && p->furthest[a - 1] > end ? p->furthest[a - 1] : end;
    uint32_t latest = p->latest[here / REGION];
    for (uint32_t region = here / REGION; region <= (here + p->reach[a]) / REGION; region++)
        p->latest[region] = a + 1;
    return latest;
}

/* Finds the best chain that ends with each run. */
static void join_runs(const dedup_words *w, dedup_run *runs, uint32_t count, bool one_text, const places *p,
                      uint64_t *work)
{
    for (uint32_t a = 0, first = 0; a < count && !dedup_pauses(a, a + 1); a++) {
        dedup_run *run = &runs[a];
        int64_t own = run->score = DEDUP_LETTER_SCORE * (int64_t)dedup_letters_in(w, run->later, run->later + run->words);
        uint32_t b = add_place(w, run, a, p), here = p->begins[a];
        while (p->furthest[first] + GAP < w->letters[run->later])      /* nor does any earlier run reach this far */
            first++;
        uint32_t stop = a > LOOK_BACK && a - LOOK_BACK > first ? a - LOOK_BACK : first;
        *work += b > stop ? b - stop + 1 : 1;
        uint32_t near = b > stop ? find_near(p, stop, b, here) : 0;
        while (near) {                                 /* the nearest first */
            uint32_t last = 31 - (uint32_t)__builtin_clz(near);
            near ^= UINT32_C(1) << last;
            try_join(w, run, own, &runs[stop + last], stop + last, one_text);
        }
    }
}

/* Sorts by decreasing score, and keeps the order of equal ones: the earliest copy first. A radix sort, since scores are
   small numbers and there may be one for each word. Returns false if out of memory. */
static bool sort_chains(dedup_chain *chains, size_t count)
{
    dedup_chain *from = chains, *to = malloc(count * sizeof *to), *memory = to;
    int64_t all = 0;
    if (memory == NULL)
        return false;
    for (size_t c = 0; c < count; c++)
        all |= chains[c].score;
    for (unsigned shift = 0; all >> shift; shift += RADIX_BITS) {
        size_t place[RADIX] = { 0 }, before = 0;
        for (size_t c = 0; c < count; c++)
            place[from[c].score >> shift & (RADIX - 1)]++;
        for (size_t digit = RADIX; digit-- > 0; ) {
            size_t here = place[digit];
            place[digit] = before;
            before += here;
        }
        for (size_t c = 0; c < count; c++)
            to[place[from[c].score >> shift & (RADIX - 1)]++] = from[c];
        dedup_chain *sorted = to;
        to = from;
        from = sorted;
    }
    if (from != chains)
        memcpy(chains, from, count * sizeof *chains);
    free(memory);
    return true;
}

/* The minimum score of a chain. */
static int64_t enough_for(uint32_t min_letters)
{
    return DEDUP_LETTER_SCORE * (int64_t)min_letters * ENOUGH / 100;
}

/* Collects chains in order of decreasing score. Backtracking stops at a run that belongs to a better chain. */
static void collect(uint32_t first_run, uint32_t min_letters, dedup_chains *found)
{
    const int64_t enough = enough_for(min_letters);
    dedup_run *runs = found->runs;
    size_t first_chain = found->chain_count, kept = first_chain;

    for (uint32_t a = first_run; a < found->run_count; a++) {
        if (runs[a].score < enough)
            continue;
        if (!DEDUP_GROW(found, chain, chains))
            return;
        found->chains[found->chain_count++] = (dedup_chain){ a, 0, runs[a].score, { 0 } };
    }
    if (found->chain_count == first_chain)
        return;
    if (!sort_chains(found->chains + first_chain, found->chain_count - first_chain)) {
        found->failed = true;
        return;
    }

    for (size_t c = first_chain; c < found->chain_count; c++) {
        uint32_t end = found->chains[c].first, a = end, count = 0;
        if (dedup_pauses(c, c + 1))
            break;
        for (; a != DEDUP_NONE && !runs[a].taken; a = runs[a].before)
            count++;
        int64_t score = runs[end].score - (a == DEDUP_NONE ? 0 : runs[a].score);
        if (count == 0 || score < enough)
            continue;
        size_t first = found->order_count;
        for (uint32_t n = 0; n < count; n++)
            if (!DEDUP_GROW(found, order, order))
                return;
            else
                found->order_count++;
        a = end;
        for (uint32_t n = count; n-- > 0; a = runs[a].before) {
            found->order[first + n] = a;
            runs[a].taken = 1;
        }
        found->chains[kept++] = (dedup_chain){ (uint32_t)first, count, score, { 0 } };
    }
    found->chain_count = kept;
}

bool dedup_add_chain(dedup_chains *found, dedup_run run, dedup_row row)
{
    if (!DEDUP_GROW(found, run, runs) || !DEDUP_GROW(found, chain, chains) || !DEDUP_GROW(found, order, order))
        return false;
    found->chains[found->chain_count++] = (dedup_chain){ (uint32_t)found->order_count, 1, run.score, row };
    found->order[found->order_count++] = (uint32_t)found->run_count;
    found->runs[found->run_count++] = run;
    return true;
}

bool dedup_may_chain(const dedup_words *w, const dedup_occurrences *o, uint32_t min_letters)
{
    const int64_t enough = enough_for(min_letters);
    int64_t letters = 0;
    for (uint32_t n = 0, reached = 0; n < o->repeated_count && DEDUP_LETTER_SCORE * letters < enough; n++) {
        uint32_t i = o->repeated[n], stop = i + o->length[i];
        letters += dedup_letters_in(w, i > reached ? i : reached, stop);
        reached = stop;
    }
    return DEDUP_LETTER_SCORE * letters >= enough;
}

bool dedup_find_chains(const uint8_t *text, size_t size, const dedup_words *words, const dedup_occurrences *o,
                       uint32_t min_letters, bool keep_last, uint8_t *masked, dedup_chains *found)
{
    if (o->border == 0)
        dedup_find_rows(text, size, words, o, min_letters, keep_last, masked, found);
    uint32_t first = (uint32_t)found->run_count, count;
    find_runs(words, o, masked, found);
    count = (uint32_t)found->run_count - first;
    if (found->failed || dedup_stopped() || count == 0)
        return !found->failed;
    dedup_run *runs = found->runs + first;

    size_t regions = (words->letters[words->count] + GAP) / REGION + 1;
    size_t room = (size_t)count + DEDUP_FOUR;
    uint32_t *memory = calloc(3 * room + regions, sizeof *memory);
    if (memory == NULL)
        return false;
    places p = { memory, memory + room, memory + 2 * room, memory + 3 * room };
    join_runs(words, runs, count, o->border == 0, &p, &found->work);
    free(memory);
    if (dedup_stopped())
        return true;
    for (uint32_t a = 0; a < count; a++)
        if (runs[a].before != DEDUP_NONE)
            runs[a].before += first;
    collect(first, min_letters, found);
    return !found->failed;
}

void dedup_free_chains(dedup_chains *found)
{
    free(found->runs);
    free(found->chains);
    free(found->order);
}
