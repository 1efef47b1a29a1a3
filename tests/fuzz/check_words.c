/* Words, their letters, shingles: alike at every SIMD level, and by their definitions. */
#include "fuzz.h"

#include "cpu.h"
#include "words/shingles.h"

#include <stdlib.h>
#include <string.h>

/* Words stand in order, apart, and inside the text; their letters add up. */
static void check_places(const dedup_words *words, size_t size)
{
    REQUIRE(words->letters[0] == 0);
    for (size_t i = 0; i < words->count; i++) {
        REQUIRE(words->start[i] < words->stop[i] && words->stop[i] <= size);
        REQUIRE(i == 0 || words->stop[i - 1] <= words->start[i]);
        REQUIRE(words->letters[i] < words->letters[i + 1]);
    }
}

/* The letters of a word, a block of exactly their size; `*count` becomes how many. */
static uint32_t *letters_of(const uint8_t *text, const dedup_words *words, size_t word, size_t *count)
{
    *count = dedup_word_letters(text, words->start[word], words->stop[word], NULL, 0);
    uint32_t *letters = fuzz_memory(*count * sizeof *letters);
    REQUIRE(dedup_word_letters(text, words->start[word], words->stop[word], letters, *count) == *count);
    return letters;
}

/* Words are equal by their hash if they are by their letters.  Each is compared with its neighbours: of equal words some
   are near, in a text that repeats itself. */
static void check_letters(const uint8_t *text, const dedup_words *words)
{
    enum { NEAR = 8, MOST = 400 };
    size_t known = words->count < MOST ? words->count : MOST, count[MOST];
    uint32_t *letters[MOST];
    for (size_t i = 0; i < known; i++) {
        uint32_t few[3] = { 0 };
        letters[i] = letters_of(text, words, i, &count[i]);
        REQUIRE(count[i] > 0);
        REQUIRE(dedup_word_letters(text, words->start[i], words->stop[i], few, 3) == count[i]);
        REQUIRE(memcmp(few, letters[i], (count[i] < 3 ? count[i] : 3) * sizeof *few) == 0);
        for (size_t j = i > NEAR ? i - NEAR : 0; j < i; j++) {
            bool same = count[i] == count[j] && memcmp(letters[i], letters[j], count[i] * sizeof *few) == 0;
            REQUIRE(same == (words->hash[i] == words->hash[j]));
            REQUIRE(same == dedup_same_word(text, words, (uint32_t)i, (uint32_t)j));
        }
    }
    for (size_t i = 0; i < known; i++)
        free(letters[i]);
}

/* Each shingle is the mixed sum of the fewest words that are wide enough, and no shingle is left out. */
static void check_shingles(const fuzz_words *found, unsigned width)
{
    static const unsigned TENTHS[] = { 10, 3, 6, 9 };
    const dedup_words *words = &found->words;
    for (size_t i = 0; i <= found->shingles && i < words->count; i++) {
        unsigned tenths = 0;
        size_t end = i;
        for (; end < words->count && tenths < 10 * width; end++)
            tenths += TENTHS[(words->flags[end] & DEDUP_WIDTH) >> DEDUP_WIDTH_SHIFT];
        REQUIRE((tenths >= 10 * width) == (i < found->shingles));
        if (i == found->shingles)
            break;
        dedup_words own = *words;
        own.hash += i;
        own.count = end - i;
        REQUIRE(found->length[i] == own.count);
        REQUIRE(found->shingle[i] == dedup_shingle_of_all(&own));
    }
}

static void check_same(const fuzz_words *a, const fuzz_words *b)
{
    const dedup_words *x = &a->words, *y = &b->words;
    REQUIRE(x->count == y->count);
    REQUIRE(memcmp(x->hash, y->hash, x->count * sizeof *x->hash) == 0);
    REQUIRE(memcmp(x->start, y->start, x->count * sizeof *x->start) == 0);
    REQUIRE(memcmp(x->stop, y->stop, x->count * sizeof *x->stop) == 0);
    REQUIRE(memcmp(x->letters, y->letters, (x->count + 1) * sizeof *x->letters) == 0);
    REQUIRE(memcmp(x->flags, y->flags, x->count) == 0);
    REQUIRE(a->shingles == b->shingles);
    REQUIRE(memcmp(a->shingle, b->shingle, a->shingles * sizeof *a->shingle) == 0);
    REQUIRE(memcmp(a->length, b->length, a->shingles) == 0);
}

void fuzz_check_words(const fuzz_input *input)
{
    const unsigned width = 1 + input->options.width % DEDUP_MAX_WIDTH;
    const dedup_simd chosen = dedup_simd_level();
    dedup_set_simd_level(DEDUP_SIMD_BASELINE);
    fuzz_words found = fuzz_find_words(input->text, input->size, width, input->key);
    check_places(&found.words, input->size);
    check_letters(input->text, &found.words);
    check_shingles(&found, width);
    for (dedup_simd level = DEDUP_SIMD_BASELINE + 1; level < DEDUP_SIMD_LEVELS; level++) {
        if (!dedup_simd_runs(level))
            continue;
        dedup_set_simd_level(level);
        fuzz_words again = fuzz_find_words(input->text, input->size, width, input->key);
        check_same(&found, &again);
        fuzz_free_words(&again);
    }
    dedup_set_simd_level(chosen);
    fuzz_free_words(&found);
}
