/* A text as Python holds it: code points of 1, 2 or 4 bytes each. */
#ifndef DEDUP_CHARACTERS_H
#define DEDUP_CHARACTERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "text/fold_table.h"

typedef struct {
    const void *data;
    uint32_t count;
    unsigned width;        /* bytes of a code point */
} dedup_characters;

static inline uint32_t dedup_character(const dedup_characters *text, uint32_t at)
{
    switch (text->width) {
    case 1:
        return ((const uint8_t *)text->data)[at];
    case 2:
        return ((const uint16_t *)text->data)[at];
    default:
        return ((const uint32_t *)text->data)[at];
    }
}

/* White space, except for some that only old printers use. */
static inline bool dedup_is_white(uint32_t code)
{
    return code == ' ' || (code >= '\t' && code <= '\r') || code == 0x85 || code == 0xA0 || code == 0x3000
        || (code >= 0x2000 && code <= 0x200A) || code == 0x2028 || code == 0x2029 || code == 0x202F || code == 0x205F;
}

/* The letters of a character that may be part of a word. */
static inline uint32_t dedup_letters_of_character(uint32_t code)
{
    const dedup_fold *fold = dedup_fold_of(code);
    return fold->kind == DEDUP_SEPARATOR ? 0 : fold->letters;
}

#endif
