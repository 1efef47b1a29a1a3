/* Finds chains that were already aligned before a removal. A chain with the same runs and the same surroundings, byte
   for byte, aligns the same; only the number of occurrences of its shingles may have changed. */
#ifndef DEDUP_REUSE_H
#define DEDUP_REUSE_H

#include "features/context.h"

/* Words without partners in a copy, counted from its first word, long enough for another repeat. */
typedef struct {
    uint32_t start, stop;
} dedup_gap;

/* An aligned chain. */
typedef struct {
    uint64_t key;                /* hash of its runs, relative to its first words, and of some words around it */
    uint32_t later, earlier;     /* its first words */
    dedup_hull hull;
    uint32_t first, count;       /* its matches */
    uint32_t first_gap, gaps;    /* its gaps, of the copy to be removed */
    dedup_fuller fuller;         /* which copy is the fuller one: depends on distant text */
    bool apart;                  /* the copies are in different sections */
    bool lead;                   /* the less full copy is a lead */
    bool tags;                   /* the cuts depend on tags, and so on their partners, which may be distant */
    uint32_t beyond;             /* bytes read for the cuts on either side of a copy */
    uint32_t links;              /* the index of its kept links, or DEDUP_NONE */
    bool known;                  /* enough is equal to mark its words as known */
} dedup_aligned;

/* A searched text, and the chains aligned in it. */
typedef struct {
    const uint8_t *text;
    size_t size;
    const dedup_words *words;
    const dedup_aligned *aligned;
    size_t count;
    uint32_t *table;             /* [slots] 1 + the index in `aligned`, by key; 0: empty */
    size_t slots;                /* a power of two, greater than `count` */
} dedup_searched;

/* The key and the first words of a chain; the other fields are unset. */
dedup_aligned dedup_describe(const dedup_words *words, const dedup_chains *chains, const dedup_chain *chain);

/* Builds `table`, to be freed. Chains that find no slot are not found again. Returns false if out of memory. */
bool dedup_index_aligned(dedup_searched *before);

/* The chain of the previous text that is the same as this one, or NULL. */
const dedup_aligned *dedup_find_same(const dedup_searched *before, const dedup_aligner *now, const dedup_aligned *chain);

#endif
