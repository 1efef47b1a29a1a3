/* List markers at the head of a line, in every script: `-`, `•`, `1.`, `(a)`, `§ 5`, `①`, `（一）`, `第一条`, `1）`. */
#ifndef DEDUP_MARKS_H
#define DEDUP_MARKS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Returns whether the line whose first non-blank character is text[at] begins with a list marker. */
bool dedup_is_marked(const uint8_t *text, size_t at, size_t size);

#endif
