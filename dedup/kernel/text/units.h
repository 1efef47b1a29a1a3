/* Reads text as units: code points, written directly or as HTML entities. */
#ifndef DEDUP_UNITS_H
#define DEDUP_UNITS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { DEDUP_HYPHEN = 0x2010 };    /* besides '-' */

typedef struct {
    uint32_t code;
    size_t stop;    /* byte offset past the unit */
} dedup_unit;

/* The unit at the ampersand text[at]: an entity, or the ampersand itself.  An entity may be escaped once or twice more, as in
   `&amp;eacute;`. */
dedup_unit dedup_entity(const uint8_t *text, size_t at, size_t size);

static inline bool dedup_continues(uint8_t byte)
{
    return (byte & 0xC0) == 0x80;
}

/* The code point at text[at], at < size. An invalid byte is U+FFFD, a separator. */
static inline dedup_unit dedup_next_code(const uint8_t *text, size_t at, size_t size)
{
    const uint8_t *byte = text + at;
    size_t left = size - at;
    if (byte[0] < 0x80)
        return (dedup_unit){byte[0], at + 1};
    if (byte[0] < 0xE0) {
        if (byte[0] >= 0xC2 && left >= 2 && dedup_continues(byte[1]))
            return (dedup_unit){(byte[0] & 0x1Fu) << 6 | (byte[1] & 0x3F), at + 2};
    } else if (byte[0] < 0xF0) {
        if (left >= 3 && dedup_continues(byte[1]) && dedup_continues(byte[2])) {
            uint32_t code = (byte[0] & 0x0Fu) << 12 | (byte[1] & 0x3Fu) << 6 | (byte[2] & 0x3F);
            if (code >= 0x800)
                return (dedup_unit){code, at + 3};
        }
    } else if (left >= 4 && dedup_continues(byte[1]) && dedup_continues(byte[2]) && dedup_continues(byte[3])) {
        uint32_t code = (byte[0] & 0x0Fu) << 18 | (byte[1] & 0x3Fu) << 12 | (byte[2] & 0x3Fu) << 6 | (byte[3] & 0x3F);
        if (byte[0] <= 0xF4 && code >= 0x10000 && code <= 0x10FFFF)
            return (dedup_unit){code, at + 4};
    }
    return (dedup_unit){0xFFFD, at + 1};
}

/* The code point that ends at text[at], at > 0; its `stop` is where it begins. */
static inline dedup_unit dedup_previous_code(const uint8_t *text, size_t at)
{
    enum { MOST_BYTES = 4 };
    size_t start = at - 1;
    while (start > 0 && at - start < MOST_BYTES && dedup_continues(text[start]))
        start--;
    return (dedup_unit){ dedup_next_code(text, start, at).code, start };
}

/* The unit at text[at], at < size. */
static inline dedup_unit dedup_next_unit(const uint8_t *text, size_t at, size_t size)
{
    return text[at] == '&' ? dedup_entity(text, at, size) : dedup_next_code(text, at, size);
}

#endif
