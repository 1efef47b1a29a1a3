/* The repeats of one text: with each choice of the copy that goes, and again on what is left. */
#include "fuzz.h"

#include "repeats/blocks.h"

#include <stdlib.h>
#include <string.h>

enum { SHINGLE = 3 };

static dedup_repeats search(fuzz_words *found, const uint8_t *text, size_t size, dedup_wanted wanted)
{
    dedup_repeats repeats = { 0 };
    REQUIRE(dedup_find_repeats(text, size, &found->words, found->shingle, found->length, (uint32_t)found->shingles,
                               wanted, &repeats));
    return repeats;
}

static bool is_within(uint32_t start, uint32_t stop, size_t end)
{
    return start < stop && stop <= end;
}

/* A piece as words, and as the block of text that would be cut out. */
static void check_piece(const dedup_piece *piece, fuzz_words *found, const uint8_t *text, size_t size,
                        const dedup_rules *rules)
{
    const dedup_words *words = &found->words;
    REQUIRE(is_within(piece->words, piece->words_stop, words->count));
    REQUIRE(is_within(piece->kept_words, piece->kept_words_stop, words->count));
    REQUIRE(piece->letters == dedup_letters_in(words, piece->words, piece->words_stop));
    REQUIRE(piece->equal <= piece->letters);
    if (dedup_judge_piece(piece, rules) == DEDUP_COPY)
        REQUIRE(piece->cut && (double)piece->equal >= rules->identity * piece->letters);

    dedup_block block = dedup_place(text, size, words, piece);
    REQUIRE(is_within(block.start, block.stop, size) && is_within(block.kept_start, block.kept_stop, size));
    REQUIRE(block.gap_start <= block.start && block.stop <= block.gap_stop && block.gap_stop <= size);
    REQUIRE(block.start <= words->start[piece->words] && words->stop[piece->words_stop - 1] <= block.stop);
    if (block.same_words)
        for (uint32_t i = piece->words; i < piece->words_stop; i++)
            REQUIRE(words->hash[i] == words->hash[piece->kept_words + i - piece->words]);
}

/* Pieces of a match stand in order and apart, and so do the copies that would stay for them; but one word there may be the
   partner of two here that a space has parted. */
static void check_match(const dedup_match *match, const dedup_repeats *repeats, fuzz_words *found,
                        const fuzz_input *of)
{
    uint64_t letters = 0;
    REQUIRE(match->count > 0 && match->first + match->count <= repeats->cut.piece_count);
    for (uint32_t i = match->first; i < match->first + match->count; i++) {
        const dedup_piece *piece = &repeats->cut.pieces[i];
        check_piece(piece, found, of->text, of->size, &of->rules);
        letters += piece->letters;
        REQUIRE(match->later ? piece->kept_words < piece->words : piece->words < piece->kept_words);
        if (i > match->first) {
            REQUIRE(piece[-1].words_stop <= piece->words);
            REQUIRE(piece[-1].kept_words_stop <= piece->kept_words + 1);
        }
    }
    REQUIRE(letters >= of->rules.min_letters || match->repeat.row.copies > 1);
    REQUIRE(match->reason <= DEDUP_UNCUT);
}

static void check_repeats(const dedup_repeats *repeats, fuzz_words *found, const fuzz_input *of,
                          dedup_goes goes)
{
    const uint64_t most = (uint64_t)DEDUP_WORK_A_WORD * found->words.count + DEDUP_WORK_BASE;
    REQUIRE(repeats->work <= most || repeats->truncated);
    uint32_t pieces = 0;
    for (size_t m = 0; m < repeats->match_count; m++) {
        const dedup_match *match = &repeats->matches[m];
        REQUIRE(match->first == pieces);
        REQUIRE(goes != DEDUP_LATER || match->later);
        REQUIRE(goes != DEDUP_EARLIER || !match->later);
        check_match(match, repeats, found, of);
        pieces += match->count;
    }
    REQUIRE(pieces == repeats->cut.piece_count);
}

