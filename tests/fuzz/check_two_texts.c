/* Two texts, joined as the bridge joins them: matches, links, passages, and how many shingles they share. */
#include "fuzz.h"

#include "align/overlap.h"
#include "align/passages.h"
#include "repeats/difference.h"

#include <stdlib.h>
#include <string.h>

enum { SHINGLE = 3 };

/* Both texts with a blank line between, and the first word of the second. */
typedef struct {
    uint8_t *text;
    size_t size;
    fuzz_words found;
    uint32_t border;
} joined;

static joined join(const fuzz_input *input)
{
    const size_t first = input->size * input->options.border / 256;
    joined both = { .text = fuzz_memory(input->size + 2), .size = input->size + 2 };
    memcpy(both.text, input->text, first);
    memcpy(both.text + first, "\n\n", 2);
    memcpy(both.text + first + 2, input->text + first, input->size - first);
    both.found = fuzz_find_words(both.text, both.size, SHINGLE, input->key);
    while (both.border < both.found.words.count && both.found.words.start[both.border] < first + 2)
        both.border++;
    return both;
}

static bool has_two(joined *both)
{
    return both->border > 0 && both->border < both->found.words.count;
}

static void search(joined *both, dedup_rules rules, dedup_repeats *repeats)
{
    fuzz_words *found = &both->found;
    const dedup_wanted wanted = { .border = both->border, .goes = DEDUP_LATER, .rules = rules };
    REQUIRE(dedup_find_repeats(both->text, both->size, &found->words, found->shingle, found->length,
                               (uint32_t)found->shingles, wanted, repeats));
}

/* What goes stands in the second text, and what stays for it in the first. */
static void check_matches(joined *both, dedup_rules rules)
{
    dedup_repeats repeats = { 0 };
    search(both, rules, &repeats);
    for (size_t m = 0; m < repeats.match_count; m++)
        REQUIRE(repeats.matches[m].later);
    for (size_t i = 0; i < repeats.cut.piece_count; i++) {
        const dedup_piece *piece = &repeats.cut.pieces[i];
        REQUIRE(both->border <= piece->words && piece->words < piece->words_stop);
        REQUIRE(piece->words_stop <= both->found.words.count);
        REQUIRE(piece->kept_words < piece->kept_words_stop && piece->kept_words_stop <= both->border);
        REQUIRE(piece->equal <= piece->letters);
        REQUIRE(piece->letters == dedup_letters_in(&both->found.words, piece->words, piece->words_stop));
    }
    dedup_free_repeats(&repeats);
}

/* Each word of the second text has a partner in the first or none; equal letters are its own. */
static void check_links(joined *both)
{
    const dedup_words *words = &both->found.words;
    const dedup_rules rules = { .min_letters = 1 };
    dedup_repeats repeats = { .links = fuzz_memory(words->count * sizeof *repeats.links) };
    for (size_t i = 0; i < words->count; i++)
        repeats.links[i] = (dedup_link){ DEDUP_NONE, 0 };
    search(both, rules, &repeats);
    for (uint32_t i = 0; i < words->count; i++) {
        dedup_link link = repeats.links[i];
        REQUIRE((link.partner == DEDUP_NONE) == (link.equal == 0));
        if (link.partner == DEDUP_NONE)
            continue;
        REQUIRE(i >= both->border && link.partner < both->border);
        REQUIRE(link.equal <= dedup_letters_in(words, i, i + 1));
    }
    free(repeats.links);
    dedup_free_repeats(&repeats);
}

static void check_passages(joined *both, dedup_rules rules)
{
    const dedup_words *words = &both->found.words;
    dedup_passages found = { 0 };
    dedup_repeats repeats = { .passages = &found };
    search(both, rules, &repeats);
    for (size_t i = 0; i < found.passage_count; i++) {
        const dedup_passage *p = &found.passages[i];
        REQUIRE(p->earlier < p->earlier_stop && p->earlier_stop <= both->border);
        REQUIRE(both->border <= p->later && p->later < p->later_stop && p->later_stop <= words->count);
        uint32_t earlier = dedup_letters_in(words, p->earlier, p->earlier_stop);
        uint32_t later = dedup_letters_in(words, p->later, p->later_stop);
        REQUIRE(earlier >= rules.min_letters && later >= rules.min_letters && p->letters == earlier + later);
        REQUIRE(p->equal <= p->letters && (double)p->equal >= rules.identity * p->letters - 1e-6);
        if (p->same_words)
            REQUIRE(p->later_stop - p->later == p->earlier_stop - p->earlier && earlier == later);
    }
    dedup_free_passages(&found);
    dedup_free_repeats(&repeats);
}

/* No more is counted than there is; and a text does not differ from itself. */
static void check_difference(const fuzz_input *input)
{
    const size_t first = input->size * input->options.border / 256, second = input->size - first;
    const uint8_t *kept = input->text, *text = input->text + first;
    dedup_difference difference, same;
    dedup_kept_text read = { 0 };
    REQUIRE(dedup_read_kept(&read, kept, first, input->key));
    REQUIRE(dedup_tell_apart(&read, text, second, &difference));
    REQUIRE(difference.equal <= difference.letters && difference.own <= difference.letters);
    REQUIRE(dedup_read_kept(&read, text, second, input->key));
    REQUIRE(dedup_tell_apart(&read, text, second, &same));
    dedup_free_kept_text(&read);
    REQUIRE(same.equal == same.letters && same.own == 0 && same.more == 0);
    REQUIRE(!same.numbers && !same.names && !same.denied && !same.filled);
}

/* Does any of the shingles [first, stop) equal this one? */
static bool stands_in(const fuzz_words *found, uint64_t shingle, size_t first, size_t stop)
{
    for (size_t i = first; i < stop; i++)
        if (found->shingle[i] == shingle)
            return true;
    return false;
}

/* Distinct shingles of either text, and those in both, each looked up among all. */
static void check_overlap(const fuzz_input *input, joined *both)
{
    enum { MOST = 600 };
    const unsigned width = 1 + input->options.width % 8;
    fuzz_words all = fuzz_find_words(both->text, both->size, width, input->key);
    fuzz_words scratch = fuzz_find_words(both->text, both->size, width, input->key);
    size_t first = 0, second = both->border;
    while (first < all.shingles && first + all.length[first] <= both->border)
        first++;
    dedup_overlap overlap, expected = { 0, 0, 0 };
    REQUIRE(dedup_count_overlap(&all.words, both->border, width, scratch.shingle, scratch.length, &overlap));
    REQUIRE(overlap.both <= overlap.first && overlap.both <= overlap.second);
    if (first > 0 && second < all.shingles && all.shingles <= MOST) {
        for (size_t i = 0; i < first; i++)
            expected.first += !stands_in(&all, all.shingle[i], 0, i);
        for (size_t i = second; i < all.shingles; i++) {
            bool fresh = !stands_in(&all, all.shingle[i], second, i);
            expected.second += fresh;
            expected.both += fresh && stands_in(&all, all.shingle[i], 0, first);
        }
        REQUIRE(overlap.first == expected.first && overlap.second == expected.second && overlap.both == expected.both);
    }
    fuzz_free_words(&all);
    fuzz_free_words(&scratch);
}

void fuzz_check_two_texts(const fuzz_input *input)
{
    joined both = join(input);
    if (has_two(&both)) {
        check_matches(&both, input->rules);
        check_links(&both);
        check_passages(&both, input->rules);
        check_overlap(input, &both);
    }
    check_difference(input);
    free(both.text);
    fuzz_free_words(&both.found);
}
