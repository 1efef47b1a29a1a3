/* The lines of a text and their paragraphs against a walk from word to word, without what the layout adds up on its way. */
#include "fuzz.h"

#include "features/layout.h"
#include "structure/atoms.h"

#include <stdlib.h>
#include <string.h>

/* Do the words from `from` on go on after word i, in the same paragraph?  Says so, too, of words within a line. */
static bool goes_on(const dedup_aligner *al, const dedup_layout *layout, uint32_t from, uint32_t i)
{
    const dedup_line *line = dedup_line_of(layout, i);
    return line->start != i || dedup_goes_on(line, dedup_letters_in(al->words, from, i));
}

/* Where the paragraph of the words from `from` on ends. */
static uint32_t paragraph_stop(const dedup_aligner *al, const dedup_layout *layout, uint32_t from)
{
    uint32_t i = from + 1, count = (uint32_t)al->words->count;
    for (uint32_t line = from; i < count && goes_on(al, layout, line, i); i++)
        if (dedup_line_of(layout, i)->start == i)
            line = i;
    return i;
}

static bool is_prose(const dedup_aligner *al, uint32_t start, uint32_t stop)
{
    uint32_t letters = dedup_letters_in(al->words, start, stop);
    return letters >= 70 || (letters >= 35 && (dedup_strength_at(al, stop) & DEDUP_ENDED));
}

static void check_line(const dedup_aligner *al, const dedup_layout *layout, const dedup_line *line)
{
    uint32_t count = (uint32_t)al->words->count, first = line->start, prose = 0;
    while (dedup_line_of(layout, first)->joining != DEDUP_BEGINS)
        first = dedup_line_of(layout, first - 1)->start;
    REQUIRE(line->first == first);
    REQUIRE(line->stop == paragraph_stop(al, layout, line->start));
    for (uint32_t at = line->start, stop; at < count; at = stop) {
        stop = paragraph_stop(al, layout, at);
        if (!is_prose(al, at, stop))
            break;
        prose += dedup_letters_in(al->words, at, stop);
    }
    REQUIRE(line->after == prose);
    prose = 0;
    for (uint32_t at = line->start, start; at > 0 && line->joining == DEDUP_BEGINS; at = start) {
        start = dedup_line_of(layout, at - 1)->first;
        if (!is_prose(al, start, at))
            break;
        prose += dedup_letters_in(al->words, start, at);
    }
    REQUIRE(line->before == prose);
}

void fuzz_check_layout(const fuzz_input *input)
{
    fuzz_words found = fuzz_find_words(input->text, input->size, 3, input->key);
    const dedup_words *words = &found.words;
    uint8_t *strength = fuzz_memory(words->count + 1);
    memset(strength, DEDUP_UNKNOWN, words->count + 1);
    const dedup_aligner al = { .text = input->text, .size = input->size, .words = words, .strength = strength };
    dedup_layout layout = { 0 };
    if (words->count > 0) {
        REQUIRE(dedup_find_atoms(input->text, input->size, 0, &found.words));
        dedup_lay_out(&al, &layout);
        REQUIRE(!layout.failed && dedup_line_of(&layout, (uint32_t)words->count)->start == words->count);
    }
    for (uint32_t i = 0; i < words->count; i++) {
        const dedup_line *line = dedup_line_of(&layout, i);
        REQUIRE(line->start <= i && i < line[1].start);
        REQUIRE((line->start == i) == ((dedup_strength_at(&al, i) & DEDUP_STRENGTH) >= DEDUP_LINE));
        if (line->start == i)
            check_line(&al, &layout, line);
    }
    dedup_free_layout(&layout);
    free(strength);
    fuzz_free_words(&found);
}
