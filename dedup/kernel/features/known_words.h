/* Words with a meaning that matters, in the major languages: negations, and numbers written as words. */
#ifndef DEDUP_KNOWN_WORDS_H
#define DEDUP_KNOWN_WORDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Returns whether the word text[start .. stop) is `not`, `without`, `never` or the like. */
bool dedup_is_negation(const uint8_t *text, size_t start, size_t stop);

/* The number, up to twelve, that the word text[start .. stop) stands for; 0 if there is none. */
uint32_t dedup_numeral_of(const uint8_t *text, size_t start, size_t stop);

#endif
