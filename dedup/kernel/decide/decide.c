#include "decide.h"

#include "interrupt.h"
#include "loose_ends.h"
#include "neighbours.h"
#include "separators.h"
#include "sparing.h"
#include "stretches.h"

#include <stdlib.h>

/* How often pieces are taken in one round. */
enum { MOST_PASSES = 8 };

/* What is taken and refused so far. */
typedef struct {
    dedup_round round;
    dedup_removables open;     /* pieces of copies that are neither taken nor refused */
    dedup_removables taken;
    dedup_refusals refused;
    bool *is_refused;          /* [matches] some of it was refused for its form */
} selection;

/* Returns whether a reason concerns the form of a block, not how it differs from its copy: next to a removal it does not
   hold. */
static bool is_of_form(dedup_reason reason)
{
    switch (reason) {
    case DEDUP_SINGLE: case DEDUP_FORM: case DEDUP_CODE: case DEDUP_LIST: case DEDUP_VERSE: case DEDUP_NAMES:
        return true;
    default:
        return false;
    }
}

static void refuse(selection *s, uint32_t match, uint32_t piece, dedup_reason reason)
{
    dedup_refuse(&s->refused, match, piece, reason);
    s->is_refused[match] |= is_of_form(reason) && !s->round.asked->found->matches[match].in_gap;
}

/* Finds the pieces of all matches that are copies, and refuses the others. */
static void find_copies(selection *s)
{
    const dedup_asked *asked = s->round.asked;
    const dedup_repeats *found = asked->found;
    for (uint32_t m = 0; m < found->match_count && !dedup_pauses(m, m + UINT64_C(1)); m++) {
        const dedup_match *match = &found->matches[m];
        if (asked->goes && !asked->goes[m])
            continue;
        if (match->reason != DEDUP_COPY) {
            refuse(s, m, DEDUP_NONE, match->reason);
            continue;
        }
        for (uint32_t i = match->first; i < match->first + match->count; i++) {
            dedup_reason fault = dedup_judge_piece(&found->cut.pieces[i], &asked->rules);
            if (fault != DEDUP_COPY) {
                refuse(s, m, i, fault);
                continue;
            }
            dedup_removable piece = dedup_place_removable(&s->round, i);
            piece.match = m;
            dedup_add_removable(&s->open, piece);
        }
    }
}

/* Drops the stretches that must stay; their pieces are refused, but for neighbours. */
static void sift(selection *s)
{
    dedup_removables stay = { 0 };
    dedup_removal before, removal, after;
    size_t count = s->taken.piece_count, next;
    for (size_t first = 0; first < count; first = next) {
        bool is_first = first == 0;
        removal = is_first ? dedup_stretch_from(&s->taken, first) : after;
        next = (size_t)(removal.last - s->taken.pieces) + 1;
        if (next < count)
            after = dedup_stretch_from(&s->taken, next);
        dedup_reason reason = dedup_judge_removal(&s->round, &removal, is_first ? NULL : &before,
                                                  next < count ? &after : NULL);
        for (const dedup_removable *piece = removal.first; piece <= removal.last; piece++)
            if (reason == DEDUP_COPY)
                dedup_add_removable(&stay, *piece);
            else if (piece->match != DEDUP_NONE)
                dedup_refuse(&s->refused, piece->match, piece->piece, reason);
        before = removal;
        if (dedup_pauses(first, next))
            break;
    }
    s->round.failed |= stay.failed;
    free(s->taken.pieces);
    s->taken = stay;
}

/* Takes pieces and drops the stretches that must stay. */
static void take(selection *s)
{
    dedup_reset_page(&s->round.page);
    dedup_take_pieces(&s->round.page, &s->open, &s->taken);
    if (s->round.asked->found->doubled || s->taken.piece_count == 0)
        return;      /* the units of a doubled text may be short, and are next to their copies */
    dedup_take_neighbours(&s->round, s->is_refused, &s->taken);
    dedup_sort_pieces(&s->taken);
    dedup_drop_loose_ends(&s->round, &s->taken, &s->refused);
    sift(s);
}

static void choose(selection *s, dedup_decision *made)
{
    find_copies(s);
    /* If all that was taken must stay, what overlaps it may still be removed. */
    for (int pass = 0; pass < MOST_PASSES && s->taken.piece_count == 0 && s->open.piece_count > 0; pass++)
        take(s);
    if (s->taken.piece_count == 0)
        for (size_t i = 0; i < s->open.piece_count; i++)
            dedup_refuse(&s->refused, s->open.pieces[i].match, s->open.pieces[i].piece, DEDUP_UNCUT);
    dedup_sort_pieces(&s->taken);
    dedup_choose_pieces(&s->round.page, &s->taken, made);
    if (s->taken.piece_count == 0)      /* a later round will ask again otherwise */
        dedup_spare(&s->round, &s->refused, made);
}

/* Refuses all matches, for their own reasons. */
static void refuse_all(selection *s)
{
    const dedup_repeats *found = s->round.asked->found;
    for (uint32_t m = 0; m < found->match_count; m++)
        dedup_refuse(&s->refused, m, DEDUP_NONE, found->matches[m].reason ? found->matches[m].reason : DEDUP_UNCUT);
}

static bool decide(const dedup_asked *asked, bool spares_all, dedup_decision *made)
{
    selection s = { .round = { .asked = asked } };
    dedup_round *round = &s.round;
    s.is_refused = calloc(asked->found->match_count + 1, sizeof *s.is_refused);
    bool ready = dedup_open_page(&round->page, asked->read.text, asked->read.size, asked->read.marks) && s.is_refused;
    if (ready && spares_all) {
        refuse_all(&s);
        dedup_spare(round, &s.refused, made);
    } else if (ready) {
        choose(&s, made);
    }
    bool failed = !ready || round->failed || round->page.failed
        || s.open.failed || s.taken.failed || s.refused.failed
        || made->failed;
    free(s.is_refused);
    free(s.open.pieces);
    free(s.taken.pieces);
    free(s.refused.refusals);
    free(round->strength);
    dedup_free_targets(&round->targets);
    dedup_free_page(&round->page);
    return !failed && !dedup_stopped();
}

bool dedup_decide(const dedup_asked *asked, dedup_decision *made)
{
    return decide(asked, false, made);
}

bool dedup_spare_all(const dedup_asked *asked, dedup_decision *made)
{
    return decide(asked, true, made);
}

void dedup_free_decision(dedup_decision *made)
{
    free(made->choices);
    free(made->spared);
}
