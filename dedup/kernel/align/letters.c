/* Edit distance, 64 cells per step: G. Myers, "A fast bit-vector algorithm for approximate string matching based on
   dynamic programming", J. ACM 46 (1999), in the form of H. Hyyro, "A bit-vector algorithm for computing Levenshtein
   and Damerau edit distances" (2003). The vertical differences of every column are kept, so that the alignment can be
   traced back. */
#include "letters.h"

#include "cpu.h"

#include <string.h>

/* The slot of `letter`, created if `insert`; DEDUP_SYMBOLS if absent. Latin letters have a slot each. All others share
   the upper half by linear probing, which ends because the table is never full. */
static size_t slot_of(dedup_letters *s, uint32_t letter, bool insert)
{
    size_t half = DEDUP_SYMBOLS / 2, slot = letter < half ? letter : half + ((letter * 0x9E3779B1u) >> 23);
    for (;; slot = half + ((slot + 1) & (half - 1))) {
        if (s->stamp[slot] != s->generation) {
            if (!insert)
                return DEDUP_SYMBOLS;
            s->stamp[slot] = s->generation;
            s->symbol[slot] = letter;
            memset(s->where[slot], 0, sizeof s->where[slot]);
            return slot;
        }
        if (s->symbol[slot] == letter)
            return slot;
    }
}

/* Computes one column of the matrix, for one letter of b: rows of 64 cells from the top down. */
static void next_column(dedup_letters *s, size_t column, size_t rows, const uint64_t *equal)
{
    uint64_t rises = 1, falls = 0;         /* horizontal differences entering a row: +1 along the top edge */
    for (size_t row = 0; row < rows; row++) {
        uint64_t up = s->up[column - 1][row], down = s->down[column - 1][row];
        uint64_t same = equal ? equal[row] : 0;
        uint64_t vertical = same | down;
        same |= falls;
        uint64_t diagonal = (((same & up) + up) ^ up) | same;
        uint64_t right_up = down | ~(diagonal | up);
        uint64_t right_down = up & diagonal;
        uint64_t next_rises = right_up >> 63, next_falls = right_down >> 63;
        right_up = right_up << 1 | rises;
        right_down = right_down << 1 | falls;
        s->up[column][row] = right_down | ~(vertical | right_up);
        s->down[column][row] = right_up & vertical;
        rises = next_rises;
        falls = next_falls;
    }
}

/* The columns of the matrix if all letters of a fit into one machine word, and all letters of both have an entry in
   `places`: in registers, without a look-up of slots. */
static void fill_narrow(dedup_letters *s, const dedup_stretch *a, const dedup_stretch *b)
{
    uint64_t up = s->up[0][0], down = s->down[0][0], *places = s->places;
    for (size_t i = 0; i < a->count; i++)
        places[a->letter[i]] |= UINT64_C(1) << i;
    for (size_t j = 1; j <= b->count; j++) {
        uint64_t same = places[b->letter[j - 1]], vertical = same | down;
        uint64_t diagonal = (((same & up) + up) ^ up) | same;
        uint64_t right_up = (down | ~(diagonal | up)) << 1 | 1, right_down = (up & diagonal) << 1;
        s->up[j][0] = up = right_down | ~(vertical | right_up);
        s->down[j][0] = down = right_up & vertical;
    }
    for (size_t i = 0; i < a->count; i++)
        places[a->letter[i]] = 0;
}

/* The same for any letters. */
static void fill_wide(dedup_letters *s, const dedup_stretch *a, const dedup_stretch *b, size_t rows)
{
    if (++s->generation == 0) {
        memset(s->stamp, 0, sizeof s->stamp);
        s->generation = 1;
    }
    for (size_t i = 0; i < a->count; i++)
        s->where[slot_of(s, a->letter[i], true)][i / 64] |= UINT64_C(1) << (i % 64);
    for (size_t j = 1; j <= b->count; j++) {
        size_t slot = slot_of(s, b->letter[j - 1], false);
        next_column(s, j, rows, slot == DEDUP_SYMBOLS ? NULL : s->where[slot]);
    }
}

static bool is_narrow(const dedup_stretch *a, const dedup_stretch *b)
{
    uint32_t all = 0;
    for (size_t i = 0; i < a->count; i++)
        all |= a->letter[i];
    for (size_t j = 0; j < b->count; j++)
        all |= b->letter[j];
    return a->count <= 64 && all < DEDUP_PLAIN;
}

