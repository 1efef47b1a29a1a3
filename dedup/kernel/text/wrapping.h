/* Text that was broken into lines of one width. */
#ifndef DEDUP_WRAPPING_H
#define DEDUP_WRAPPING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Was the paragraph wrapped at the line feed text[at]?  It was if its lines have one width, so that at the end of each the
   first word of the next did not fit.  A few lines on either side decide. */
bool dedup_is_wrapped(const uint8_t *text, size_t at, size_t size);

#endif
