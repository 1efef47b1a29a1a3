/* Words that turn a statement into its opposite. */
#ifndef DEDUP_NEGATIONS_H
#define DEDUP_NEGATIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Returns whether the word text[start .. stop) is `not`, `without`, `never` or the like, in a major language. */
bool dedup_is_negation(const uint8_t *text, size_t start, size_t stop);

#endif
