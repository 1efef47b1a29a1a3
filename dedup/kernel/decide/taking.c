#include "taking.h"

#include "interrupt.h"

#include <stdlib.h>

static uint32_t bits_of(uint32_t number)
{
    return number ? 32 - (uint32_t)__builtin_clz(number) : 0;
}

static int compare(uint32_t a, uint32_t b)
{
    return a < b ? -1 : a > b;
}

static int by_size(const void *a, const void *b)
{
    const dedup_removable *x = a, *y = b;
    int order = compare(bits_of(y->letters), bits_of(x->letters));
    order = order ? order : compare(x->at.kept_start, y->at.kept_start);
    order = order ? order : compare(x->at.start, y->at.start);
    return order ? order : compare(x->number, y->number);
}

static int by_place(const void *a, const void *b)
{
    const dedup_removable *x = a, *y = b;
    return compare(x->at.start, y->at.start);
}

void dedup_sort_pieces(dedup_removables *pieces)
{
    if (pieces->piece_count > 1)
        qsort(pieces->pieces, pieces->piece_count, sizeof *pieces->pieces, by_place);
}

bool dedup_stands(const dedup_page *page, const dedup_removable *piece)
{
    const uint8_t *kept = page->state + piece->at.kept_start;
    return memchr(kept, DEDUP_REMOVED, piece->at.kept_stop - piece->at.kept_start) == NULL;
}

bool dedup_take_piece(dedup_page *page, const dedup_removable *piece)
{
    uint8_t *own = page->state + piece->at.start;
    size_t size = piece->at.stop - piece->at.start;
    if (memchr(own, DEDUP_REMOVED, size) || memchr(own, DEDUP_CLAIMED, size))
        return false;
    memset(own, DEDUP_REMOVED, size);
    if (dedup_stands(page, piece))
        memset(page->state + piece->at.kept_start, DEDUP_CLAIMED, piece->at.kept_stop - piece->at.kept_start);
    return true;
}

/* Returns whether two matches have the same piece. */
static bool is_same(const dedup_removable *a, const dedup_removable *b)
{
    return a->at.start == b->at.start && a->at.stop == b->at.stop && a->at.kept_start == b->at.kept_start
        && a->at.kept_stop == b->at.kept_stop && a->letters == b->letters && a->equal == b->equal;
}

/* The match whose rule removes pieces[i]: the last one with the same piece. */
static uint32_t match_of(const dedup_removables *pieces, size_t i)
{
    const dedup_removable *piece = &pieces->pieces[i];
    uint32_t match = piece->match;
    for (const dedup_removable *other = piece + 1; other < pieces->pieces + pieces->piece_count; other++) {
        if (other->at.start != piece->at.start || other->at.kept_start != piece->at.kept_start)
            break;
        if (is_same(other, piece))
            match = other->match;
    }
    return match;
}

void dedup_take_pieces(dedup_page *page, dedup_removables *pieces, dedup_removables *taken)
{
    if (pieces->piece_count > 1)
        qsort(pieces->pieces, pieces->piece_count, sizeof *pieces->pieces, by_size);
    dedup_removable last = { .match = DEDUP_NONE };      /* the last one taken; others that are the same come after it */
    size_t left = 0;
    for (size_t i = 0; i < pieces->piece_count && !dedup_pauses(i, i + 1); i++) {
        dedup_removable piece = pieces->pieces[i];
        if (dedup_take_piece(page, &piece)) {
            piece.match = match_of(pieces, i);
            dedup_add_removable(taken, piece);
            last = piece;
        } else if (!is_same(&piece, &last)) {
            pieces->pieces[left++] = piece;
        }
    }
    pieces->piece_count = left;
}
