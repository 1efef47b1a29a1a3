/* A text as the rules read it: by code points, by lines, and by what would be removed of it. */
#ifndef DEDUP_PAGE_H
#define DEDUP_PAGE_H

#include "align/occurrences.h"
#include "text/fold_table.h"
#include "text/units.h"
#include "words/words.h"

/* Bytes [start, stop) of a text. */
typedef struct {
    uint32_t start, stop;
} dedup_span;

/* What becomes of a byte: it is in a kept copy, or it is removed. */
enum { DEDUP_CLAIMED = 1, DEDUP_REMOVED = 2 };

typedef struct {
    const uint8_t *text;
    uint32_t size;
    const uint32_t *marks;     /* see code_points.h; NULL if the text is ASCII */
    uint8_t *state;            /* [size] of each byte; 0 if nothing is decided */
    uint32_t body;             /* where the front matter of a Markdown file ends; 0 without one */
    dedup_words words;         /* of the last span whose letters were counted */
    bool failed;               /* out of memory */
} dedup_page;

/* Sets up a page, to be freed in any case. Returns false if out of memory. */
bool dedup_open_page(dedup_page *page, const uint8_t *text, size_t size, const uint32_t *marks);
void dedup_free_page(dedup_page *page);

/* Undoes all that was decided. */
void dedup_reset_page(dedup_page *page);

/* The kernel's white space: Python's, without the four ASCII separators. */
bool dedup_is_blank(uint32_t code);

static inline bool dedup_is_alphabetic(uint32_t code)
{
    return dedup_fold_of(code)->kind == DEDUP_LETTER;
}

static inline bool dedup_is_alphanumeric(uint32_t code)
{
    uint8_t kind = dedup_fold_of(code)->kind;
    return kind == DEDUP_LETTER || kind == DEDUP_NUMBER;
}

static inline bool dedup_is_capital(uint32_t code)
{
    return dedup_fold_of(code)->traits & DEDUP_CAPITAL;
}

static inline bool dedup_is_small(uint32_t code)
{
    return dedup_fold_of(code)->traits & DEDUP_SMALL;
}

/* The value of a decimal digit of any script, or 10. */
uint32_t dedup_digit_of(uint32_t code);

/* The code point at an offset of a span, and the offset past it. */
static inline dedup_unit dedup_code_at(const dedup_page *page, uint32_t at)
{
    return dedup_next_code(page->text, at, page->size);
}

/* The code point before `at`, > 0; `stop` is its start. */
dedup_unit dedup_code_before(const dedup_page *page, uint32_t at);

/* The offset `count` code points before `at`, or 0; and after it, or the size of the text. */
uint32_t dedup_back(const dedup_page *page, uint32_t at, uint32_t count);
uint32_t dedup_ahead(const dedup_page *page, uint32_t at, uint32_t count);

/* The number of code points in a span. */
uint32_t dedup_count_codes(const dedup_page *page, dedup_span span);

/* The letters of the words in a span, read by itself. */
uint32_t dedup_letters_of(dedup_page *page, dedup_span span);

/* The span without white space at its start, at its end, or at both. */
dedup_span dedup_strip_start(const dedup_page *page, dedup_span span);
dedup_span dedup_strip_end(const dedup_page *page, dedup_span span);
dedup_span dedup_strip(const dedup_page *page, dedup_span span);

static inline bool dedup_is_empty(dedup_span span)
{
    return span.start >= span.stop;
}

/* The rest of the text from an offset on. */
static inline dedup_span dedup_rest(const dedup_page *page, uint32_t start)
{
    return (dedup_span){ start, page->size };
}

/* Returns whether a span starts or ends with a string, or with one of several; NULL ends the list. */
bool dedup_starts(const dedup_page *page, dedup_span span, const char *with);
bool dedup_ends(const dedup_page *page, dedup_span span, const char *with);
bool dedup_starts_with_any(const dedup_page *page, dedup_span span, const char *const *with);
bool dedup_ends_with_any(const dedup_page *page, dedup_span span, const char *const *with);

/* The first and the last place of a string in a span, or DEDUP_NONE. */
uint32_t dedup_find(const dedup_page *page, dedup_span span, const char *string);
uint32_t dedup_find_last(const dedup_page *page, dedup_span span, const char *string);

/* How often a string occurs in a span. */
uint32_t dedup_count(const dedup_page *page, dedup_span span, const char *string);

/* Returns whether two spans are the same bytes. */
bool dedup_are_same(const dedup_page *page, dedup_span a, dedup_span b);

/* The next line of `rest`, without its break, which is removed from `rest`. */
dedup_span dedup_take_line(const dedup_page *page, dedup_span *rest);

/* The next word of `rest`, between white space, which is removed from `rest`; empty if there is none. */
dedup_span dedup_take_word(const dedup_page *page, dedup_span *rest);

#endif
