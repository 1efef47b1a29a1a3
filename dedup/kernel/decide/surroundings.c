#include "surroundings.h"

#include "reading.h"
#include "structure/wrapping.h"

enum {
    PARAGRAPH = 100,       /* minimum characters of a line, on average, if lines are paragraphs and not wrapped */
    REST = 4               /* at most 1 letter in 4 is left beside a stretch that is nearly all of its paragraphs */
};

static const char *const COMMAS[] = { ",", "，", "、", "،", NULL };
static const char *const ESCAPES[] = { "\\n", "\\r", "\\t", NULL };       /* for white space */

/* The tags of a quotation, which is removed for its original. */
static const char *const QUOTATION_TAGS[] = { "<blockquote>", "<q>", NULL };

/* The last character of a tag or an entity by its first; 0 for anything else. */
static const char *close_of(uint8_t first)
{
    return first == '<' ? ">" : first == '&' ? ";" : first == '[' ? "]" : NULL;
}

bool dedup_is_joint(const dedup_page *page, dedup_span gap)
{
    enum { MOST_BYTES = 4 * DEDUP_BESIDE };
    gap = dedup_strip(page, gap);
    if (dedup_is_empty(gap))
        return true;
    if (gap.stop - gap.start > MOST_BYTES || dedup_count_codes(page, gap) > DEDUP_BESIDE)
        return false;
    while (gap.start < gap.stop) {
        const char *close = close_of(page->text[gap.start]);
        dedup_unit unit = dedup_code_at(page, gap.start);
        if (close) {
            uint32_t found = dedup_find(page, gap, close);
            if (found == DEDUP_NONE)
                return false;
            gap.start = found + 1;
        } else if (dedup_starts_with_any(page, gap, ESCAPES)) {
            gap.start += 2;
        } else if (dedup_is_alphanumeric(unit.code)) {
            return false;
        } else {
            gap.start = (uint32_t)unit.stop;
        }
    }
    return true;
}

bool dedup_touches_kept(const dedup_page *page, const dedup_removal *removal)
{
    const dedup_block *first = &removal->first->at, *last = &removal->last->at;
    if (first->kept_stop <= first->start)
        return dedup_is_joint(page, (dedup_span){ first->kept_stop, first->start });
    return last->stop <= last->kept_start && dedup_is_joint(page, (dedup_span){ last->stop, last->kept_start });
}

/* The letters of the words in a span that are not removed. */
static uint32_t letters_left(dedup_page *page, dedup_span span)
{
    uint32_t left = 0;
    dedup_letters_of(page, span);
    for (uint32_t i = 0; i < page->words.count; i++)
        if (!dedup_is_removed(page, span.start + page->words.start[i]))
            left += dedup_letters_in(&page->words, i, i + 1);
    return left;
}

/* The last word of a span, as white space parts it. */
static dedup_span last_word(const dedup_page *page, dedup_span span)
{
    uint32_t space = dedup_find_last(page, span, " ");
    return (dedup_span){ space == DEDUP_NONE ? span.start : space + 1, span.stop };
}

/* Returns whether the kept copy of a block is in the middle of a sentence, after the last word of a line. */
static bool is_kept_after(const dedup_page *page, const dedup_block *block, dedup_span line)
{
    uint32_t start = dedup_line_start(page, block->kept_start), nearest = dedup_back(page, block->kept_start, DEDUP_BESIDE);
    dedup_span before = dedup_strip(page, (dedup_span){ start > nearest ? start : nearest, block->kept_start });
    return !dedup_is_empty(before) && dedup_are_same(page, last_word(page, before), last_word(page, line));
}

/* Returns whether a stretch continues a sentence of the line above, which stays. Its first word may be a name, and a
   link; after a comma, it continues even below a blank line. */
static bool goes_on(const dedup_page *page, const dedup_removal *removal)
{
    const dedup_block *first = &removal->first->at;
    uint32_t above = first->lines_before ? dedup_last_solid(page, first->start) : DEDUP_NONE;
    if (above == DEDUP_NONE || dedup_is_removed(page, above))
        return false;
    dedup_span line = dedup_line_to(page, above);
    if (dedup_ends_with_any(page, line, COMMAS))
        return true;
    if (first->lines_before != 1 || dedup_ends_with_any(page, line, DEDUP_ENDS))
        return false;
    if (dedup_is_small(dedup_code_at(page, first->start).code))
        return dedup_count_codes(page, line) >= DEDUP_WRAPPED;
    return is_kept_after(page, first, line);
}

/* Returns whether a long stretch of paragraphs is nearly all of their text, as of a body in which a few sentences were
   changed too much. */
static bool is_nearly_all(dedup_page *page, const dedup_removal *removal)
{
    dedup_span own = dedup_own(removal), before = { dedup_line_start(page, own.start), own.start };
    if (removal->letters < DEDUP_LONG
        || dedup_count_codes(page, own) < PARAGRAPH * (dedup_count(page, own, "\n") + UINT64_C(1)))
        return false;
    dedup_span after = { own.stop, dedup_ahead(page, own.stop, DEDUP_LONGEST_LINE) };
    uint32_t feed = dedup_find(page, after, "\n");
    after.stop = feed == DEDUP_NONE ? after.stop : feed;
    return REST * ((uint64_t)letters_left(page, before) + letters_left(page, after)) <= removal->letters;
}

