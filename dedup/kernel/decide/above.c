#include "above.h"

#include "reading.h"
#include "features/quotes.h"
#include "surroundings.h"

enum {
    LONGEST_QUESTION = 150,    /* maximum characters of a question; more is a paragraph that ends in one */
    AFTER_COLON = 40,          /* maximum characters after the colon of a line that says who is quoted: a date */
    LONGEST_LABEL = 30,        /* maximum characters of a label that a blank line may follow */
    FIELDS = 12                /* lines of a record, in which the label of a field comes again */
};

static const char *const HEADING_MARKS[] = { "#", "**", "Q:", NULL };
static const char *const QUESTION_MARKS[] = { "?", "?**", "？", "؟", "\xCD\xBE", "か。", NULL };
static const char *const PROMPTS[] = { "$ ", ">>> ", NULL };        /* before a command whose output follows */

dedup_labels dedup_find_labels(const dedup_page *page, const dedup_removal *removal)
{
    const dedup_block *first = &removal->first->at;
    uint32_t own = dedup_last_solid(page, first->start), kept = dedup_last_solid(page, first->kept_start);
    bool touch = dedup_touches_kept(page, removal);
    if (own == DEDUP_NONE || dedup_is_removed(page, own))
        return (dedup_labels){ .copies_touch = touch, .stays = false };
    dedup_span above_kept = { kept == DEDUP_NONE ? 0 : kept, first->kept_start };
    return (dedup_labels){ .copies_touch = touch, .stays = true,
                           .own = dedup_line_to(page, own), .kept = dedup_line_to(page, kept),
                           .own_end = own, .kept_end = kept,
                           .own_is_close = first->lines_before == 1,
                           .kept_is_close = dedup_count(page, above_kept, "\n") == 1 };
}

static bool is_shorter(const dedup_page *page, dedup_span line, uint32_t characters)
{
    return dedup_count_codes(page, line) < characters;
}

/* Returns whether a line is a question, is marked as a heading, or is empty, as after the end of a text. */
static bool is_heading(const dedup_page *page, dedup_span line)
{
    return dedup_is_empty(line) || dedup_starts_with_any(page, line, HEADING_MARKS)
        || dedup_ends_with_any(page, line, QUESTION_MARKS);
}

/* Returns whether nothing of what a stretch belongs to is left below it: a question, a heading, the number of an item or
   the end of the text follows. */
static bool ends_section(const dedup_page *page, const dedup_removal *removal)
{
    dedup_span following = dedup_line_at(page, removal->last->at.gap_stop);
    return is_heading(page, following) || dedup_is_rank(page, following);
}

/* Returns whether a stretch is all that stands between a question and the next one, or the next heading. */
static bool is_answer(const dedup_page *page, const dedup_removal *removal, const dedup_labels *above)
{
    return dedup_ends_with_any(page, above->own, QUESTION_MARKS) && is_shorter(page, above->own, LONGEST_QUESTION)
        && !dedup_is_empty(dedup_line_at(page, removal->last->at.gap_stop)) && ends_section(page, removal);
}

/* Returns whether the line that ends at a place is a short one, no sentence, and the first of its paragraph. */
static bool heads_paragraph(const dedup_page *page, uint32_t place)
{
    if (place == DEDUP_NONE)
        return false;
    uint32_t start = dedup_line_start(page, place);
    dedup_span line = dedup_line_to(page, place);
    bool is_first = start == 0 || (start >= 2 && page->text[start - 1] == '\n' && page->text[start - 2] == '\n');
    return is_first && is_shorter(page, line, DEDUP_SHORT_LINE) && !dedup_ends_with_any(page, line, DEDUP_ENDS);
}

/* Returns whether two lines differ only in their numbers. */
static bool is_renumbered(const dedup_page *page, dedup_span line, dedup_span other)
{
    bool letters = false;
    for (;;) {
        dedup_unit own = { 0, line.start }, kept = { 0, other.start };
        bool more = false, others = false;
        for (; !more && line.start < line.stop; line.start = (uint32_t)own.stop) {
            own = dedup_code_at(page, line.start);
            more = dedup_digit_of(own.code) == 10;
        }
        for (; !others && other.start < other.stop; other.start = (uint32_t)kept.stop) {
            kept = dedup_code_at(page, other.start);
            others = dedup_digit_of(kept.code) == 10;
        }
        if (more != others || (more && own.code != kept.code))
            return false;
        if (!more)
            return letters;
        letters |= dedup_is_alphabetic(own.code);
    }
}

/* Returns whether a label and a stretch look like a record: two short lines, and a longer one further down. */
static bool is_record(const dedup_page *page, const dedup_removal *removal, dedup_span label)
{
    if (!is_shorter(page, label, DEDUP_SHORT_LINE) || dedup_ends_with_any(page, label, DEDUP_ENDS))
        return false;
    dedup_span rest = dedup_own(removal), first = dedup_take_line(page, &rest);
    if (!is_shorter(page, dedup_strip(page, first), DEDUP_SHORT_LINE)
        || dedup_ends_with_any(page, dedup_strip_end(page, first), DEDUP_ENDS))
        return false;
    while (rest.start < rest.stop)
        if (!is_shorter(page, dedup_strip(page, dedup_take_line(page, &rest)), DEDUP_LONG_LINE))
            return true;
    return false;
}

/* Returns whether a blank line, or nothing, follows a stretch. */
static bool ends_paragraph(const dedup_page *page, const dedup_removal *removal)
{
    return removal->last->at.gap_stop == page->size || removal->last->at.lines_after > 1;
}

