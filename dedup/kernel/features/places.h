/* All occurrences of each word. Built when first needed, since most texts do not need it. */
#ifndef DEDUP_PLACES_H
#define DEDUP_PLACES_H

#include "scratch.h"
#include "words/words.h"

typedef struct dedup_places {
    uint32_t *last;            /* [slots] 1 + the last occurrence of a word; 0: empty */
    uint32_t *before;          /* [words] the previous occurrence of the same word, or DEDUP_NOWHERE */
    dedup_scratch *scratch;    /* that holds both arrays; NULL: none yet */
    size_t slots;              /* a power of two; 0: not built yet */
    bool failed;               /* out of memory */
} dedup_places;

#define DEDUP_NOWHERE UINT32_MAX

/* Builds the table; sets `failed` if out of memory. Free it in any case. */
void dedup_find_places(const dedup_words *words, dedup_places *places);
void dedup_free_places(dedup_places *places);

/* The last word of the text with the hash of word `i`. */
uint32_t dedup_last_place(const dedup_words *words, const dedup_places *places, uint32_t i);

#endif
