#include "alternating.h"

#include "reading.h"
#include "surroundings.h"

enum { ALTERNATING = 200 };    /* maximum characters of other text between two stretches of one table or form */

/* Returns whether a stretch repeats, in lines of prose, the beginning of another stretch that has a sentence more. */
static bool is_lead(const dedup_page *page, const dedup_removal *one, const dedup_removal *other)
{
    dedup_span kept = { one->first->at.kept_start, one->last->at.kept_stop };
    dedup_span more = { kept.stop, other->last->at.stop };
    if (other->first->at.start != kept.start || dedup_count_codes(page, more) < DEDUP_SENTENCE_LETTERS)
        return false;
    uint64_t lines = dedup_count(page, kept, "\n") + UINT64_C(1);
    return lines == 1 || dedup_count_codes(page, kept) >= DEDUP_SHORT_LINE * lines;
}

/* Returns whether a short span has a letter or digit that stays. */
static bool has_words(const dedup_page *page, dedup_span span)
{
    enum { MOST_BYTES = 4 * ALTERNATING };
    if (dedup_is_empty(span) || span.stop - span.start > MOST_BYTES || dedup_count_codes(page, span) > ALTERNATING)
        return false;
    while (span.start < span.stop) {
        dedup_unit unit = dedup_code_at(page, span.start);
        if (!dedup_is_removed(page, span.start) && dedup_is_alphanumeric(unit.code))
            return true;
        span.start = (uint32_t)unit.stop;
    }
    return false;
}

bool dedup_alternates(const dedup_page *page, const dedup_removal *before, const dedup_removal *after)
{
    dedup_span own = { before->last->at.stop, after->first->at.start };
    dedup_span kept = { before->last->at.kept_stop, after->first->at.kept_start };
    return kept.start <= kept.stop && !is_lead(page, before, after) && !is_lead(page, after, before)
        && has_words(page, own) && has_words(page, kept);
}
