/* Signs that come in pairs: brackets, quotation marks, and the tags that open and close an element.  What goes takes both of
   a pair along or neither. */
#ifndef DEDUP_PAIRS_H
#define DEDUP_PAIRS_H

#include <stdbool.h>

#include "words.h"

/* A sign in [start, stop) whose partner stands outside, or half of an atom.  A bracket without a partner near by is a
   smiley. */
typedef struct {
    uint32_t sign;                     /* where it stands, or DEDUP_WHOLE when there is none */
    uint32_t partner;                  /* and where its partner does, if they are tags; else DEDUP_WHOLE */
    bool tags;                         /* there are tags: what was found depends on where their partners stand */
    uint32_t from, to;                 /* all that was read, but for the partners of tags */
} dedup_parted;

enum { DEDUP_WHOLE = UINT32_MAX };

dedup_parted dedup_find_parted(const uint8_t *text, size_t size, const dedup_words *words, uint32_t start, uint32_t stop);

#endif
