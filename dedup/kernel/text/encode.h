/* Encodes the characters of a str as UTF-8. */
#ifndef DEDUP_ENCODE_H
#define DEDUP_ENCODE_H

#include <stddef.h>
#include <stdint.h>

/* The UTF-8 size of `count` characters of `width` bytes each (1, 2 or 4, as the interpreter stores them). A lone
   surrogate takes three bytes, like any other code point in its range. */
size_t dedup_utf8_size(const void *characters, size_t count, unsigned width);

/* Encodes them into `utf8`, which must have room. Returns the number of bytes. */
size_t dedup_to_utf8(const void *characters, size_t count, unsigned width, uint8_t *utf8);

#endif