bool dedup_stands_inside(dedup_page *page, const dedup_removal *removal)
{
    const dedup_block *first = &removal->first->at, *last = &removal->last->at;
    if (dedup_touches_kept(page, removal))
        return false;
    if (goes_on(page, removal))
        return true;
    uint32_t beside = 0;
    if (!first->lines_before) {
        uint32_t start = dedup_line_start(page, first->start), nearest = dedup_back(page, first->start, DEDUP_BESIDE);
        beside += letters_left(page, (dedup_span){ start > nearest ? start : nearest, first->start });
    }
    if (!last->lines_after)
        beside += letters_left(page, (dedup_span){ last->stop, dedup_line_stop(page, last->stop) });
    return beside >= DEDUP_SENTENCE_LETTERS && !is_nearly_all(page, removal);
}

static bool is_quoted_line(dedup_page *page, dedup_span line)
{
    return dedup_starts(page, line, ">") && dedup_letters_of(page, line) > 0;
}

bool dedup_is_in_quotation(dedup_page *page, const dedup_removal *removal)
{
    const dedup_block *first = &removal->first->at, *last = &removal->last->at;
    if (page->text[first->start] != '>')
        return false;
    uint32_t above = dedup_last_solid(page, first->start), below = last->gap_stop;
    if (first->lines_before == 1 && above != DEDUP_NONE && !dedup_is_removed(page, above)
        && is_quoted_line(page, dedup_line_to(page, above)))
        return true;
    return last->lines_after == 1 && below < page->size && !dedup_is_removed(page, below)
        && is_quoted_line(page, dedup_line_at(page, below));
}

bool dedup_fills_element(const dedup_page *page, const dedup_removal *removal)
{
    const dedup_block *first = &removal->first->at;
    if (!dedup_starts(page, dedup_rest(page, removal->last->at.gap_stop), "<") || page->text[first->start] == '<')
        return false;
    uint32_t before = dedup_last_solid(page, first->start);
    return before != DEDUP_NONE && page->text[before] == '>'
        && !dedup_ends_with_any(page, (dedup_span){ 0, before + 1 }, QUOTATION_TAGS);
}

bool dedup_has_whole_lines(const dedup_page *page, const dedup_removal *removal)
{
    const dedup_block *first = &removal->first->at, *last = &removal->last->at;
    return (first->lines_before || first->gap_start == 0) && (last->lines_after || last->gap_stop == page->size);
}

/* The indentation and first character of the line at a place. */
static dedup_span head_of(const dedup_page *page, uint32_t place)
{
    uint32_t start = dedup_line_start(page, place);
    dedup_span line = { start, dedup_line_stop(page, start) };
    dedup_span content = dedup_strip_start(page, line);
    return (dedup_span){ start, dedup_is_empty(content) ? line.stop : (uint32_t)dedup_code_at(page, content.start).stop };
}

/* Returns whether a place is in a list item that stays, with the same marker as another. */
static bool is_item_left(const dedup_page *page, uint32_t place, uint32_t item)
{
    return place < page->size && !dedup_is_removed(page, place)
        && dedup_are_same(page, head_of(page, place), head_of(page, item));
}

static bool has_items(const dedup_page *page, dedup_span lines)
{
    while (lines.start < lines.stop)
        if (dedup_starts_with_any(page, dedup_strip_start(page, dedup_take_line(page, &lines)), DEDUP_ITEMS))
            return true;
    return false;
}

/* Returns whether the lines directly above and below a stretch are the same mark of one character: it is an item of their
   list. `>` is an empty line of a quotation. */
static bool is_between_marks(const dedup_page *page, const dedup_removal *removal)
{
    uint32_t above = dedup_last_solid(page, removal->first->at.start), below = removal->last->at.gap_stop;
    if (above == DEDUP_NONE || below >= page->size || dedup_is_removed(page, above) || dedup_is_removed(page, below))
        return false;
    dedup_span mark = dedup_line_to(page, above);
    return dedup_are_same(page, mark, dedup_line_at(page, below)) && dedup_count_codes(page, mark) == 1
        && !dedup_starts(page, mark, ">") && dedup_is_joint(page, mark);
}

bool dedup_is_in_list(const dedup_page *page, const dedup_removal *removal)
{
    const dedup_block *first = &removal->first->at, *last = &removal->last->at;
    if (is_between_marks(page, removal))
        return true;
    if (!dedup_has_whole_lines(page, removal)
        || !dedup_starts_with_any(page, dedup_rest(page, first->start), DEDUP_ITEMS))
        return false;
    bool above = is_item_left(page, dedup_last_solid(page, first->start), first->start);
    bool below = is_item_left(page, last->gap_stop, first->start);
    if (above && below)
        return true;
    dedup_span others = dedup_own(removal);
    dedup_take_line(page, &others);
    return (above || below) && !first->same_words && !has_items(page, others);
}

bool dedup_is_other_item(dedup_page *page, const dedup_removal *removal)
{
    const dedup_block *first = &removal->first->at;
    dedup_span own = { first->start, first->stop };
    if (removal->first != removal->last || !dedup_starts_with_any(page, dedup_rest(page, own.start), DEDUP_ITEMS)
        || dedup_find(page, own, "\n") != DEDUP_NONE)
        return false;
    uint32_t start = dedup_line_start(page, first->kept_start);
    dedup_span kept = dedup_strip(page, (dedup_span){ start, dedup_line_stop(page, first->kept_start) });
    return dedup_starts_with_any(page, kept, DEDUP_ITEMS)
        && dedup_letters_of(page, kept) >= removal->first->letters + DEDUP_SENTENCE_LETTERS;
}
