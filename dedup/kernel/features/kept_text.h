/* A text that stays and one that may go for it, as one text. The first is read once for all that may go for it: it may be
   a book, and each of those a page of it. */
#ifndef DEDUP_KEPT_TEXT_H
#define DEDUP_KEPT_TEXT_H

#include "align/backbone.h"

typedef struct {
    uint8_t *text;             /* [size] the text that stays, two line breaks, and the other one */
    size_t size, room;
    size_t shift;              /* where the other one begins */
    dedup_words words;         /* of both, with their atoms */
    uint32_t border;           /* the first word of the other one */
    size_t atoms;              /* of the text that stays; they come first */
    uint64_t *shingle;         /* [border] of the text that stays, then of the other one */
    uint8_t *length;           /* [the same] in words; too long to fit where no shingle begins */
    uint32_t shingles;
    dedup_shingle_places places;   /* of the text that stays */
    uint8_t *strength;         /* [words + 1] as in dedup_aligner; that of the text that stays is found out once */
} dedup_kept_text;

/* Reads a text that stays, and forgets the one before. `kept` must be zeroed at first; free it by dedup_free_kept_text in
   any case. Returns false if out of memory or stopped. */
bool dedup_read_kept(dedup_kept_text *kept, const uint8_t *text, size_t size, dedup_key key);

/* Reads a text that may go for it, and forgets the one before. Shingles have `width` words. Returns false if out of memory
   or stopped. Both texts together have at most DEDUP_MAX_TEXT bytes. */
bool dedup_read_other(dedup_kept_text *kept, const uint8_t *text, size_t size, unsigned width);

void dedup_free_kept_text(dedup_kept_text *kept);

#endif
