/* The C kernel under a fuzzer, without Python.  An input is a few bytes of options and then the text.  Nothing is compared
   with recorded answers: each check is a property that holds for every text, or a second, slower way to the same answer. */
#ifndef FUZZ_H
#define FUZZ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "repeats/repeats.h"

/* Stops the run and says what does not hold. */
#define REQUIRE(condition) ((condition) ? (void)0 : fuzz_fail(#condition, __FILE__, __LINE__))
_Noreturn void fuzz_fail(const char *condition, const char *file, int line);

/* The bytes an input begins with. */
typedef struct {
    uint8_t min_letters, identity, protect;   /* into tables of ordinary values and of those at the edges */
    uint8_t width, window;                    /* of shingles, and of seeds */
    uint8_t border;                           /* where the text is split in two, in 256ths */
    uint8_t level;                            /* the SIMD level of the search */
    uint8_t seed;                             /* of the choices that the checks leave open */
} fuzz_options;

/* Numbers for everything that is chosen at random: xorshift (G. Marsaglia, 2003). */
typedef struct {
    uint64_t state;
} fuzz_random;

static inline fuzz_random fuzz_seeded(uint64_t seed)
{
    return (fuzz_random){ seed * UINT64_C(0x9E3779B97F4A7C15) | 1 };
}

static inline size_t fuzz_below(fuzz_random *random, size_t most)
{
    random->state ^= random->state << 13;
    random->state ^= random->state >> 7;
    random->state ^= random->state << 17;
    return most ? (size_t)(random->state >> 16) % most : 0;
}

/* A key like that of a run. */
static inline dedup_key fuzz_key(fuzz_random *random)
{
    uint64_t a = (uint64_t)fuzz_below(random, SIZE_MAX), b = (uint64_t)fuzz_below(random, SIZE_MAX);
    return dedup_secret_key(a * UINT64_C(0x9E3779B97F4A7C15), b * UINT64_C(0x9E3779B97F4A7C15));
}

/* One input.  `text` is a block of its own of exactly `size` bytes, so that a read past either end is seen. */
typedef struct {
    fuzz_options options;
    dedup_rules rules;
    dedup_key key;
    const uint8_t *text;
    size_t size;
} fuzz_input;

/* The words of a text and its shingles, each array a block of its own. */
typedef struct {
    dedup_words words;
    uint64_t *shingle;
    uint8_t *length;
    size_t shingles;
} fuzz_words;

void *fuzz_memory(size_t bytes);   /* never NULL, and of no size but that asked for */
fuzz_words fuzz_find_words(const uint8_t *text, size_t size, unsigned width, dedup_key key);
void fuzz_free_words(fuzz_words *found);

/* The checks, in the order of the kernel's own stages. */
void fuzz_check_words(const fuzz_input *input);
void fuzz_check_encoding(const fuzz_input *input);
void fuzz_check_sketches(const fuzz_input *input);
void fuzz_check_letters(const fuzz_input *input);
void fuzz_check_layout(const fuzz_input *input);
void fuzz_check_one_text(const fuzz_input *input);
void fuzz_check_decision(const fuzz_input *input);
void fuzz_check_two_texts(const fuzz_input *input);
void fuzz_check_blocks(const fuzz_input *input);
void fuzz_check_memory(const fuzz_input *input);

/* What libFuzzer calls, and the driver where there is none. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t most, unsigned seed);

/* An input from nothing: options, and a text that repeats itself.  Returns its size. */
size_t fuzz_make_input(uint8_t *data, size_t most, unsigned seed);

#endif
