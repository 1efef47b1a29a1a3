#include "numbering.h"

#include "reading.h"
#include "surroundings.h"

enum {
    DIGITS = 3,            /* maximum digits of an item's number: a year is none */
    LONGEST_ITEM = 8       /* maximum lines of an item: it may be wrapped, or have paragraphs */
};

static const char *const OPENINGS[] = { "(", "（", NULL };
static const char *const POINTS[] = { ".", ")", "．", "）", "、", NULL };

/* The number at the head of a line that begins an item: `7.`, `7)`, `(7)`, `7、`; 0 for any other line. */
static uint32_t number_of(const dedup_page *page, dedup_span line)
{
    uint32_t number = 0;
    line = dedup_strip_start(page, line);
    if (dedup_starts_with_any(page, line, OPENINGS))
        line.start = (uint32_t)dedup_code_at(page, line.start).stop;
    for (uint32_t count = 0; !dedup_is_empty(line); count++) {
        dedup_unit unit = dedup_code_at(page, line.start);
        uint32_t digit = dedup_digit_of(unit.code);
        if (digit == 10 || count == DIGITS)
            break;
        number = 10 * number + digit;
        line.start = (uint32_t)unit.stop;
    }
    if (!dedup_starts_with_any(page, line, POINTS))
        return 0;
    line.start = (uint32_t)dedup_code_at(page, line.start).stop;      /* 7.5 is no item */
    return dedup_is_empty(line) || dedup_digit_of(dedup_code_at(page, line.start).code) == 10 ? number : 0;
}

/* The number of the item that stays directly above a place, or 0. */
static uint32_t number_above(const dedup_page *page, uint32_t place)
{
    uint32_t number = 0;
    for (uint32_t left = LONGEST_ITEM; left > 0 && !number; left--) {
        uint32_t end = dedup_last_solid(page, place);
        if (end == DEDUP_NONE)
            break;
        place = dedup_line_start(page, end);
        number = dedup_is_removed(page, end) ? 0 : number_of(page, dedup_line_to(page, end));
    }
    return number;
}

/* The number of the item that stays directly below a place, or 0. */
static uint32_t number_below(const dedup_page *page, uint32_t place)
{
    uint32_t number = 0;
    for (uint32_t left = LONGEST_ITEM; left > 0 && !number && place < page->size; left--) {
        uint32_t start = dedup_next_solid(page, place);
        dedup_span rest = { start, dedup_ahead(page, start, DEDUP_LONGEST_LINE) };
        dedup_span line = dedup_take_line(page, &rest);
        number = dedup_is_empty(line) || dedup_is_removed(page, start) ? 0 : number_of(page, line);
        place = rest.start;
    }
    return number;
}

/* The number of the last item of a stretch. */
static uint32_t last_number(const dedup_page *page, dedup_span rest)
{
    uint32_t last = 0;
    while (rest.start < rest.stop) {
        uint32_t number = number_of(page, dedup_take_line(page, &rest));
        last = number ? number : last;
    }
    return last;
}

bool dedup_is_numbered_item(const dedup_page *page, const dedup_removal *removal)
{
    const dedup_block *first = &removal->first->at, *last = &removal->last->at;
    uint32_t line = dedup_line_start(page, first->start);
    uint32_t number = number_of(page, (dedup_span){ line, last->stop });
    if (!number || !dedup_has_whole_lines(page, removal))
        return false;
    uint32_t above = number_above(page, line), below = number_below(page, last->gap_stop);
    return (above && above < number) || below > last_number(page, (dedup_span){ line, last->stop });
}
