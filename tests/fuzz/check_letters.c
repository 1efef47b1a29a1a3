/* The alignment of letters against edit distance by the book, cell by cell. */
#include "fuzz.h"

#include "align/letters.h"
#include "text/units.h"

#include <stdlib.h>
#include <string.h>

typedef struct {
    size_t cell[DEDUP_MAX_LETTERS + 1][DEDUP_MAX_LETTERS + 1];
} distances;

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

static void measure(const dedup_stretch *a, const dedup_stretch *b, distances *d)
{
    for (size_t i = 0; i <= a->count; i++)
        for (size_t j = 0; j <= b->count; j++) {
            if (i == 0 || j == 0) {
                d->cell[i][j] = i + j;
                continue;
            }
            size_t exchanged = d->cell[i - 1][j - 1] + (a->letter[i - 1] != b->letter[j - 1]);
            d->cell[i][j] = least(exchanged, 1 + least(d->cell[i - 1][j], d->cell[i][j - 1]));
        }
}

/* Up to `most` characters of the text from `at` on; words end at spaces. */
static void take_letters(const fuzz_input *input, size_t at, size_t most, dedup_stretch *out)
{
    uint32_t word = 0;
    for (out->count = 0; out->count < most && at < input->size; out->count++) {
        dedup_unit unit = dedup_next_unit(input->text, at, input->size);
        out->letter[out->count] = unit.code;
        out->word[out->count] = word;
        word += unit.code == ' ';
        at = unit.stop;
    }
}

static bool ends_word(const dedup_stretch *s, size_t letters)
{
    return letters == s->count || s->word[letters - 1] != s->word[letters];
}

/* Twice what prefixes score: +1 a letter, -2 an edit. */
static long score(const distances *d, size_t i, size_t j)
{
    return (long)(i + j) - 4 * (long)d->cell[i][j];
}

/* Partners are equal letters in order, and no path through the matrix is cheaper than the one through them. */
static void check_partners(const dedup_letters *found, const dedup_stretch *a, const dedup_stretch *b,
                           dedup_reach reach, const distances *d)
{
    size_t i = 0, j = 0, edits = 0;      /* up to here all is accounted for */
    for (size_t at = 0; at < a->count; at++) {
        size_t partner = found->partner[at];
        if (partner == 0)
            continue;
        REQUIRE(at < reach.a && partner <= reach.b && partner > j);
        REQUIRE(a->letter[at] == b->letter[partner - 1]);
        edits += at - i > partner - 1 - j ? at - i : partner - 1 - j;
        i = at + 1;
        j = partner;
    }
    edits += reach.a - i > reach.b - j ? reach.a - i : reach.b - j;
    REQUIRE(edits == d->cell[reach.a][reach.b]);
}

void fuzz_check_letters(const fuzz_input *input)
{
    fuzz_random random = fuzz_seeded(input->options.seed);
    dedup_stretch *a = fuzz_memory(sizeof *a), *b = fuzz_memory(sizeof *b);
    distances *d = fuzz_memory(sizeof *d);
    dedup_letters *found = fuzz_memory(sizeof *found);
    memset(found, 0xA5, sizeof *found);
    dedup_ready_letters(found);
    if (input->options.seed % 2)
        found->generation = UINT32_MAX - 1;      /* it begins anew between the two alignments */

    size_t most = 1 + fuzz_below(&random, fuzz_below(&random, 4) ? 100 : DEDUP_MAX_LETTERS);
    take_letters(input, fuzz_below(&random, input->size), most, a);
    take_letters(input, fuzz_below(&random, input->size), most, b);
    measure(a, b, d);

    dedup_reach whole = dedup_align_letters(found, a, b, true);
    REQUIRE(whole.a == a->count && whole.b == b->count);
    check_partners(found, a, b, whole, d);

    dedup_reach reach = dedup_align_letters(found, a, b, false);
    long best = 0;
    for (size_t i = 1; i <= a->count; i++)
        for (size_t j = 1; j <= b->count; j++)
            if (ends_word(a, i) && ends_word(b, j) && score(d, i, j) > best)
                best = score(d, i, j);
    REQUIRE(reach.a <= a->count && reach.b <= b->count && score(d, reach.a, reach.b) == best);
    REQUIRE(best == 0 || (ends_word(a, reach.a) && ends_word(b, reach.b)));
    check_partners(found, a, b, reach, d);
    free(a);
    free(b);
    free(d);
    free(found);
}
