#include "units.h"

#include "fold_table.h"

#include <string.h>

enum { REPLACEMENT = 0xFFFD, MAX_NAME = 8, MAX_DIGITS = 7, MAX_ESCAPES = 2 };

/* The value of a digit in the base, or -1. */
static int digit(uint8_t byte, unsigned base)
{
    if (byte >= '0' && byte <= '9')
        return byte - '0';
    uint8_t small = byte | 0x20;
    return base == 16 && small >= 'a' && small <= 'f' ? small - 'a' + 10 : -1;
}

/* The code point browsers read for a numeric reference; a separator if it is not allowed in text. */
static uint32_t code_of_number(uint32_t number)
{
    if (number >= 128 && number < 160)
        return dedup_windows_1252[number - 128];
    bool surrogate = number >= 0xD800 && number < 0xE000;
    return number > 0x10FFFF || surrogate ? REPLACEMENT : number;
}

/* The code point of a name packed as in dedup_entity_names, or 0. */
static uint32_t code_of_name(uint64_t name)
{
    size_t low = 0, high = DEDUP_ENTITIES;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (dedup_entity_names[middle] == name)
            return dedup_entity_codes[middle];
        if (dedup_entity_names[middle] < name)
            low = middle + 1;
        else
            high = middle;
    }
    return 0;
}

/* &#123; or &#x7B;, from its first digit on. */
static dedup_unit numeric_entity(const uint8_t *text, size_t at, size_t digits, size_t size)
{
    unsigned base = 10;
    if (digits < size && (text[digits] | 0x20) == 'x') {
        base = 16;
        digits++;
    }
    uint32_t number = 0;
    size_t i = digits;
    for (int value; i < size && i - digits < MAX_DIGITS && (value = digit(text[i], base)) >= 0; i++)
        number = number * base + (uint32_t)value;
    if (i > digits && i < size && text[i] == ';')
        return (dedup_unit){code_of_number(number), i + 1};
    return (dedup_unit){'&', at + 1};
}

/* The entity at text[at] whose name or number begins at text[from], or the ampersand itself. */
static dedup_unit entity_from(const uint8_t *text, size_t at, size_t from, size_t size)
{
    if (from < size && text[from] == '#')
        return numeric_entity(text, at, from + 1, size);
    uint64_t name = 0;
    unsigned count = 0;
    for (size_t i = from; i < size; i++) {
        if (text[i] == ';') {
            uint32_t code = count ? code_of_name(name << 8 * (MAX_NAME - count)) : 0;
            return code ? (dedup_unit){code, i + 1} : (dedup_unit){'&', at + 1};
        }
        if (++count > MAX_NAME)
            break;
        name = name << 8 | text[i];
    }
    return (dedup_unit){'&', at + 1};
}

dedup_unit dedup_entity(const uint8_t *text, size_t at, size_t size)
{
    size_t from = at + 1;
    dedup_unit unit = entity_from(text, at, from, size);
    for (unsigned times = 0; times < MAX_ESCAPES && unit.code == '&' && size - from > 4 && memcmp(text + from, "amp;", 4) == 0; times++) {
        from += 4;
        dedup_unit inner = entity_from(text, at, from, size);
        if (inner.stop == at + 1)
            break;
        unit = inner;
    }
    return unit;
}
