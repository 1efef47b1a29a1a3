/* Seeds: a few of a text's shingles, chosen so that texts which share a passage share seeds of it. */
#ifndef DEDUP_SEEDS_H
#define DEDUP_SEEDS_H

#include <stddef.h>
#include <stdint.h>

enum { DEDUP_MAX_WINDOW = 64 };

/* The minimisers of `count` shingles: of each `window` of them in a row the position of the one with the least hash, the
   last of equals.  Two texts that share `window` shingles in a row share a seed (Schleimer, Wilkerson and Aiken, SIGMOD
   2003), and about 2 in window + 1 shingles are seeds.  Fewer shingles than a window have one seed.  Writes positions in
   order, at most `count`; returns how many. */
size_t dedup_find_seeds(const uint64_t *shingle, size_t count, unsigned window, uint32_t *position);

#endif
