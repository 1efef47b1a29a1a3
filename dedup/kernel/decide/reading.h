/* Reads the lines at given places of a text, and what they say: a number, a date. */
#ifndef DEDUP_READING_H
#define DEDUP_READING_H

#include "page.h"

enum {
    DEDUP_LONGEST_LINE = 2048, /* maximum characters that are searched for an end of a line: a text may be a single one */
    DEDUP_BESIDE = 200,        /* maximum characters of a line that are read on either side of a stretch */
    DEDUP_SHORT_LINE = 45,     /* minimum letters of a line of prose, as in evidence.c: with a full stop ... */
    DEDUP_LONG_LINE = 70,      /* ... and without one */
    DEDUP_NOTE = 60            /* maximum characters of a line that only says who or when */
};

/* The ends of a line that does not continue. */
extern const char *const DEDUP_ENDS[];

/* What the line below the head of a Markdown table begins with. */
extern const char *const DEDUP_TABLE_RULES[];

/* What ends a line that names what follows, or says who is quoted. */
extern const char *const DEDUP_COLONS[];

/* Marks of list items, from those that marks.c knows. */
extern const char *const DEDUP_ITEMS[];

/* What each line of a quotation begins with in a mail, and in Markdown. */
extern const char *const DEDUP_QUOTE_PREFIXES[];

/* Quotation marks. The one that closes a German quotation opens an English one. */
extern const char *const DEDUP_OPENING_QUOTES[];
extern const char *const DEDUP_CLOSING_QUOTES[];

/* Returns whether a span begins like a quotation, with a prefix or a quotation mark. */
bool dedup_looks_quoted(const dedup_page *page, dedup_span span);

/* The start of the line at a place, at most DEDUP_LONGEST_LINE characters back. */
uint32_t dedup_line_start(const dedup_page *page, uint32_t place);

/* The end of the line at a place, at most DEDUP_BESIDE characters ahead. */
uint32_t dedup_line_stop(const dedup_page *page, uint32_t place);

/* The line at a place, from there on, stripped. */
dedup_span dedup_line_at(const dedup_page *page, uint32_t place);

/* The line at a place, up to and including its character, stripped; empty for DEDUP_NONE. */
dedup_span dedup_line_to(const dedup_page *page, uint32_t place);

/* The offset of the last character before `stop` that is no white space, or DEDUP_NONE if there is none nearby. */
uint32_t dedup_last_solid(const dedup_page *page, uint32_t stop);

/* The offset of the first character from `start` on that is no white space, or of one nearby if there is none. */
uint32_t dedup_next_solid(const dedup_page *page, uint32_t start);

/* The number of white-space characters at the head of the line at a place. */
uint32_t dedup_indentation(const dedup_page *page, uint32_t place);

/* Returns whether a line is only the number of an item: `7`, `#7`, `No. 7`, `(7)`, `7/10`, `b`, `iv`. */
bool dedup_is_rank(const dedup_page *page, dedup_span line);

/* Returns whether a short line that is no sentence contains a year or a time of day. */
bool dedup_is_date(const dedup_page *page, dedup_span line);

/* Returns whether only white space is between a span and the kept copy of something that is removed. */
bool dedup_is_beside_kept(const dedup_page *page, dedup_span span);

/* Returns whether the character at a place is removed. */
static inline bool dedup_is_removed(const dedup_page *page, uint32_t place)
{
    return page->state[place] == DEDUP_REMOVED;
}

#endif
