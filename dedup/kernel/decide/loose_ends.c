#include "loose_ends.h"

#include "reading.h"
#include "stretches.h"

#include <stdlib.h>

/* Returns whether no words are between the kept copies of two pieces, in either order. */
static bool is_beside(const dedup_page *page, const dedup_block *one, const dedup_block *other)
{
    enum { MOST_BYTES = 4 * DEDUP_BESIDE };
    bool first = one->kept_start <= other->kept_start;
    uint32_t start = first ? one->kept_stop : other->kept_stop, stop = first ? other->kept_start : one->kept_start;
    if (start < stop && stop - start > MOST_BYTES)
        return false;
    while (start < stop) {
        dedup_unit unit = dedup_code_at(page, start);
        if (dedup_is_alphanumeric(unit.code))
            return false;
        start = (uint32_t)unit.stop;
    }
    return true;
}

/* Returns whether a piece at an end of a stretch is too short to go by itself, and from another place than the next
   piece. */
static bool is_loose(const dedup_round *round, const dedup_removable *piece, const dedup_removable *next)
{
    return piece->match != DEDUP_NONE && piece->match != next->match
        && piece->letters < round->asked->rules.min_letters && !is_beside(&round->page, &piece->at, &next->at);
}

static void drop(dedup_round *round, const dedup_removable *piece, dedup_refusals *refused)
{
    memset(round->page.state + piece->at.start, 0, piece->at.stop - piece->at.start);
    dedup_refuse(refused, piece->match, piece->piece, DEDUP_SINGLE);
}

void dedup_drop_loose_ends(dedup_round *round, dedup_removables *taken, dedup_refusals *refused)
{
    size_t left = 0;
    if (!dedup_round_protects(round, DEDUP_SINGLE))
        return;
    for (size_t first = 0, next; first < taken->piece_count; first = next) {
        dedup_removal stretch = dedup_stretch_from(taken, first);
        next = (size_t)(stretch.last - taken->pieces) + 1;
        const dedup_removable *start = stretch.first, *last = stretch.last;
        if (!dedup_is_row(&stretch)) {
            for (; start < last && is_loose(round, start, start + 1); start++)
                drop(round, start, refused);
            for (; start < last && is_loose(round, last, last - 1); last--)
                drop(round, last, refused);
        }
        for (; start <= last; start++)
            taken->pieces[left++] = *start;
    }
    taken->piece_count = left;
}
