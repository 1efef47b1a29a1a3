/* Where a text may be cut: the ends of paragraphs, lines and sentences, between two words. */
#ifndef DEDUP_BREAKS_H
#define DEDUP_BREAKS_H

#include <stdbool.h>

#include "words/words.h"

typedef enum {
    DEDUP_NO_BREAK,   /* only punctuation between the words */
    DEDUP_SPACE,      /* white space: a cut of last resort */
    DEDUP_SENTENCE,
    DEDUP_LINE,
    DEDUP_PARAGRAPH,
    DEDUP_TEXT_END
} dedup_strength;

/* What is between two words. Offsets are bytes. Lines without words, such as `***`, belong to neither side. */
typedef struct {
    dedup_strength strength;
    uint32_t stop;          /* end of the text before the break, with its closing punctuation */
    uint32_t gap_stop;      /* end of the white space after `stop` */
    uint32_t start;         /* start of the text after the break, with its opening punctuation */
    uint32_t gap_start;     /* start of the white space before `start` */
    uint32_t lines_after;   /* line breaks in [stop, gap_stop) */
    uint32_t lines_before;  /* line breaks in [gap_start, start) */
} dedup_break;

/* The break before word `i`, 0 <= i <= count. At 0 and at count it is DEDUP_TEXT_END. */
dedup_break dedup_break_before(const uint8_t *text, size_t size, const dedup_words *words, size_t i);

/* Returns whether one atom contains both word `i` and the word before it, so that no cut is allowed between them. */
bool dedup_is_bound(const dedup_words *words, size_t i);

/* The strength of the break before word `i`, plus DEDUP_ENDED if the text before it ends a sentence, or DEDUP_RUNS_ON
   if a line ends there in the middle of one. */
enum { DEDUP_ENDED = 0x80, DEDUP_RUNS_ON = 0x40, DEDUP_STRENGTH = 0x3F, DEDUP_UNKNOWN = 0xFF /* not computed yet */ };
uint8_t dedup_strength_before(const uint8_t *text, size_t size, const dedup_words *words, size_t i);

/* Returns whether the text may be cut at `offset`, which is between two words or at an end of the text: at the end of a
   paragraph, line or sentence, outside all atoms. */
bool dedup_may_be_cut(const uint8_t *text, size_t size, const dedup_words *words, uint32_t offset);

#endif
