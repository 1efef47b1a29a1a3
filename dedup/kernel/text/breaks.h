/* Where a text may be cut: paragraph, line and sentence ends between two neighbouring words. */
#ifndef DEDUP_BREAKS_H
#define DEDUP_BREAKS_H

#include <stdbool.h>

#include "words.h"

typedef enum {
    DEDUP_NO_BREAK,   /* nothing but signs between the words */
    DEDUP_SPACE,      /* white space: a cut of last resort */
    DEDUP_SENTENCE,
    DEDUP_LINE,
    DEDUP_PARAGRAPH,
    DEDUP_TEXT_END
} dedup_strength;

/* What lies between two words.  Offsets are bytes; lines without a word, of signs alone, belong to neither side. */
typedef struct {
    dedup_strength strength;
    uint32_t stop;          /* where what stands before the break ends, its closing signs included ... */
    uint32_t gap_stop;      /* ... and the white space after that */
    uint32_t start;         /* where what stands after it begins, its opening signs included ... */
    uint32_t gap_start;     /* ... and the white space before that */
    uint32_t lines_after;   /* line breaks in [stop, gap_stop) */
    uint32_t lines_before;  /* and in [gap_start, start) */
} dedup_break;

/* The break before word `i`, 0 <= i <= count: word 0 is preceded and the last one followed by DEDUP_TEXT_END. */
dedup_break dedup_break_before(const uint8_t *text, size_t size, const dedup_words *words, size_t i);

/* Does an atom hold both word `i` and the one before it?  Then nothing may be cut between them. */
bool dedup_is_bound(const dedup_words *words, size_t i);

/* The strength of the break before word `i`, with DEDUP_ENDED where the text before it ends like a sentence, and
   DEDUP_RUNS_ON where a line ends in the middle of one. */
enum { DEDUP_ENDED = 0x80, DEDUP_RUNS_ON = 0x40, DEDUP_STRENGTH = 0x3F, DEDUP_UNKNOWN = 0xFF /* not asked for yet */ };
uint8_t dedup_strength_before(const uint8_t *text, size_t size, const dedup_words *words, size_t i);

/* May the text be cut at `offset`, between two words or at an end: where a paragraph, a line or a sentence ends, and in no
   atom? */
bool dedup_may_be_cut(const uint8_t *text, size_t size, const dedup_words *words, uint32_t offset);

#endif