static void check_same(const dedup_repeats *a, const dedup_repeats *b)
{
    REQUIRE(a->match_count == b->match_count && a->cut.piece_count == b->cut.piece_count);
    for (size_t m = 0; m < a->match_count; m++) {
        const dedup_match *x = &a->matches[m], *y = &b->matches[m];
        REQUIRE(x->first == y->first && x->count == y->count && x->later == y->later && x->reason == y->reason);
        REQUIRE(dedup_rule_of(&x->repeat) == dedup_rule_of(&y->repeat));
    }
    for (size_t i = 0; i < a->cut.piece_count; i++) {
        const dedup_piece *p = &a->cut.pieces[i], *q = &b->cut.pieces[i];
        REQUIRE(p->words == q->words && p->words_stop == q->words_stop);
        REQUIRE(p->kept_words == q->kept_words && p->kept_words_stop == q->kept_words_stop);
        REQUIRE(p->letters == q->letters && p->equal == q->equal && p->numbers == q->numbers && p->cut == q->cut);
    }
}

/* What is left of a text when one of its blocks, or any stretch of it, goes: a new text of exactly its size. */
static fuzz_input what_is_left(const fuzz_input *input, fuzz_words *found, const dedup_repeats *repeats,
                               fuzz_random *random)
{
    size_t start = fuzz_below(random, input->size + 1), stop = start + fuzz_below(random, input->size + 1 - start);
    if (repeats->match_count > 0 && fuzz_below(random, 4) > 0) {
        const dedup_match *match = &repeats->matches[fuzz_below(random, repeats->match_count)];
        dedup_block block = dedup_place(input->text, input->size, &found->words, &repeats->cut.pieces[match->first]);
        start = block.start;
        stop = block.stop;
    }
    fuzz_input left = *input;
    left.size = input->size - (stop - start);
    uint8_t *text = fuzz_memory(left.size);
    memcpy(text, input->text, start);
    memcpy(text + start, input->text + stop, input->size - stop);
    left.text = text;
    return left;
}

/* A later search that may use what an earlier one found finds what it finds without. */
static void check_reuse(const fuzz_input *input, fuzz_words *found, const dedup_repeats *repeats,
                        dedup_goes goes, fuzz_random *random)
{
    fuzz_input left = what_is_left(input, found, repeats, random);
    fuzz_words words = fuzz_find_words(left.text, left.size, SHINGLE, input->key);
    const dedup_search before = { input->text, input->size, &found->words, repeats };
    const dedup_wanted anew = { .goes = goes, .rules = input->rules };
    const dedup_wanted again = { .goes = goes, .rules = input->rules, .before = &before };
    dedup_repeats without = search(&words, left.text, left.size, anew);
    dedup_repeats with = search(&words, left.text, left.size, again);
    check_repeats(&without, &words, &left, goes);
    check_repeats(&with, &words, &left, goes);
    if (!without.truncated && !with.truncated)
        check_same(&without, &with);
    dedup_free_repeats(&without);
    dedup_free_repeats(&with);
    fuzz_free_words(&words);
    free((uint8_t *)left.text);
}

/* What is found does not depend on the key that words are hashed with. */
static void check_key(const fuzz_input *input, const dedup_repeats *repeats, dedup_goes goes, fuzz_random *random)
{
    fuzz_words found = fuzz_find_words(input->text, input->size, SHINGLE, fuzz_key(random));
    dedup_repeats again = search(&found, input->text, input->size, (dedup_wanted){ .goes = goes, .rules = input->rules });
    check_same(repeats, &again);
    dedup_free_repeats(&again);
    fuzz_free_words(&found);
}

void fuzz_check_one_text(const fuzz_input *input)
{
    fuzz_random random = fuzz_seeded(input->options.seed);
    fuzz_words found = fuzz_find_words(input->text, input->size, SHINGLE, input->key);
    for (dedup_goes goes = DEDUP_LATER; goes <= DEDUP_EITHER; goes++) {
        const dedup_wanted wanted = { .goes = goes, .rules = input->rules };
        dedup_repeats repeats = search(&found, input->text, input->size, wanted);
        check_repeats(&repeats, &found, input, goes);
        if (fuzz_below(&random, 4) == 0 || goes == DEDUP_LESS_FULL)
            check_reuse(input, &found, &repeats, goes, &random);
        if (fuzz_below(&random, 4) == 0)
            check_key(input, &repeats, goes, &random);
        dedup_free_repeats(&repeats);
    }
    fuzz_free_words(&found);
}
