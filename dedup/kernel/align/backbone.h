/* The backbone of two similar texts: one collinear chain of their equal words, from end to end. A search for repeats finds
   many chains and takes the best ones first; here one must explain both texts as a whole, as a diff does. */
#ifndef DEDUP_BACKBONE_H
#define DEDUP_BACKBONE_H

#include "chains.h"
#include "shingle_places.h"

/* Two texts in one, with the shingles of all words. */
typedef struct {
    const dedup_words *words;
    uint32_t border;              /* the first word of the second text */
    const uint64_t *shingle;      /* [count] */
    const uint8_t *length;        /* [count] in words */
    uint32_t count;
    dedup_shingle_places *places; /* of the first text; listed when first needed */
} dedup_two_texts;

/* Finds the backbone: one chain of runs, in which `later` is in the second text; none if the texts share no shingle.
   Returns false if out of memory or stopped. `found` must be zeroed; free it by dedup_free_chains in any case. */
bool dedup_find_backbone(const dedup_two_texts *texts, dedup_chains *found);

#endif
