/* Numbers written as words: `two weeks`, `zwei Wochen`, `две недели`. */
#ifndef DEDUP_NUMERALS_H
#define DEDUP_NUMERALS_H

#include <stddef.h>
#include <stdint.h>

/* The number that the word in bytes [start, stop) stands for; 0 if it is none. */
uint32_t dedup_numeral_of(const uint8_t *text, size_t start, size_t stop);

#endif
