/* Converts byte offsets of a UTF-8 text to code point offsets and back, in any order. */
#ifndef DEDUP_CODE_POINTS_H
#define DEDUP_CODE_POINTS_H

#include <stddef.h>
#include <stdint.h>

enum { DEDUP_STRIDE = 256 };      /* bytes between two marks: 1.6 % of the text, and one short count per lookup */

/* marks[size / DEDUP_STRIDE + 1]: the number of code points that start before each stride. */
void dedup_mark_code_points(const uint8_t *text, size_t size, uint32_t *marks);

/* The number of code points that start before `offset`, <= size. marks: NULL if the text is ASCII, where it equals the
   offset. */
uint32_t dedup_code_point_at(const uint8_t *text, const uint32_t *marks, uint32_t offset);

/* The byte offset of code point `number`, or `size` if the text has no more. */
size_t dedup_byte_at(const uint8_t *text, size_t size, const uint32_t *marks, uint32_t number);

#endif
