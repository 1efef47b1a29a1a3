/* Detects text that was wrapped into lines of one width. */
#ifndef DEDUP_WRAPPING_H
#define DEDUP_WRAPPING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { DEDUP_WRAPPED = 30 };       /* minimum letters of a line that may continue in the next one */

/* Returns whether the paragraph was wrapped at the line feed text[at]: the lines around it have one width, and at the
   end of each the first word of the next would not have fit. */
bool dedup_is_wrapped(const uint8_t *text, size_t at, size_t size);

#endif
