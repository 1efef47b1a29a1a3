/* Tags around a piece, which go along with what they enclose. */
#ifndef DEDUP_FRAMES_H
#define DEDUP_FRAMES_H

#include "cuts.h"
#include "structure/atoms.h"

/* The tag that contains a word, or NULL. */
const dedup_atom *dedup_tag_of(const dedup_words *w, uint32_t word);

/* Extends the words [*start, *stop) by adjacent tags, up to the one at the offset `partner`. Returns false if it cannot,
   or they are long. */
bool dedup_take_tags(const dedup_side *s, uint32_t partner, uint32_t *start, uint32_t *stop);

/* Extends the words [*start, *stop) by the tags of elements that contain nothing else. */
void dedup_take_frame(const dedup_side *s, uint32_t *start, uint32_t *stop);

#endif
