/* Minimizers: a few of a text's shingles, chosen so that texts which share a passage share some of them. */
#ifndef DEDUP_SEEDS_H
#define DEDUP_SEEDS_H

#include <stddef.h>
#include <stdint.h>

#include "words/words.h"

enum { DEDUP_MAX_WINDOW = 64 };

/* Finds the minimizers of `count` shingles: in each window of `window` shingles, the position of the one with the
   smallest hash, the last of equals. Two texts that share a whole window share a minimizer (Schleimer, Wilkerson and
   Aiken, SIGMOD 2003), and about 2 in window + 1 shingles are minimizers. Fewer shingles than a window have one. Writes
   positions in order, at most `count`. Returns their number. */
size_t dedup_find_seeds(const uint64_t *shingle, size_t count, unsigned window, uint32_t *position);

/* The shortest lines may contain no whole window. So that texts which share such a line share a hash, each line that has
   fewer words than `words` and at least `letters` letters gets one of its own, of all its words. Adds the positions of
   their first words and the hashes, at most one for each word. Returns their number. */
size_t dedup_find_line_hashes(const uint8_t *text, const dedup_words *found, unsigned words, uint32_t letters,
                              uint32_t *position, uint64_t *hash);

#endif
