/* Aligns a chain word by word: its runs of equal words, the letters in its gaps, and on beyond both ends. */
#ifndef DEDUP_ALIGN_H
#define DEDUP_ALIGN_H

#include "chains.h"
#include "interrupt.h"
#include "letters.h"
#include "structure/breaks.h"

/* How one word is aligned: its partner in the other copy, and how many of its letters are aligned to equal ones. */
typedef struct {
    uint32_t partner;      /* a word, or DEDUP_NONE */
    uint32_t equal;        /* of its weighted letters; 0 without a partner */
} dedup_link;

/* Letters of words [from, to) that are aligned to equal letters. */
static inline uint32_t dedup_equal_in(const dedup_link *links, uint32_t from, uint32_t to)
{
    uint32_t equal = 0;
    for (uint32_t i = from; i < to; i++)
        equal += links[i].equal;
    return equal;
}

static inline bool dedup_is_linked(const dedup_link *links, uint32_t word)
{
    return links[word].partner != DEDUP_NONE;
}

/* The first word of [from, stop) that has a partner, or `stop`. */
static inline uint32_t dedup_next_linked(const dedup_link *links, uint32_t from, uint32_t stop)
{
    while (from < stop && !dedup_is_linked(links, from))
        from++;
    return from;
}

typedef struct dedup_places dedup_places;
typedef struct dedup_layout dedup_layout;

typedef struct {
    const uint8_t *text;
    size_t size;
    const dedup_words *words;
    const dedup_occurrences *occurrences;
    uint8_t *strength;             /* [words + 1] of the breaks; DEDUP_UNKNOWN until needed */
    uint32_t border;               /* as in dedup_occurrences */
    dedup_link *later, *earlier;   /* [words] of both copies; DEDUP_NONE outside the current hull */
    dedup_letters *letters;
    dedup_stretch *a, *b;
    uint64_t work, work_limit;
    uint32_t min_letters;          /* minimum of a removable block */
    double identity;               /* minimum share of equal letters in a removable piece */
    bool spare_numbers;            /* a sentence is no copy if its numbers differ, ... */
    bool spare_denied;             /* ... if it denies what the other copy says, ... */
    bool spare_names;              /* ... or if its names differ */
    bool truncated;
    dedup_places *places;          /* of the words */
    dedup_layout *layout;          /* of the lines; both are built when first needed */
} dedup_aligner;

/* Returns whether one space, and nothing else, precedes word i, i > 0. Most words are preceded by one. */
static inline bool dedup_is_spaced(const dedup_aligner *aligner, uint32_t i)
{
    const dedup_words *w = aligner->words;
    return i < w->count && w->start[i] - w->stop[i - 1] == 1 && aligner->text[w->stop[i - 1]] == ' '
        && !(w->flags[i] & (DEDUP_WIDTH | DEDUP_BOUND));
}

/* The strength of the break before a word. Cached: most words are never asked about, some repeatedly. */
static inline uint8_t dedup_strength_at(const dedup_aligner *aligner, uint32_t word)
{
    uint8_t *strength = &aligner->strength[word];
    if (*strength != DEDUP_UNKNOWN)
        return *strength;
    if (word > 0 && dedup_is_spaced(aligner, word))
        return *strength = DEDUP_SPACE;
    return *strength = dedup_pauses(word, word + UINT64_C(1)) ? DEDUP_SENTENCE    /* after a stop anything will do */
        : dedup_strength_before(aligner->text, aligner->size, aligner->words, word);
}

/* The span from the first aligned word to the last, in both copies. */
typedef struct {
    uint32_t later, later_stop, earlier, earlier_stop;
} dedup_hull;

/* Aligns one chain and writes its links. `fixed`: the chain is a copy in a row, which must not grow beyond its ends. */
dedup_hull dedup_align_chain(dedup_aligner *aligner, const dedup_chains *chains, const dedup_chain *chain, bool fixed);

/* Resets the links in a hull. */
void dedup_clear_links(dedup_aligner *aligner, dedup_hull hull);

#endif
