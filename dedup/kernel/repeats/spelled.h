/* Compares a word of a text with known words, both folded: it may be in capitals, decomposed or without points. */
#ifndef DEDUP_SPELLED_H
#define DEDUP_SPELLED_H

#include "text/words.h"

#include <stdbool.h>
#include <string.h>

enum { DEDUP_LONGEST_SPELLED = 12 };    /* letters of the longest known word, folded */

typedef struct {
    uint32_t letters[DEDUP_LONGEST_SPELLED];
    size_t count;                       /* if greater than the maximum, it is no known word */
} dedup_spelling;

static inline dedup_spelling dedup_spelling_of(const uint8_t *text, size_t start, size_t stop)
{
    dedup_spelling word;
    word.count = dedup_word_letters(text, (uint32_t)start, (uint32_t)stop, word.letters, DEDUP_LONGEST_SPELLED);
    return word;
}

/* Returns whether it is `known`, a word in UTF-8. */
static inline bool dedup_is_spelled(const dedup_spelling *word, const char *known)
{
    const uint8_t *text = (const uint8_t *)known;
    size_t size = strlen(known);
    if (word->count == 0 || word->count > DEDUP_LONGEST_SPELLED)
        return false;
    uint32_t letters[DEDUP_LONGEST_SPELLED];
    return dedup_word_letters(text, 0, (uint32_t)size, letters, DEDUP_LONGEST_SPELLED) == word->count
        && memcmp(word->letters, letters, word->count * sizeof *letters) == 0;
}

#endif
