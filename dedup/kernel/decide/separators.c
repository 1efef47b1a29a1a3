#include "separators.h"

/* What to remove of consecutive pieces: without both, or with one of the separators around them. */
static dedup_span with_separator(const dedup_page *page, const dedup_block *first, const dedup_block *last)
{
    dedup_span span = { first->start, last->stop };
    bool single = first->lines_before == 1 && last->lines_after == 1 && last->gap_stop < page->size;
    bool parted = first->gap_start < span.start && span.stop < last->gap_stop;
    if (span.stop == page->size || (parted && !single && last->lines_after > first->lines_before))
        span.start = first->gap_start;
    else if (span.start == 0 || (parted && !single))
        span.stop = last->gap_stop;
    return span;
}

static void add_choice(const dedup_page *page, const dedup_removable *piece, dedup_span span, dedup_decision *made)
{
    dedup_span own = { piece->at.start, piece->at.stop }, kept = { piece->at.kept_start, piece->at.kept_stop };
    dedup_kind kind = !piece->at.same_words ? DEDUP_NEAR
        : dedup_are_same(page, own, kept) ? DEDUP_EXACT : DEDUP_SAME_WORDS;
    if (DEDUP_GROW(made, choice, choices))
        made->choices[made->choice_count++] = (dedup_choice){
            .start = span.start, .stop = span.stop, .kept_start = kept.start, .kept_stop = kept.stop,
            .letters = piece->letters, .equal = piece->at.same_words ? piece->letters : piece->equal,
            .match = piece->match, .kind = kind, .partial = piece->at.partial };
}

void dedup_choose_pieces(const dedup_page *page, const dedup_removables *taken, dedup_decision *made)
{
    const dedup_removable *pieces = taken->pieces;
    uint32_t removed = 0;
    for (size_t first = 0, last; first < taken->piece_count; first = last + 1) {
        for (last = first; last + 1 < taken->piece_count && pieces[last].at.gap_stop >= pieces[last + 1].at.start; last++)
            continue;
        dedup_span span = with_separator(page, &pieces[first].at, &pieces[last].at);
        span.start = span.start > removed ? span.start : removed;
        removed = span.stop;
        for (size_t i = first; i <= last; i++) {
            uint32_t start = i == first ? span.start : pieces[i].at.start;
            add_choice(page, &pieces[i], (dedup_span){ start, i == last ? span.stop : pieces[i + 1].at.start }, made);
        }
    }
}
