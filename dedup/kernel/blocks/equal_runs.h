/* Runs of equal characters in two texts, around a place where they share a shingle. */
#ifndef DEDUP_EQUAL_RUNS_H
#define DEDUP_EQUAL_RUNS_H

#include "characters.h"

/* text[start, stop) has the characters of the other text from `kept_start` on. */
typedef struct {
    uint32_t start, stop, kept_start;
} dedup_run_of_equals;

/* The longest run of equal characters that contains text[place] and kept[kept_place], both inside their texts. Empty if
   these two differ. */
dedup_run_of_equals dedup_equal_around(const dedup_characters *kept, uint32_t kept_place, const dedup_characters *text,
                                       uint32_t place);

/* The part of a run that consists of whole lines of both texts, without white space at its ends; empty if there is
   none. */
dedup_run_of_equals dedup_whole_lines(const dedup_characters *kept, const dedup_characters *text,
                                      dedup_run_of_equals run);

/* Returns whether a run has at least so many letters, those of addresses included. */
bool dedup_has_letters(const dedup_characters *text, dedup_run_of_equals run, uint32_t least);

#endif
