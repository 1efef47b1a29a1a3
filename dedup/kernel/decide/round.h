/* One round: the searched text, the text that the rules read, and what the rules ask of the search. */
#ifndef DEDUP_ROUND_H
#define DEDUP_ROUND_H

#include "decide.h"
#include "taking.h"
#include "structure/targets.h"

typedef struct {
    const dedup_asked *asked;
    dedup_page page;           /* the text that the rules read */
    uint8_t *strength;         /* of the breaks of the searched text; NULL until a stretch is judged */
    dedup_targets targets;     /* of its links; empty until needed */
    bool failed;               /* out of memory */
} dedup_round;

static inline bool dedup_round_protects(const dedup_round *round, dedup_reason reason)
{
    return dedup_protects(&round->asked->rules, reason);
}

/* Converts an offset of the text that is read to one of the searched text, and back. */
uint32_t dedup_to_searched(const dedup_round *round, uint32_t offset);
uint32_t dedup_to_read(const dedup_round *round, uint32_t offset);

/* The first word of the searched text that begins at or after one of its offsets. */
uint32_t dedup_word_from(const dedup_words *words, uint32_t offset);

/* The piece with its place in the text that is read; the fields `match` and `number` are unset. */
dedup_removable dedup_place_removable(const dedup_round *round, uint32_t piece);

/* The reason to spare a span for its form, such as a table, a list or code, whatever its matches. */
dedup_reason dedup_form_of(dedup_round *round, dedup_span span);

/* Returns whether a span contains only one of a pair of brackets, quotation marks or tags. */
bool dedup_parts_a_pair(const dedup_round *round, dedup_span span);

/* The links in a span, and those whose address occurs nowhere else in the text. */
dedup_leading dedup_links_in(dedup_round *round, dedup_span span);

#endif
