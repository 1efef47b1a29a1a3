#include "neighbours.h"

#include "interrupt.h"
#include "reading.h"
#include "short_lines.h"

#include <stdlib.h>

static const double LEAST_IDENTITY = 0.85;       /* minimum identity of a changed block next to a removed copy */

/* A place where a refused piece begins or ends, white space aside. */
typedef struct {
    uint32_t offset, piece;
} edge;

typedef struct {
    edge *edges;
    size_t edge_count, edge_room;
    bool failed;
} edge_list;

static int by_offset(const void *a, const void *b)
{
    const edge *x = a, *y = b;
    if (x->offset != y->offset)
        return x->offset < y->offset ? -1 : 1;
    return x->piece < y->piece ? -1 : x->piece > y->piece;
}

static void add_edge(edge_list *list, uint32_t offset, size_t piece)
{
    if (DEDUP_GROW(list, edge, edges))
        list->edges[list->edge_count++] = (edge){ offset, (uint32_t)piece };
}

/* Returns whether a refused piece may be removed next to a copy, if its kept copy is in [first, last]. */
static bool is_alike(const dedup_round *round, const dedup_piece *piece, uint32_t first, uint32_t last)
{
    double least = round->asked->rules.identity > LEAST_IDENTITY ? round->asked->rules.identity : LEAST_IDENTITY;
    const dedup_words *words = round->asked->words;
    return dedup_is_measured(piece) && (double)piece->equal / piece->letters >= least
        && dedup_to_read(round, words->start[piece->kept_words]) >= first
        && dedup_to_read(round, words->stop[piece->kept_words_stop - 1]) <= last;
}

/* Finds the refused pieces that may be removed next to a copy. */
static void find_near(const dedup_round *round, const bool *is_refused, uint32_t first, uint32_t last,
                      dedup_removables *near)
{
    const dedup_repeats *found = round->asked->found;
    for (size_t m = 0; m < found->match_count && !dedup_pauses(m, m + 1); m++)
        for (uint32_t i = 0; is_refused[m] && i < found->matches[m].count; i++) {
            uint32_t number = found->matches[m].first + i;
            if (!is_alike(round, &found->cut.pieces[number], first, last))
                continue;
            dedup_removable piece = dedup_place_removable(round, number);
            piece.match = piece.piece = DEDUP_NONE;
            if (piece.at.kept_start >= first && piece.at.kept_stop <= last)
                dedup_add_removable(near, piece);
        }
}

/* Returns whether only white space is between a piece and removed text. */
static bool touches(const dedup_page *page, const dedup_block *at)
{
    return (at->gap_start > 0 && page->state[at->gap_start - 1] == DEDUP_REMOVED)
        || (at->gap_stop < page->size && page->state[at->gap_stop] == DEDUP_REMOVED);
}

/* Adds a piece if its kept copy stands, and is next to another one unless the piece could be a copy by itself. */
static void add_standing(const dedup_round *round, const dedup_removable *piece, dedup_removables *list)
{
    const dedup_block *at = &piece->at;
    bool is_copy = at->same_words && piece->letters >= round->asked->rules.min_letters;
    dedup_span kept = { at->kept_start, at->kept_stop };
    if (dedup_stands(&round->page, piece) && (is_copy || dedup_is_beside_kept(&round->page, kept)))
        dedup_add_removable(list, *piece);
}

/* Adds the pieces that begin or end at an offset. */
static void add_beside(const dedup_round *round, const edge_list *beside, const dedup_removables *near, uint32_t offset,
                       dedup_removables *list)
{
    size_t low = 0, high = beside->edge_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (beside->edges[middle].offset < offset)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < beside->edge_count && beside->edges[low].offset == offset; low++)
        add_standing(round, &near->pieces[beside->edges[low].piece], list);
}

/* Takes the pieces that touch removed text, then those that touch these, and so on. */
static void take_touching(dedup_round *round, const dedup_removables *near, const edge_list *beside,
                          dedup_removables *taken)
{
    dedup_page *page = &round->page;
    dedup_removables touched = { 0 };
    for (size_t i = 0; i < near->piece_count; i++)
        if (touches(page, &near->pieces[i].at))
            add_standing(round, &near->pieces[i], &touched);
    while (touched.piece_count > 0) {
        size_t next = taken->piece_count;
        dedup_take_pieces(page, &touched, taken);
        touched.piece_count = 0;
        for (; next < taken->piece_count; next++) {
            dedup_block at = taken->pieces[next].at;
            add_beside(round, beside, near, at.start, &touched);
            add_beside(round, beside, near, at.stop, &touched);
        }
    }
    round->failed |= touched.failed;
    free(touched.pieces);
}

void dedup_take_neighbours(dedup_round *round, const bool *is_refused, dedup_removables *taken)
{
    size_t copies = taken->piece_count;
    dedup_span kept = { UINT32_MAX, 0 };
    for (size_t i = 0; i < copies; i++) {
        const dedup_block *at = &taken->pieces[i].at;
        kept.start = at->kept_start < kept.start ? at->kept_start : kept.start;
        kept.stop = at->kept_stop > kept.stop ? at->kept_stop : kept.stop;
    }
    dedup_removables near = { 0 };
    edge_list beside = { 0 };
    uint32_t first = dedup_back(&round->page, kept.start, DEDUP_MARGIN);
    uint32_t last = dedup_ahead(&round->page, kept.stop, DEDUP_MARGIN);
    find_near(round, is_refused, first, last, &near);
    for (size_t i = 0; i < near.piece_count; i++) {
        add_edge(&beside, near.pieces[i].at.gap_start, i);
        add_edge(&beside, near.pieces[i].at.gap_stop, i);
    }
    if (beside.edge_count > 0) {
        qsort(beside.edges, beside.edge_count, sizeof *beside.edges, by_offset);
        take_touching(round, &near, &beside, taken);
    }
    round->failed |= near.failed || beside.failed;
    free(near.pieces);
    free(beside.edges);
    if (copies > 1)
        dedup_take_short_lines(round, kept, taken);
}
