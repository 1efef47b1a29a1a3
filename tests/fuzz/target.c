/* One input through every check. */
#include "fuzz.h"

#include "cpu.h"
#include "scratch.h"
#include "structure/atoms.h"
#include "words/shingles.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void fuzz_fail(const char *condition, const char *file, int line)
{
    fprintf(stderr, "%s:%d: does not hold: %s\n", file, line, condition);
    abort();
}

void *fuzz_memory(size_t bytes)
{
    void *memory = malloc(bytes ? bytes : 1);
    if (memory == NULL)
        fuzz_fail("there is memory", __FILE__, __LINE__);
    return memory;
}

fuzz_words fuzz_find_words(const uint8_t *text, size_t size, unsigned width, dedup_key key)
{
    size_t room = dedup_words_capacity(size);
    fuzz_words found = {
        .words = { .hash = fuzz_memory(room * sizeof(uint64_t)), .start = fuzz_memory(room * sizeof(uint32_t)),
                   .stop = fuzz_memory(room * sizeof(uint32_t)), .letters = fuzz_memory((room + 1) * sizeof(uint32_t)),
                   .flags = fuzz_memory(room), .capacity = room, .key = key },
        .shingle = fuzz_memory(room * sizeof(uint64_t)),
        .length = fuzz_memory(room),
    };
    REQUIRE(dedup_find_words(text, size, &found.words));
    found.shingles = dedup_find_shingles(&found.words, width, found.shingle, found.length);
    REQUIRE(found.shingles <= found.words.count);
    return found;
}

void fuzz_free_words(fuzz_words *found)
{
    free(found->words.hash);
    free(found->words.start);
    free(found->words.stop);
    free(found->words.letters);
    free(found->words.flags);
    dedup_free_atoms(&found->words);
    free(found->shingle);
    free(found->length);
}

/* Options that callers set, and both ends of what they may. */
static const uint32_t MIN_LETTERS[] = { 60, 20, 1, 10, 30, 100, 350, 2, 5000, 107374182, 107374183, 162689455, 162689456,
                                        1u << 30, INT32_MAX - 1, INT32_MAX };
static const double IDENTITY[] = { .8, .9, .65, .5, 1, .99, .01, 1e-300, 0 };

static dedup_rules rules_of(const fuzz_options *options)
{
    const size_t least = sizeof MIN_LETTERS / sizeof *MIN_LETTERS, shares = sizeof IDENTITY / sizeof *IDENTITY;
    return (dedup_rules){ .min_letters = MIN_LETTERS[options->min_letters % least],
                          .protect = options->protect & 1 ? ~(uint32_t)0 : (uint32_t)options->protect << 1,
                          .identity = IDENTITY[options->identity % shares] };
}

/* Arrays of the search begin with what the search before left in them: that must not matter. */
static void soil_memory(uint8_t byte)
{
    enum { BYTES = 1 << 20 };
    uint8_t *array;
    dedup_part part = { &array, BYTES };
    dedup_scratch *scratch;
    REQUIRE(dedup_take(DEDUP_FOR_REPEATS, &part, 1, &scratch));
    memset(array, byte, BYTES);
    dedup_give(DEDUP_FOR_REPEATS, scratch);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_input input = { .options = { 0 } };
    if (size < sizeof input.options)
        return 0;
    memcpy(&input.options, data, sizeof input.options);
    input.rules = rules_of(&input.options);
    fuzz_random random = fuzz_seeded(input.options.seed);
    input.key = input.options.seed % 4 == 0 ? DEDUP_PUBLIC_KEY : fuzz_key(&random);
    input.size = size - sizeof input.options;
    uint8_t *text = fuzz_memory(input.size);
    memcpy(text, data + sizeof input.options, input.size);
    input.text = text;

    dedup_simd level = (dedup_simd)(input.options.level % DEDUP_SIMD_LEVELS);
    dedup_set_simd_level(dedup_simd_runs(level) ? level : DEDUP_SIMD_BASELINE);
    soil_memory(input.options.seed);
    fuzz_check_words(&input);
    fuzz_check_encoding(&input);
    fuzz_check_sketches(&input);
    fuzz_check_letters(&input);
    fuzz_check_layout(&input);
    fuzz_check_one_text(&input);
    fuzz_check_decision(&input);
    fuzz_check_two_texts(&input);
    fuzz_check_blocks(&input);
    fuzz_check_memory(&input);
    free(text);
    return 0;
}
