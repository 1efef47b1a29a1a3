/* What was aligned in a text before some of it went.  A chain whose runs and surroundings are the same, byte for byte,
   comes to the same: only how often its shingles stand may have changed. */
#ifndef DEDUP_REUSE_H
#define DEDUP_REUSE_H

#include "context.h"

/* One chain that was aligned. */
typedef struct {
    uint64_t key;                /* of its runs, relative to its first words, and of some words around it */
    uint32_t later, earlier;     /* its first words */
    dedup_hull hull;
    uint32_t first, count;       /* the matches it led to */
    dedup_fuller fuller;         /* which of the copies stands in more: that depends on text far off */
    bool apart;                  /* they stand in different sections */
    bool lead;                   /* the less full one is a lead */
    bool tags;                   /* how they were cut depends on tags, and these on their partners, which may be far off */
    uint32_t beyond;             /* bytes on either side of a copy that were read to cut it */
    uint32_t links;              /* where its links are among those that were kept, or DEDUP_NONE */
    bool known;                  /* enough of it was equal for its words to count as known */
} dedup_aligned;

/* A text that was searched, and what was aligned in it. */
typedef struct {
    const uint8_t *text;
    size_t size;
    const dedup_words *words;
    const dedup_aligned *aligned;
    size_t count;
    uint32_t *table;             /* [slots] places in `aligned` and 1, by key; 0 is empty */
    size_t slots;                /* a power of two, more than `count` */
} dedup_searched;

/* What a chain is found by, without what comes of it. */
dedup_aligned dedup_describe(const dedup_words *words, const dedup_chains *chains, const dedup_chain *chain);

/* Makes `table`, to be freed; what finds no place in it is not found again.  False when memory ran out. */
bool dedup_index_aligned(dedup_searched *before);

/* The chain of the text before that is the same as this one, or NULL. */
const dedup_aligned *dedup_find_same(const dedup_searched *before, const dedup_aligner *now, const dedup_aligned *chain);

#endif
