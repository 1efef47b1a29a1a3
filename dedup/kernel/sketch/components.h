/* Components: texts that are joined by pairs, directly or through other texts. */
#ifndef DEDUP_COMPONENTS_H
#define DEDUP_COMPONENTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Joins the components of a[i] and b[i], for each of `pairs` pairs.
   `parent`: for each of `count` texts, one of its component that is not after it; itself where it is the first.
   Returns false, and stops, at a pair that names a text there is not, or at a parent that is after its child. */
bool dedup_join(uint32_t *parent, size_t count, const uint32_t *a, const uint32_t *b, size_t pairs);

/* Makes the first text of its component the parent of each text. Returns false where a parent is after its child. */
bool dedup_name_components(uint32_t *parent, size_t count);

#endif
