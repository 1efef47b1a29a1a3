/* What of an aligned copy could be removed: its whole paragraphs, lines and sentences. */
#ifndef DEDUP_CUTS_H
#define DEDUP_CUTS_H

#include "align/align.h"
#include "text/breaks.h"

/* How the words of a stretch differ from those of its kept copy. */
typedef struct {
    uint32_t places;                       /* where they do */
    uint32_t stated;                       /* places at which another word stands, or a negation on one side alone */
    uint32_t words;                        /* of these, places where one word stands for another, not one sign */
    uint32_t living;                       /* exchanges of words that both live elsewhere in the text */
} dedup_changes;

/* One stretch that may go, and where it stands in the copy that would stay. */
typedef struct {
    uint32_t words, words_stop;            /* that may go */
    uint32_t kept_words, kept_words_stop;  /* from the first partner to the last */
    uint32_t letters, equal;               /* its letters, and those aligned to equal ones */
    bool numbers;                          /* one sentence, whose numbers are not those of the other copy */
    bool denied;                           /* one sentence that denies what the other copy says */
    dedup_changes changes;
    bool sibling;                          /* made from one pattern, not from the other copy */
    bool cut;                              /* it ends at clean cuts; else nothing in its copy does */
} dedup_piece;

/* Is a piece one of those by which its match is measured: cut, and the same in its numbers and denials? */
static inline bool dedup_is_measured(const dedup_piece *piece)
{
    return piece->cut && !piece->numbers && !piece->denied;
}

typedef struct {
    dedup_piece *pieces;
    size_t piece_count, piece_room;
    bool tags;                             /* how they were cut depends on tags, and so on their partners ... */
    uint32_t beyond;                       /* ... and on so many bytes on either side of a copy, at most */
    bool failed;
} dedup_pieces;

/* One of the two copies of a match. */
typedef struct {
    const dedup_aligner *aligner;
    const dedup_link *links, *other;   /* its own links, and those of the other copy */
    uint32_t lo, hi;                   /* its hull */
    uint32_t least, most;              /* how far its cuts may go beyond that: never past all of the other copy */
    uint32_t joint_lo, joint_hi;       /* words at which it may begin or end whatever stands there, or DEDUP_NONE */
    uint32_t letters, equal;           /* in the hull */
    uint32_t other_letters;            /* in the hull of the other copy */
    uint32_t enough;                   /* letters that its pieces must have together: any of one of a row */
    bool apart;                        /* the copies stand in different sections ... */
    bool touching;                     /* ... or hardly a line lies between them */
    bool lead;                         /* it stands by itself, the other heads a paragraph that goes on */
} dedup_side;

/* Do the copies stand in different sections of the text, or in two texts?  What was made from one pattern stands in one; an old version of a
   paragraph may have been left anywhere. */
bool dedup_is_apart(const dedup_aligner *aligner, dedup_hull hull);

/* May the text be cut before a word? */
bool dedup_may_cut(const dedup_side *side, uint32_t word);

dedup_side dedup_side_of(const dedup_aligner *aligner, dedup_hull hull, bool later, bool fixed);

/* Adds the pieces of a side, in order; the hull as a whole, uncut, when it has none.  Returns what the
   side could lose: the aligned letters of the pieces less those that stand nowhere else and would be lost with them. */
uint32_t dedup_cut(const dedup_side *side, dedup_pieces *found);

/* Letters of the sentences between the pieces of a side, from pieces[first] on, that the other copy lacks; lines of their
   own do not count: they may be advertising. */
uint32_t dedup_count_extra(const dedup_side *side, const dedup_pieces *found, size_t first);

#endif
