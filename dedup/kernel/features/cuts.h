/* Cuts an aligned copy to what could be removed: whole paragraphs, lines and sentences. */
#ifndef DEDUP_CUTS_H
#define DEDUP_CUTS_H

#include "align/align.h"
#include "structure/breaks.h"

/* How the words of a piece differ from those of its kept copy. */
typedef struct {
    uint32_t places;                       /* places where they differ */
    uint32_t stated;                       /* of these, with another word, or with a negation on one side only */
    uint32_t words;                        /* of these, with another word, in a script with spaces */
    uint32_t living;                       /* exchanged words that both occur elsewhere in the text */
} dedup_changes;

/* A part of a copy that may be removed, and its place in the kept copy. */
typedef struct {
    uint32_t words, words_stop;            /* that may be removed */
    uint32_t kept_words, kept_words_stop;  /* from the first partner to the last */
    uint32_t letters, equal;               /* its letters; those aligned to equal ones */
    bool numbers;                          /* one sentence, with other numbers than its kept copy */
    bool denied;                           /* one sentence that denies its kept copy, or is denied by it */
    dedup_changes changes;
    bool sibling;                          /* made from the same pattern, not from the other copy */
    bool cut;                              /* has clean ends; otherwise no part of its copy has */
} dedup_piece;

/* Returns whether a piece counts for its match: it has clean ends, and numbers and negations agree. */
static inline bool dedup_is_measured(const dedup_piece *piece)
{
    return piece->cut && !piece->numbers && !piece->denied;
}

typedef struct {
    dedup_piece *pieces;
    size_t piece_count, piece_room;
    bool tags;                             /* the cuts depend on tags, and so on their partners */
    uint32_t beyond;                       /* maximum bytes read on either side of a copy */
    bool failed;
} dedup_pieces;

/* One of the two copies of a match. */
typedef struct {
    const dedup_aligner *aligner;
    const dedup_link *links, *other;   /* its own links; those of the other copy */
    uint32_t lo, hi;                   /* its hull */
    uint32_t least, most;              /* limits of its cuts: the other copy is never crossed */
    uint32_t joint_lo, joint_hi;       /* words at which it may be cut regardless of breaks, or DEDUP_NONE */
    uint32_t letters, equal;           /* in the hull */
    uint32_t other_letters;            /* in the hull of the other copy */
    uint32_t enough;                   /* minimum letters of all its pieces together; 1 in a row */
    bool apart;                        /* the copies are in different sections */
    bool touching;                     /* hardly a line is between them ... */
    bool adjoining;                    /* ... or not a word */
    bool lead;                         /* it stands alone, and the other copy heads a longer paragraph */
} dedup_side;

/* Returns whether the copies are in different sections of the text, or in two texts. Siblings stand in one section; an
   old version of a paragraph may be anywhere. */
bool dedup_is_apart(const dedup_aligner *aligner, dedup_hull hull);

/* Returns whether the text may be cut before a word. */
bool dedup_may_cut(const dedup_side *side, uint32_t word);

dedup_side dedup_side_of(const dedup_aligner *aligner, dedup_hull hull, bool later, bool fixed);

/* Adds the pieces of a side, in order; if there are none, the whole hull, uncut. Returns the letters that the side
   could lose: the aligned letters of its pieces minus the unaligned ones, which would be lost with them. */
uint32_t dedup_cut(const dedup_side *side, dedup_pieces *found);

/* Letters of sentences between the pieces of a side, from pieces[first] on, that the other copy lacks. Separate lines
   do not count: they may be advertising. */
uint32_t dedup_count_extra(const dedup_side *side, const dedup_pieces *found, size_t first);

#endif
