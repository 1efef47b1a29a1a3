/* What is removed in a round, or spared: whatever the text, each removal leaves its kept copy. */
#include "fuzz.h"

#include "decide/decide.h"
#include "text/code_points.h"

#include <stdlib.h>
#include <string.h>

enum { SHINGLE = 3 };

/* Choices are in order and apart, and begin and end between code points. */
static void check_choices(const dedup_decision *made, const dedup_repeats *repeats, const fuzz_input *of)
{
    uint32_t removed = 0;
    for (size_t i = 0; i < made->choice_count; i++) {
        const dedup_choice *choice = &made->choices[i];
        REQUIRE(removed <= choice->start && choice->start < choice->stop && choice->stop <= of->size);
        REQUIRE(choice->kept_start < choice->kept_stop && choice->kept_stop <= of->size);
        REQUIRE(choice->equal <= choice->letters && (choice->kind == DEDUP_NEAR || choice->equal == choice->letters));
        REQUIRE(choice->match == DEDUP_NONE || choice->match < repeats->match_count);
        removed = choice->stop;
    }
}

static void check_spared(const dedup_decision *made, const fuzz_input *of)
{
    for (size_t i = 0; i < made->spare_count; i++) {
        const dedup_spared *spared = &made->spared[i];
        REQUIRE(spared->start < spared->stop && spared->stop <= of->size);
        REQUIRE(spared->kept_start < spared->kept_stop && spared->kept_stop <= of->size);
        REQUIRE(spared->letters >= of->rules.min_letters && spared->reason != DEDUP_COPY);
    }
}

static dedup_decision decide(const dedup_asked *asked, bool spares_all)
{
    dedup_decision made = { 0 };
    REQUIRE(spares_all ? dedup_spare_all(asked, &made) : dedup_decide(asked, &made));
    return made;
}

/* A keep function may prefer either copy of each match. */
static uint8_t *any_of(const dedup_repeats *repeats, fuzz_random *random)
{
    uint8_t *goes = fuzz_memory(repeats->match_count);
    for (size_t m = 0; m < repeats->match_count; m++)
        goes[m] = fuzz_below(random, 2) > 0;
    return goes;
}

void fuzz_check_decision(const fuzz_input *input)
{
    fuzz_random random = fuzz_seeded(input->options.seed);
    fuzz_words found = fuzz_find_words(input->text, input->size, SHINGLE, input->key);
    uint32_t *marks = fuzz_memory((input->size / DEDUP_STRIDE + 1) * sizeof *marks);
    dedup_mark_code_points(input->text, input->size, marks);
    for (dedup_goes goes = DEDUP_LATER; goes <= DEDUP_EITHER; goes++) {
        dedup_repeats repeats = { 0 };
        const dedup_wanted wanted = { .goes = goes, .rules = input->rules };
        REQUIRE(dedup_find_repeats(input->text, input->size, &found.words, found.shingle, found.length,
                                   (uint32_t)found.shingles, wanted, &repeats));
        uint8_t *removable = goes == DEDUP_EITHER ? any_of(&repeats, &random) : NULL;
        const dedup_coded text = { input->text, input->size, marks };
        const dedup_asked asked = { .searched = text, .words = &found.words, .found = &repeats, .read = text,
                                    .rules = input->rules, .keep = (dedup_keep)fuzz_below(&random, 3), .goes = removable };
        dedup_decision made = decide(&asked, false), spared = decide(&asked, true);
        check_choices(&made, &repeats, input);
        check_spared(&made, input);
        check_spared(&spared, input);
        REQUIRE(spared.choice_count == 0 && (made.choice_count == 0 || made.spare_count == 0));
        dedup_free_decision(&made);
        dedup_free_decision(&spared);
        free(removable);
        dedup_free_repeats(&repeats);
    }
    free(marks);
    fuzz_free_words(&found);
}
