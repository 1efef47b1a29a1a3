#include "marks.h"

#include "text/fold_table.h"
#include "text/units.h"

enum {
    LONGEST = 4,           /* digits, Roman or Han numerals of a list marker */
    ORDINAL = 0x7B2C       /* 第, before the number of a clause */
};

/* Returns whether a character is a list marker by itself. */
static bool is_bullet(uint32_t code)
{
    switch (code) {
    case '-': case '*': case '+': case 0x2022: case 0x2023: case 0x2043: case 0x2219: case 0x00B7: case 0x30FB:
    case 0x00A7: case 0x203B: case 0xFF0D: case 0xFF0A:
        return true;
    default:         /* dashes except those of dialogue; arrows; geometric shapes and check marks; circled numbers */
        return (code >= 0x2010 && code <= 0x2013) || (code >= 0x2190 && code <= 0x21FF)
            || (code >= 0x25A0 && code <= 0x25FF) || (code >= 0x2610 && code <= 0x2617)
            || (code >= 0x2713 && code <= 0x2718) || (code >= 0x2460 && code <= 0x24FF)
            || (code >= 0x2776 && code <= 0x2793) || (code >= 0x27A4 && code <= 0x27BE);
    }
}

static bool is_opening(uint32_t code)
{
    return code == '(' || code == '[' || code == 0xFF08 || code == 0x3010 || code == 0x3014;
}

static bool is_closing(uint32_t code)
{
    return code == ')' || code == ']' || code == 0xFF09 || code == 0x3011 || code == 0x3015;
}

/* Returns whether it is 、 ． ： 。 or a point. */
static bool is_point(uint32_t code)
{
    return code == '.' || code == 0x3001 || code == 0xFF0E || code == 0xFF1A || code == 0x3002;
}

static bool is_han_numeral(uint32_t code)
{
    switch (code) {
    case 0x3007: case 0x4E00: case 0x4E03: case 0x4E09: case 0x4E5D: case 0x4E8C: case 0x4E94: case 0x516B: case 0x516D:
    case 0x5341: case 0x56DB: case 0x767E:
        return true;
    default:
        return false;
    }
}

static bool is_roman(uint32_t code)
{
    return code == 'i' || code == 'v' || code == 'x' || code == 'I' || code == 'V' || code == 'X';
}

/* Returns whether it is one of 条 條 章 节 節 项 項 款 编 編 回 話 话 */
static bool is_section(uint32_t code)
{
    switch (code) {
    case 0x6761: case 0x689D: case 0x7AE0: case 0x8282: case 0x7BC0: case 0x9879: case 0x9805: case 0x6B3E: case 0x7F16:
    case 0x7DE8: case 0x56DE: case 0x8A71: case 0x8BDD:
        return true;
    default:
        return false;
    }
}

bool dedup_is_marked(const uint8_t *text, size_t at, size_t size)
{
    dedup_unit unit = { 0, at };
    uint32_t first = at < size ? (unit = dedup_next_code(text, at, size)).code : 0;
    if (is_bullet(first))
        return true;
    bool open = is_opening(first), ordinal = first == ORDINAL;
    if (open || ordinal)
        at = unit.stop;
    unsigned numerals = 0, letters = 0, count = 0;
    for (; at < size && count <= LONGEST; at = unit.stop, count++) {
        unit = dedup_next_code(text, at, size);
        unsigned kind = dedup_fold_of(unit.code)->kind;
        bool numeral = kind == DEDUP_NUMBER || is_han_numeral(unit.code) || is_roman(unit.code);
        if (!numeral && kind != DEDUP_LETTER)
            break;
        if (ordinal && is_section(unit.code))
            return count > 0;
        numerals += numeral;
        letters += !numeral;
    }
    if (at >= size)
        return false;
    if (open && count == 0)              /* an empty box: `[ ]` */
        return first == '[' && unit.code == ' ' && unit.stop < size && text[unit.stop] == ']';
    bool number = (letters == 0 && numerals > 0) || (letters == 1 && numerals == 0);
    return number && count <= LONGEST && (is_closing(unit.code) || (!open && is_point(unit.code)));
}
