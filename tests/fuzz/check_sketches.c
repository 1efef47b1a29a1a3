/* What is kept of a text when many are compared: signatures, sets of shingles, seeds, digests. */
#include "fuzz.h"

#include "cpu.h"
#include "sketch/digests.h"
#include "sketch/seeds.h"
#include "sketch/shingle_sets.h"
#include "sketch/signature.h"
#include "words/shingles.h"

#include <stdlib.h>
#include <string.h>

static int by_number(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

/* A signature is alike at every level, does not depend on the order, and of a union is the least of both. */
static void check_signature(const uint64_t *shingle, size_t count, size_t half)
{
    uint32_t all[DEDUP_SLOTS], again[DEDUP_SLOTS], rest[DEDUP_SLOTS];
    const dedup_simd chosen = dedup_simd_level();
    dedup_sign(shingle, count, all);
    for (dedup_simd level = DEDUP_SIMD_BASELINE; level < DEDUP_SIMD_LEVELS; level++) {
        if (!dedup_simd_runs(level))
            continue;
        dedup_set_simd_level(level);
        dedup_sign(shingle, count, again);
        REQUIRE(memcmp(all, again, sizeof all) == 0);
    }
    dedup_set_simd_level(chosen);
    dedup_sign(shingle, half, again);
    dedup_sign(shingle + half, count - half, rest);
    for (size_t slot = 0; slot < DEDUP_SLOTS; slot++)
        REQUIRE(all[slot] == (again[slot] < rest[slot] ? again[slot] : rest[slot]));
}

/* A set has each shingle once, in order; what two share is counted by looking each up. */
static void check_sets(const uint64_t *shingle, size_t count, size_t half)
{
    uint64_t *first = fuzz_memory(count * sizeof *first), *sorted = fuzz_memory(count * sizeof *sorted);
    uint64_t *second = first + half, *scratch = fuzz_memory(count * sizeof *scratch);
    memcpy(sorted, shingle, count * sizeof *sorted);
    qsort(sorted, count, sizeof *sorted, by_number);
    memcpy(first, shingle, count * sizeof *first);
    size_t distinct = dedup_make_set(first, count, scratch), found = 0;
    for (size_t i = 0; i < count; i++)
        if (i == 0 || sorted[i] != sorted[i - 1]) {
            REQUIRE(found < distinct && first[found] == sorted[i]);
            found++;
        }
    REQUIRE(found == distinct);

    memcpy(first, shingle, count * sizeof *first);
    size_t one = dedup_make_set(first, half, scratch), other = dedup_make_set(second, count - half, scratch);
    size_t shared = 0;
    for (size_t i = 0; i < one; i++)
        shared += bsearch(&first[i], second, other, sizeof *second, by_number) != NULL;
    REQUIRE(dedup_count_shared(first, one, second, other) == shared);
    REQUIRE(dedup_count_shared(second, other, first, one) == shared);
    if (one <= DEDUP_INDEXED) {
        dedup_set_index index;
        dedup_index_set(first, one, &index);
        REQUIRE(dedup_count_indexed(&index, second, other) == shared);
    }
    REQUIRE(one + other - shared == distinct);
    free(first);
    free(sorted);
    free(scratch);
}

/* Seeds are the last least hashes of every window. */
static void check_seeds(const uint64_t *shingle, size_t count, unsigned window)
{
    uint32_t *position = fuzz_memory(count * sizeof *position);
    size_t found = dedup_find_seeds(shingle, count, window, position), seen = 0;
    for (size_t first = 0; first < count && (first == 0 || first + window <= count); first++) {
        size_t stop = first + window < count ? first + window : count, least = first;
        for (size_t i = first; i < stop; i++)
            if (shingle[i] <= shingle[least])
                least = i;
        if (seen > 0 && position[seen - 1] == least)
            continue;
        REQUIRE(seen < found && position[seen] == least);
        seen++;
    }
    REQUIRE(seen == found);
    free(position);
}

/* One word or sign less, or two changed places, is another digest. */
static void check_digests(const fuzz_input *input, dedup_words *words)
{
    uint64_t digest[2], other[2];
    dedup_digest_words(words->hash, words->count, digest);
    if (words->count > 0) {
        dedup_digest_words(words->hash, words->count - 1, other);
        REQUIRE(memcmp(digest, other, sizeof digest) != 0);
    }
    if (words->count > 1 && words->hash[0] != words->hash[1]) {
        uint64_t first = words->hash[0];
        words->hash[0] = words->hash[1];
        words->hash[1] = first;
        dedup_digest_words(words->hash, words->count, other);
        REQUIRE(memcmp(digest, other, sizeof digest) != 0);
    }
    if (input->size > 0)
        REQUIRE(dedup_digest_signs(input->text, input->size, input->key)
                != dedup_digest_signs(input->text, input->size - 1, input->key));
}

void fuzz_check_sketches(const fuzz_input *input)
{
    const unsigned width = 1 + input->options.width % 8, window = 1 + input->options.window % DEDUP_MAX_WINDOW;
    fuzz_words found = fuzz_find_words(input->text, input->size, width, input->key);
    size_t half = found.shingles * input->options.border / 256;
    check_signature(found.shingle, found.shingles, half);
    check_sets(found.shingle, found.shingles, half);
    check_seeds(found.shingle, found.shingles, window);
    check_digests(input, &found.words);
    fuzz_free_words(&found);
}
