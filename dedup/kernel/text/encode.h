/* The characters of a str -> UTF-8. */
#ifndef DEDUP_ENCODE_H
#define DEDUP_ENCODE_H

#include <stddef.h>
#include <stdint.h>

/* How many bytes `count` characters of `width` bytes each (1, 2 or 4, as the interpreter holds them) become.  A lone
   surrogate becomes three, like any other code point of its size. */
size_t dedup_utf8_size(const void *characters, size_t count, unsigned width);

/* Writes them to `utf8`, which has room for so many; returns how many they are. */
size_t dedup_to_utf8(const void *characters, size_t count, unsigned width, uint8_t *utf8);

#endif
