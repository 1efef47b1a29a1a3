/* Selects the pieces to remove where candidates overlap or keep one another. */
#ifndef DEDUP_TAKING_H
#define DEDUP_TAKING_H

#include "grow.h"
#include "page.h"
#include "repeats/blocks.h"

/* A piece that may be removed, and its place in the text. */
typedef struct {
    dedup_block at;
    uint32_t letters, equal;
    uint32_t match, piece;     /* where it is from; DEDUP_NONE for a neighbour */
    uint32_t number;           /* its place in the list, to break ties; set by dedup_add_removable */
} dedup_removable;

typedef struct {
    dedup_removable *pieces;
    size_t piece_count, piece_room;
    bool failed;               /* out of memory */
} dedup_removables;

/* A stretch: consecutive pieces that would be removed together. */
typedef struct {
    const dedup_removable *first, *last;
    uint32_t letters, equal;
} dedup_removal;

enum { DEDUP_LONG = 350 };     /* letters from which a stretch is removed regardless of what is around it, as in judge.c */

static inline dedup_span dedup_own(const dedup_removal *removal)
{
    return (dedup_span){ removal->first->at.start, removal->last->at.stop };
}

/* Returns whether several pieces of a stretch have the same kept copy. */
static inline bool dedup_is_row(const dedup_removal *removal)
{
    return removal->first != removal->last && removal->first->at.kept_start == removal->last->at.kept_start;
}

static inline void dedup_add_removable(dedup_removables *list, dedup_removable piece)
{
    piece.number = (uint32_t)list->piece_count;
    if (DEDUP_GROW(list, piece, pieces))
        list->pieces[list->piece_count++] = piece;
}

/* Selects pieces, adds them to `taken`, and marks them and their kept copies in the page's state.

   The largest come first; of similar size, those of the earliest kept copy, so that many copies of one text are all
   removed for the first. A piece whose kept copy is itself removed is removed too: that copy has a kept copy of its own,
   and when the text settles, the piece is measured against what stays or put back. What overlaps a piece taken or its kept
   copy is left in `pieces`. */
void dedup_take_pieces(dedup_page *page, dedup_removables *pieces, dedup_removables *taken);

/* Takes one piece, if nothing of it is removed or in a kept copy. */
bool dedup_take_piece(dedup_page *page, const dedup_removable *piece);

/* Returns whether nothing was removed from the kept copy of a piece. */
bool dedup_stands(const dedup_page *page, const dedup_removable *piece);

/* Puts pieces in the order of the text. */
void dedup_sort_pieces(dedup_removables *pieces);

#endif
