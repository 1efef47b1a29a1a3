/* A chain aligned word by word: equal runs, the letters inside its gaps, and on beyond both of its ends. */
#ifndef DEDUP_ALIGN_H
#define DEDUP_ALIGN_H

#include "chains.h"
#include "interrupt.h"
#include "letters.h"
#include "text/breaks.h"

/* What became of one word: its partner in the other copy and how many of its letters stand there. */
typedef struct {
    uint32_t partner;      /* a word, or DEDUP_NONE */
    uint32_t equal;        /* of its weighted letters; 0 without a partner */
} dedup_link;

/* Letters of words [from, to) that stand in their partners. */
static inline uint32_t dedup_equal_in(const dedup_link *links, uint32_t from, uint32_t to)
{
    uint32_t equal = 0;
    for (uint32_t i = from; i < to; i++)
        equal += links[i].equal;
    return equal;
}

typedef struct dedup_places dedup_places;
typedef struct dedup_layout dedup_layout;

typedef struct {
    const uint8_t *text;
    size_t size;
    const dedup_words *words;
    const dedup_occurrences *occurrences;
    uint8_t *strength;             /* [words + 1] of the breaks between them, as far as they have been asked for */
    uint32_t border;               /* as in dedup_occurrences */
    dedup_link *later, *earlier;   /* [words] of the later and the earlier copy; DEDUP_NONE outside the present one */
    dedup_letters *letters;
    dedup_stretch *a, *b;
    uint64_t work, work_limit;
    uint32_t min_letters;          /* of a block that may go */
    double identity;               /* share of a piece's letters that must be aligned */
    bool spare_numbers;            /* a sentence whose numbers differ is no copy, */
    bool spare_denied;             /* nor is one that denies what the other says, */
    bool spare_names;              /* nor one whose names differ */
    bool truncated;
    dedup_places *places;          /* of the words, and the lines: */
    dedup_layout *layout;          /* both are made when a rule first asks for them */
} dedup_aligner;

/* Is what stands before word i, which is not the first, one space between two words of one line?  It is nearly everywhere. */
static inline bool dedup_is_spaced(const dedup_aligner *aligner, uint32_t i)
{
    const dedup_words *w = aligner->words;
    return i < w->count && w->start[i] - w->stop[i - 1] == 1 && aligner->text[w->stop[i - 1]] == ' '
        && !(w->flags[i] & (DEDUP_WIDTH | DEDUP_BOUND));
}

/* The strength of the break before a word: most words are never asked about, some again and again. */
static inline uint8_t dedup_strength_at(const dedup_aligner *aligner, uint32_t word)
{
    uint8_t *strength = &aligner->strength[word];
    if (*strength != DEDUP_UNKNOWN)
        return *strength;
    if (word > 0 && dedup_is_spaced(aligner, word))
        return *strength = DEDUP_SPACE;
    return *strength = dedup_pauses(word, word + UINT64_C(1)) ? DEDUP_SENTENCE    /* stopped, a text ends anywhere */
        : dedup_strength_before(aligner->text, aligner->size, aligner->words, word);
}

/* The words from the first aligned to the last, on both sides. */
typedef struct {
    uint32_t later, later_stop, earlier, earlier_stop;
} dedup_hull;

/* Writes the links of one chain; `fixed`: a copy in a row, which is not to grow beyond its ends. */
dedup_hull dedup_align_chain(dedup_aligner *aligner, const dedup_chains *chains, const dedup_chain *chain, bool fixed);

/* Takes the links of a hull back. */
void dedup_clear_links(dedup_aligner *aligner, dedup_hull hull);

#endif
