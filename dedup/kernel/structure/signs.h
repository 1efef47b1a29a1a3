/* The characters between two words, as breaks.c reads them. */
#ifndef DEDUP_SIGNS_H
#define DEDUP_SIGNS_H

#include "atoms.h"
#include "text/units.h"

/* A STOP needs white space after it to end a sentence, a FULL_STOP does not. */
typedef enum { OTHER, OPENER, SPACE, NEWLINE, STOP, FULL_STOP, CLOSER } sign;

/* The characters between two words. */
typedef struct {
    const uint8_t *text;
    const dedup_words *atoms;      /* whose atoms touch them, or NULL */
    const dedup_atom *atom;        /* the first one that ends after offsets [from, to), or NULL */
    uint32_t from, to;
} signs;

static inline signs signs_before(const uint8_t *text, const dedup_words *words, size_t i)
{
    bool touched = i < words->count ? words->flags[i] & DEDUP_BOUND : words->atom_count > 0;
    return (signs){ .text = text, .atoms = touched ? words : NULL };
}

/* The first atom that ends after `at`, or NULL. Mostly the same as for the character before. */
static inline const dedup_atom *atom_after(signs *s, uint32_t at)
{
    if (s->atoms == NULL)
        return NULL;
    if (at < s->from || at >= s->to) {
        s->atom = dedup_atom_after(s->atoms, at);
        s->from = at;
        s->to = s->atom ? s->atom->stop : UINT32_MAX;
    }
    return s->atom;
}

/* The kinds of ASCII. */
static const uint8_t ASCII_KIND[0x80] = {
    [' '] = SPACE, ['\t'] = SPACE, ['\n'] = NEWLINE, ['\r'] = NEWLINE, ['\v'] = NEWLINE, ['\f'] = NEWLINE,
    ['.'] = STOP, ['!'] = STOP, ['?'] = STOP,
    ['"'] = CLOSER, ['\''] = CLOSER, [')'] = CLOSER, [']'] = CLOSER, ['}'] = CLOSER,
    ['('] = OPENER, ['['] = OPENER, ['{'] = OPENER, ['<'] = OPENER, ['\\'] = OPENER,
};

static inline sign kind_of(uint32_t code)
{
    if (code < 0x80)
        return ASCII_KIND[code];
    switch (code) {
    case 0xA0: case 0x1680: case 0x202F: case 0x205F: case 0x3000:
        return SPACE;
    case 0x85: case 0x2028: case 0x2029:
        return NEWLINE;
    case 0x2026:
        return STOP;
    case 0x3002: case 0xFF01: case 0xFF1F: case 0xFF0E: case 0xFF61:       /* Chinese, Japanese */
    case 0x061F: case 0x06D4: case 0x0589: case 0x0964: case 0x0965:       /* Arabic, Urdu, Armenian, Indic */
    case 0x1362: case 0x104B: case 0x17D4: case 0x17D5: case 0x0F0D:       /* Ethiopic, Myanmar, Khmer, Tibetan */
    case 0x203C: case 0x2047: case 0x2048: case 0x2049:
        return FULL_STOP;
    case 0xBB: case 0x2019: case 0x201D: case 0x203A:
    case 0x300D: case 0x300F: case 0x3011: case 0x3015: case 0xFF02: case 0xFF09: case 0xFF3D:
        return CLOSER;
    case 0xA1: case 0xBF: case 0xAB: case 0x2018: case 0x201A: case 0x201C: case 0x201E: case 0x2039:
    case 0x3008: case 0x300A: case 0x300C: case 0x300E: case 0x3010: case 0x3014: case 0xFF08: case 0xFF3B:
        return OPENER;
    default:
        return code >= 0x2000 && code <= 0x200A ? SPACE : OTHER;
    }
}

static inline bool is_terminator(sign kind)
{
    return kind == STOP || kind == FULL_STOP;
}

/* Reads the code point at `*at` and advances. Entities are read as the characters they are written with. An atom is
   read as one character: white space if it stands for some, otherwise a closer if it contains the word before, or an
   opener if it contains the word after. A sentence may end inside an atom: `[Read on.](/more)`. */
static inline uint32_t next_sign(signs *s, uint32_t *at, uint32_t end)
{
    const dedup_atom *atom = atom_after(s, *at);
    dedup_unit unit = dedup_next_code(s->text, *at, end);
    bool inside = atom && atom->start < *at && is_terminator(kind_of(unit.code));
    if (atom && atom->start <= *at && !inside) {
        *at = atom->stop < end ? atom->stop : end;
        return atom->kind == DEDUP_WHITE ? ' ' : atom->stop > end ? '[' : ']';
    }
    *at = (uint32_t)unit.stop;
    return unit.code;
}

#endif
