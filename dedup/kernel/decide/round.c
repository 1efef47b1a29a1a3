#include "round.h"

#include "text/code_points.h"
#include "structure/pairs.h"

#include <stdlib.h>

/* The same code point in another text. */
static uint32_t move(const dedup_coded *from, const dedup_coded *to, uint32_t offset)
{
    if (from->text == to->text)
        return offset;
    return (uint32_t)dedup_byte_at(to->text, to->size, to->marks, dedup_code_point_at(from->text, from->marks, offset));
}

uint32_t dedup_to_searched(const dedup_round *round, uint32_t offset)
{
    return move(&round->asked->read, &round->asked->searched, offset);
}

uint32_t dedup_to_read(const dedup_round *round, uint32_t offset)
{
    return move(&round->asked->searched, &round->asked->read, offset);
}

uint32_t dedup_word_from(const dedup_words *words, uint32_t offset)
{
    uint32_t low = 0, high = (uint32_t)words->count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (words->start[middle] < offset)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

dedup_removable dedup_place_removable(const dedup_round *round, uint32_t piece)
{
    const dedup_asked *asked = round->asked;
    const dedup_piece *p = &asked->found->cut.pieces[piece];
    dedup_block at = dedup_place(asked->searched.text, asked->searched.size, asked->words, p);
    uint32_t *const offsets[] = { &at.start, &at.stop, &at.gap_start, &at.gap_stop, &at.kept_start, &at.kept_stop };
    for (size_t i = 0; i < sizeof offsets / sizeof *offsets; i++)
        *offsets[i] = dedup_to_read(round, *offsets[i]);
    return (dedup_removable){ .at = at, .letters = p->letters, .equal = p->equal, .piece = piece };
}

dedup_reason dedup_form_of(dedup_round *round, dedup_span span)
{
    const dedup_asked *asked = round->asked;
    if (round->strength == NULL) {
        round->strength = malloc(asked->words->count + 1);
        if (round->strength == NULL) {
            round->failed = true;
            return DEDUP_COPY;
        }
        memset(round->strength, DEDUP_UNKNOWN, asked->words->count + 1);
    }
    const dedup_aligner aligner = { .text = asked->searched.text, .size = asked->searched.size, .words = asked->words,
                                    .strength = round->strength, .min_letters = asked->rules.min_letters };
    uint32_t first = dedup_word_from(asked->words, dedup_to_searched(round, span.start));
    uint32_t stop = dedup_word_from(asked->words, dedup_to_searched(round, span.stop));
    return first == stop ? DEDUP_COPY : dedup_judge_stretch(&aligner, first, stop, &asked->rules);
}

bool dedup_parts_a_pair(const dedup_round *round, dedup_span span)
{
    const dedup_coded *searched = &round->asked->searched;
    return dedup_find_parted(searched->text, searched->size, round->asked->words, dedup_to_searched(round, span.start),
                             dedup_to_searched(round, span.stop)).sign != DEDUP_WHOLE;
}

dedup_leading dedup_links_in(dedup_round *round, dedup_span span)
{
    const dedup_coded *searched = &round->asked->searched;
    span = (dedup_span){ dedup_to_searched(round, span.start), dedup_to_searched(round, span.stop) };
    if (!dedup_leads(searched->text, span.start, span.stop))
        return (dedup_leading){ 0 };
    if (round->targets.targets == NULL)
        round->failed |= !dedup_find_targets(searched->text, searched->size, &round->targets);
    return dedup_count_leading(&round->targets, span.start, span.stop);
}
