#include "again.h"

#include "grow.h"
#include "features/siblings.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_KEPT = 8 };      /* maximum links per word of the text: hostile text has siblings everywhere */

static bool gave_siblings(const dedup_repeats *found, uint32_t first, uint32_t count)
{
    for (uint32_t n = first; n < first + count; n++) {
        const dedup_piece *pieces = found->cut.pieces + found->matches[n].first;
        for (uint32_t p = 0; p < found->matches[n].count; p++)
            if (pieces[p].sibling || pieces[p].changes.living > 0)
                return true;
    }
    return false;
}

bool dedup_comes_again(const dedup_repeats *before, const dedup_aligned *same)
{
    return same->links != DEDUP_NONE || !gave_siblings(before, same->first, same->count);
}

/* Makes room for `more` links. Returns false if there are too many, or out of memory. */
static bool has_room(const dedup_aligner *al, uint32_t more, dedup_repeats *found)
{
    size_t most = (size_t)MOST_KEPT * al->words->count, count = found->kept_link_count;
    if (count + more > most)
        return false;
    if (count + more <= found->kept_link_room)
        return true;
    size_t room = 2 * (count + more) < most ? 2 * (count + more) : most;
    dedup_link *moved = realloc(found->kept_links, room * sizeof *moved);
    if (moved == NULL) {
        found->failed = true;
        return false;
    }
    found->kept_links = moved;
    found->kept_link_room = room;
    return true;
}

void dedup_keep_links(const dedup_aligner *al, dedup_aligned *chain, dedup_repeats *found)
{
    const dedup_hull *hull = &chain->hull;
    uint32_t later = hull->later_stop - hull->later, earlier = hull->earlier_stop - hull->earlier;
    if (!gave_siblings(found, chain->first, chain->count) || !has_room(al, later + earlier, found))
        return;
    chain->links = (uint32_t)found->kept_link_count;
    dedup_link *kept = found->kept_links + found->kept_link_count;
    memcpy(kept, al->later + hull->later, later * sizeof *kept);
    memcpy(kept + later, al->earlier + hull->earlier, earlier * sizeof *kept);
    found->kept_link_count += later + earlier;
}

/* Writes `count` kept links, with their partners moved `back` words back. */
static void put_back(const dedup_link *kept, uint32_t count, uint32_t back, dedup_link *links)
{
    for (uint32_t n = 0; n < count; n++)
        links[n] = (dedup_link){ kept[n].partner == DEDUP_NONE ? DEDUP_NONE : kept[n].partner - back, kept[n].equal };
}

static void put_links_back(dedup_aligner *al, const dedup_link *kept, const dedup_aligned *same, dedup_hull hull)
{
    uint32_t later = hull.later_stop - hull.later;
    put_back(kept, later, same->hull.earlier - hull.earlier, al->later + hull.later);
    put_back(kept + later, hull.earlier_stop - hull.earlier, same->hull.later - hull.later, al->earlier + hull.earlier);
}

/* Compares the words of a match again. */
static void compare_again(const dedup_side *side, dedup_piece *pieces, uint32_t count, dedup_evidence *sum)
{
    sum->changes = (dedup_changes){ 0 };
    for (dedup_piece *p = pieces; p < pieces + count; p++) {
        dedup_compare_words(side, p);
        if (dedup_is_measured(p))
            dedup_add_changes(&p->changes, &sum->changes);
    }
}

/* If words are not compared, only the hull is needed. */
static dedup_side side_of(const dedup_aligner *al, const dedup_aligned *chain, const dedup_match *match, bool linked)
{
    const dedup_hull *hull = &chain->hull;
    if (linked)
        return dedup_side_of(al, *hull, match->later, false);
    return (dedup_side){ .aligner = al, .lo = match->later ? hull->later : hull->earlier,
                         .hi = match->later ? hull->later_stop : hull->earlier_stop, .letters = match->repeat.letters };
}

/* Adds the pieces of a match. Returns false if out of memory. */
static bool add_pieces(const dedup_repeats *before, const dedup_match *match, uint32_t own, uint32_t kept,
                       dedup_repeats *found)
{
    for (uint32_t p = match->first; p < match->first + match->count; p++) {
        if (!DEDUP_GROW(&found->cut, piece, pieces))
            return false;
        dedup_piece piece = before->cut.pieces[p];
        piece.words -= own;
        piece.words_stop -= own;
        piece.kept_words -= kept;
        piece.kept_words_stop -= kept;
        found->cut.pieces[found->cut.piece_count++] = piece;
    }
    return true;
}

void dedup_add_again(dedup_aligner *al, const dedup_repeats *before, const dedup_aligned *same, dedup_aligned *chain,
                     const dedup_rules *rules, dedup_repeats *found)
{
    uint32_t later = same->later - chain->later, earlier = same->earlier - chain->earlier;
    bool linked = same->links != DEDUP_NONE;
    if (linked)
        put_links_back(al, before->kept_links + same->links, same, chain->hull);
    for (uint32_t n = same->first; n < same->first + same->count && !found->failed; n++) {
        dedup_match match = before->matches[n];
        dedup_side side = side_of(al, chain, &match, linked);
        size_t first = found->cut.piece_count;
        if (!add_pieces(before, &match, match.later ? later : earlier, match.later ? earlier : later, found))
            break;
        dedup_piece *pieces = found->cut.pieces + first;
        match.first = (uint32_t)first;
        dedup_recount(&side, pieces, match.count, &match.repeat.evidence);
        if (linked)
            compare_again(&side, pieces, match.count, &match.repeat.evidence);
        dedup_add_judged(match, rules, found);
    }
    if (linked) {
        chain->count = (uint32_t)found->match_count - chain->first;
        dedup_keep_links(al, chain, found);
        dedup_clear_links(al, chain->hull);
    }
}