/* popcount(up) - popcount(down), without the instruction, which the baseline lacks. */
static long excess_of_bits(uint64_t up, uint64_t down)
{
    const uint64_t ones = UINT64_C(0x5555555555555555), pairs = UINT64_C(0x3333333333333333),
                   fours = UINT64_C(0x0F0F0F0F0F0F0F0F), bytes = UINT64_C(0x0101010101010101);
    up -= up >> 1 & ones;
    down -= down >> 1 & ones;
    up = (up & pairs) + (up >> 2 & pairs);
    down = (down & pairs) + (down >> 2 & pairs);
    uint64_t more = up + (UINT64_C(0x4444444444444444) - down);       /* no nibble under- or overflows: 0 to 8 */
    return (long)((((more & fours) + (more >> 4 & fours)) * bytes) >> 56) - 64;
}

/* D(i, j), from the vertical differences of column j. */
static long distance_at(const dedup_letters *s, size_t i, size_t j)
{
    long distance = (long)j;
    for (size_t row = 0; row * 64 < i; row++) {
        uint64_t mask = i - row * 64 >= 64 ? ~UINT64_C(0) : (UINT64_C(1) << (i % 64)) - 1;
        distance += excess_of_bits(s->up[j][row] & mask, s->down[j][row] & mask);
    }
    return distance;
}

static bool ends_word(const dedup_stretch *s, size_t letters)
{
    return letters == s->count || s->word[letters - 1] != s->word[letters];
}

void dedup_ready_letters(dedup_letters *s)
{
    memset(s->stamp, 0, sizeof s->stamp);
    memset(s->places, 0, sizeof s->places);
    s->generation = 0;
}

/* The best-scoring prefixes that end with a word. Doubled, a score is i + j, and 4 less for each edit, of which there are
   at least |i - j|: so for each j, only the ends i of a window can score more than the best so far. */
static void find_best(const dedup_letters *s, const dedup_stretch *a, const dedup_stretch *b, dedup_reach *reach)
{
    long ends[DEDUP_MAX_LETTERS], best = 0;
    size_t count = 0, first = 0;
    for (size_t i = 1; i <= a->count; i++)
        if (ends_word(a, i))
            ends[count++] = (long)i;
    for (long j = 1; j <= (long)b->count; j++) {
        if (!ends_word(b, (size_t)j))
            continue;
        while (first < count && 5 * ends[first] <= best + 3 * j)
            first++;
        for (size_t e = first; e < count && 3 * ends[e] < 5 * j - best; e++) {
            long score = ends[e] + j - 4 * distance_at(s, (size_t)ends[e], (size_t)j);
            if (score > best) {
                best = score;
                reach->a = (size_t)ends[e];
                reach->b = (size_t)j;
            }
        }
    }
}

static bool bit(const uint64_t *rows, size_t i)
{
    return rows[i / 64] >> (i % 64) & 1;
}

/* Traces the alignment back from where it ends. */
static void find_partners(dedup_letters *s, const dedup_stretch *a, const dedup_stretch *b, dedup_reach reach)
{
    size_t i = reach.a, j = reach.b;
    memset(s->partner, 0, a->count * sizeof *s->partner);
    while (i > 0 && j > 0) {
        if (a->letter[i - 1] == b->letter[j - 1]) {      /* an equal pair is always on an optimal path */
            s->partner[i - 1] = (uint16_t)j;
            i--, j--;
        } else if (bit(s->up[j], i - 1)) {
            i--;
        } else if (bit(s->down[j - 1], i - 1)) {
            j--;
        } else {
            i--, j--;
        }
    }
}

dedup_reach dedup_align_letters(dedup_letters *s, const dedup_stretch *a, const dedup_stretch *b, bool whole)
{
    size_t rows = (a->count + 63) / 64;
    dedup_reach reach = { whole ? a->count : 0, whole ? b->count : 0, (uint64_t)rows * b->count };
    for (size_t row = 0; row < rows; row++) {
        s->up[0][row] = ~UINT64_C(0);
        s->down[0][row] = 0;
    }
    if (rows == 0)
        return reach;
    if (is_narrow(a, b))
        fill_narrow(s, a, b);
    else
        fill_wide(s, a, b, rows);
    if (!whole)
        find_best(s, a, b, &reach);
    find_partners(s, a, b, reach);
    return reach;
}