/* Returns whether a line comes again above a place, within a record. */
static bool is_above(const dedup_page *page, dedup_span line, uint32_t place)
{
    for (uint32_t left = FIELDS; left > 0; left--) {
        uint32_t end = dedup_last_solid(page, place);
        dedup_span other = dedup_line_to(page, end);
        if (end == DEDUP_NONE || !is_shorter(page, other, DEDUP_BESIDE))
            return false;
        if (dedup_are_same(page, other, line))
            return true;
        place = dedup_line_start(page, end);
    }
    return false;
}

static bool is_below(const dedup_page *page, dedup_span line, uint32_t place)
{
    for (uint32_t left = FIELDS; left > 0; left--) {
        dedup_span other = dedup_line_at(page, dedup_next_solid(page, place));
        if (dedup_is_empty(other) || !is_shorter(page, other, DEDUP_BESIDE))
            return false;
        if (dedup_are_same(page, other, line))
            return true;
        place = other.stop;
    }
    return false;
}

/* Returns whether a stretch is the value of a field in a list of records: one line between two short ones, each of which
   comes again on the other side. */
static bool is_value(const dedup_page *page, const dedup_removal *removal, const dedup_labels *above)
{
    dedup_span own = dedup_own(removal), next = dedup_line_at(page, removal->last->at.gap_stop);
    if (dedup_find(page, own, "\n") != DEDUP_NONE || dedup_is_empty(next) || !is_shorter(page, next, DEDUP_SHORT_LINE)
        || !is_shorter(page, above->own, DEDUP_SHORT_LINE) || dedup_ends_with_any(page, above->own, DEDUP_ENDS))
        return false;
    return is_below(page, above->own, own.stop) && is_above(page, next, own.start);
}

/* Returns whether a stretch belongs to the line above it, and another line is above the kept copy. */
static bool has_other_label(const dedup_page *page, const dedup_removal *removal, const dedup_labels *above)
{
    if (dedup_are_same(page, above->kept, above->own) || above->copies_touch)
        return false;
    if (is_answer(page, removal, above) || is_value(page, removal, above))
        return true;
    if (dedup_ends_with_any(page, above->own, DEDUP_COLONS)
        && (above->own_is_close || is_shorter(page, above->own, LONGEST_LABEL)))
        return true;
    if (above->own_is_close)
        return above->kept_is_close
            && ((heads_paragraph(page, above->own_end) && heads_paragraph(page, above->kept_end))
                || ends_paragraph(page, removal) || is_renumbered(page, above->own, above->kept)
                || is_record(page, removal, above->own));
    bool is_question = dedup_ends_with_any(page, above->own, QUESTION_MARKS);
    return (is_question || (is_heading(page, above->own) && is_heading(page, above->kept))) && ends_section(page, removal);
}

/* Returns whether a stretch is everything that is indented below the line above it. */
static bool is_indented(const dedup_page *page, const dedup_removal *removal, const dedup_labels *above)
{
    uint32_t indent = dedup_indentation(page, removal->first->at.start), after = removal->last->at.gap_stop;
    if (indent == 0 || dedup_indentation(page, above->own_end) >= indent)
        return false;
    return after == page->size || dedup_indentation(page, after) < indent;
}

bool dedup_is_below_label(const dedup_page *page, const dedup_removal *removal, const dedup_labels *above)
{
    if (!above->stays || dedup_starts_with_any(page, dedup_rest(page, removal->first->at.start), DEDUP_QUOTE_PREFIXES))
        return false;
    return has_other_label(page, removal, above) || dedup_is_rank(page, above->own)
        || (above->own_is_close && dedup_starts_with_any(page, above->own, PROMPTS)) || is_indented(page, removal, above);
}

bool dedup_is_introduced(const dedup_page *page, const dedup_removal *removal, const dedup_labels *above)
{
    dedup_span rest = dedup_rest(page, removal->first->at.start), said = above->own;
    if (!above->stays || above->copies_touch || dedup_starts_with_any(page, rest, DEDUP_QUOTE_PREFIXES)
        || dedup_starts(page, rest, "|"))      /* the prefix of some mail programs */
        return false;
    if (!dedup_ends_with_any(page, said, DEDUP_COLONS)) {
        said.stop = dedup_find_last(page, said, ": ");      /* a date follows */
        if (!removal->first->at.lines_before || said.stop == DEDUP_NONE
            || !is_shorter(page, (dedup_span){ said.stop, above->own.stop }, AFTER_COLON))
            return false;
    }
    return dedup_says(page->text + said.start, said.stop - said.start);
}

bool dedup_is_below_table_head(const dedup_page *page, const dedup_removal *removal, const dedup_labels *above)
{
    return above->stays && !above->copies_touch && removal->first->at.lines_before
        && dedup_starts_with_any(page, above->own, DEDUP_TABLE_RULES);
}

static bool is_changed(const dedup_removal *removal)
{
    const dedup_removable *piece = removal->first;
    while (piece <= removal->last && piece->at.same_words)
        piece++;
    return piece <= removal->last;
}

bool dedup_is_other_record(const dedup_page *page, const dedup_removal *removal, const dedup_labels *above)
{
    if (!above->stays || above->copies_touch || dedup_are_same(page, above->own, above->kept))
        return false;
    if (is_answer(page, removal, above))
        return true;
    if (!above->own_is_close || !above->kept_is_close || !ends_paragraph(page, removal))
        return false;
    return (is_changed(removal) && is_shorter(page, above->own, DEDUP_SHORT_LINE)) || is_record(page, removal, above->own);
}
