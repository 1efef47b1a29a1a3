/* What the fold and the word rules must know of each code point. fold_table.c is generated: see tools/make_fold_table.py. */
#ifndef DEDUP_FOLD_TABLE_H
#define DEDUP_FOLD_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What a code point is to the word rules, decided by the first code point of its fold. */
enum { DEDUP_SEPARATOR, DEDUP_LETTER, DEDUP_NUMBER, DEDUP_MARK, DEDUP_IGNORABLE };

/* Traits share bits with the flags of a word (words.h): digit 1, capital 2, width 0x0C. Two more: */
enum { DEDUP_SMALL = 32 /* lower case */, DEDUP_ENDS_IN_LETTER = 64 /* the fold's last code point but for marks */ };

/* `length` of a Hangul syllable: its fold is two or three jamo, found by arithmetic. */
enum { DEDUP_SYLLABLE = 255 };

typedef struct {
    int32_t fold;        /* length 1: what to add to the code point; more: where its fold starts in dedup_fold_runs */
    uint8_t length;      /* code points of the fold */
    uint8_t kind : 4;
    uint8_t letters : 4; /* weighted letters; of a separator: that it is a symbol, and a word in a line of such */
    uint8_t order;       /* canonical combining class of the fold, if that is one code point */
    uint8_t traits;
} dedup_fold;

/* What the table was made from, and a number that is another for another table: hashes of words made with two tables
   do not go together. */
extern const char dedup_unicode_version[];
extern const uint32_t dedup_fold_fingerprint;

enum { DEDUP_FOLD_PAGE_BITS = 7 };
extern const uint16_t dedup_fold_index[0x110000 >> DEDUP_FOLD_PAGE_BITS];
extern const uint16_t dedup_fold_pages[][1 << DEDUP_FOLD_PAGE_BITS];
extern const dedup_fold dedup_fold_rows[];
extern const uint32_t dedup_fold_runs[];

static inline const dedup_fold *dedup_fold_of(uint32_t code)
{
    unsigned page = dedup_fold_index[code >> DEDUP_FOLD_PAGE_BITS];
    return &dedup_fold_rows[dedup_fold_pages[page][code & ((1u << DEDUP_FOLD_PAGE_BITS) - 1)]];
}

enum { DEDUP_FIRST_SYMBOL = 0x2000 };

static inline bool dedup_only_separates(const dedup_fold *fold)
{
    return fold->kind == DEDUP_SEPARATOR && fold->letters == 0;
}

static inline bool dedup_is_symbol(const dedup_fold *fold)
{
    return fold->kind == DEDUP_SEPARATOR && fold->letters > 0;
}

/* HTML 4's entities: names as big-endian numbers, zero-padded on the right, ascending. */
enum { DEDUP_ENTITIES = 252 };
extern const uint64_t dedup_entity_names[DEDUP_ENTITIES];
extern const uint16_t dedup_entity_codes[DEDUP_ENTITIES];

/* What browsers read for the numeric references 128 to 159: windows-1252. */
extern const uint16_t dedup_windows_1252[32];

#endif
