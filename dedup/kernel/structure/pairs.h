/* Pairs: brackets, quotation marks, tags that open and close an element. A removal takes both of a pair or neither. */
#ifndef DEDUP_PAIRS_H
#define DEDUP_PAIRS_H

#include <stdbool.h>

#include "words/words.h"

/* Something in [start, stop) whose partner is outside, or half of an atom. A bracket without a partner nearby does not
   count: it may be part of a smiley. */
typedef struct {
    uint32_t sign;                     /* its offset, or DEDUP_WHOLE if there is none */
    uint32_t partner;                  /* the offset of its partner if they are tags, otherwise DEDUP_WHOLE */
    bool tags;                         /* it contains tags: the result depends on their partners */
    uint32_t from, to;                 /* the range that was read, apart from the partners of tags */
} dedup_parted;

enum { DEDUP_WHOLE = UINT32_MAX };

dedup_parted dedup_find_parted(const uint8_t *text, size_t size, const dedup_words *words, uint32_t start, uint32_t stop);

#endif
