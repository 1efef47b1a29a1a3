/* Memory may run out at any request: then a search says so, and nothing is lost or freed twice. */
#include "fuzz.h"

#include "align/overlap.h"
#include "align/passages.h"
#include "decide/decide.h"

#include <stdlib.h>

enum { SHINGLE = 3, PLENTY = 1 << 30 };

/* Requests that are still met.  The linker sends the kernel's own to the two functions below. */
static int requests = PLENTY;

void *__real_malloc(size_t bytes);
void *__real_realloc(void *memory, size_t bytes);
void *__wrap_malloc(size_t bytes);
void *__wrap_realloc(void *memory, size_t bytes);

static bool is_met(void)
{
    if (requests == PLENTY)
        return true;
    requests -= requests > 0;
    return requests > 0;
}

void *__wrap_malloc(size_t bytes)
{
    return is_met() ? __real_malloc(bytes) : NULL;
}

void *__wrap_realloc(void *memory, size_t bytes)
{
    return is_met() ? __real_realloc(memory, bytes) : NULL;
}

/* Runs a search whose `last` request is the first that is not met; returns whether that many were made. */
static bool runs_out(const fuzz_input *input, fuzz_words *found, dedup_wanted wanted, bool passages, int last)
{
    dedup_passages shared = { 0 };
    dedup_repeats repeats = { .passages = passages ? &shared : NULL };
    requests = last;
    bool done = dedup_find_repeats(input->text, input->size, &found->words, found->shingle, found->length,
                                   (uint32_t)found->shingles, wanted, &repeats);
    bool out = requests == 0;
    requests = PLENTY;
    REQUIRE(done == !out);
    dedup_free_passages(&shared);
    dedup_free_repeats(&repeats);
    return out;
}

/* The same for the decision about what was found. */
static bool decision_runs_out(const dedup_asked *asked, int last)
{
    dedup_decision made = { 0 };
    requests = last;
    bool done = dedup_decide(asked, &made);
    bool out = requests == 0;
    requests = PLENTY;
    REQUIRE(done == !out);
    dedup_free_decision(&made);
    return out;
}

static void check_decision(const fuzz_input *input, fuzz_words *found, dedup_wanted wanted, fuzz_random *random)
{
    dedup_repeats repeats = { 0 };
    REQUIRE(dedup_find_repeats(input->text, input->size, &found->words, found->shingle, found->length,
                               (uint32_t)found->shingles, wanted, &repeats));
    const dedup_coded text = { input->text, input->size, NULL };      /* offsets need no code points here */
    const dedup_asked asked = { .searched = text, .words = &found->words, .found = &repeats, .read = text,
                                .rules = input->rules };
    int last = 1;
    while (decision_runs_out(&asked, last))
        last += 1 + (int)fuzz_below(random, 3);
    dedup_free_repeats(&repeats);
}

void fuzz_check_memory(const fuzz_input *input)
{
    fuzz_random random = fuzz_seeded(input->options.seed);
    fuzz_words found = fuzz_find_words(input->text, input->size, SHINGLE, input->key);
    dedup_wanted wanted = { .goes = DEDUP_LESS_FULL, .rules = input->rules };
    const bool passages = fuzz_below(&random, 2);
    if (passages)
        wanted.border = (uint32_t)(found.words.count * input->options.border / 256);
    if (!passages || wanted.border > 0) {
        int last = 1;
        while (runs_out(input, &found, wanted, passages, last))
            last += 1 + (int)fuzz_below(&random, 3);
    }
    if (!passages)
        check_decision(input, &found, wanted, &random);
    fuzz_free_words(&found);
}
