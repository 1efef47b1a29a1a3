/* Where each word of a text stands: made when it is first asked for, as most texts never ask. */
#ifndef DEDUP_PLACES_H
#define DEDUP_PLACES_H

#include "text/words.h"

typedef struct dedup_places {
    uint32_t *last;        /* [slots] a word and 1, the last of its letters; 0 is empty */
    uint32_t *before;      /* [words] the word of the same letters before each, or DEDUP_NOWHERE */
    size_t slots;          /* a power of two; 0: not made yet */
    bool failed;           /* memory ran out */
} dedup_places;

#define DEDUP_NOWHERE UINT32_MAX

/* Makes them, unless memory runs out.  To be freed whatever became of it. */
void dedup_find_places(const dedup_words *words, dedup_places *places);
void dedup_free_places(dedup_places *places);

/* The last word of the text with the hash of word `i`. */
uint32_t dedup_last_place(const dedup_words *words, const dedup_places *places, uint32_t i);

#endif
