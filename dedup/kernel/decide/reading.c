#include "reading.h"

enum {
    NUMBER = 3,            /* maximum characters of a number alone in a line, as in a ranking */
    LONGEST_RANK = 8       /* maximum characters of an item's number with its punctuation */
};

const char *const DEDUP_ENDS[] = { ".", "!", "?", ":", ";", "…", "。", "！", "？", NULL };
const char *const DEDUP_TABLE_RULES[] = { "---|", "|---", "| ---", "|:-", ":-", NULL };
const char *const DEDUP_COLONS[] = { ":", "：", NULL };
const char *const DEDUP_ITEMS[] = { "- ", "* ", "+ ", "• ", "· ", "◦ ", "▪ ", NULL };
const char *const DEDUP_QUOTE_PREFIXES[] = { ">", "&gt;", NULL };
const char *const DEDUP_OPENING_QUOTES[] = { "\"", "“", "„", "«", "「", NULL };
const char *const DEDUP_CLOSING_QUOTES[] = { "\"", "”", "“", "»", "«", "」", NULL };

bool dedup_looks_quoted(const dedup_page *page, dedup_span span)
{
    return dedup_starts_with_any(page, span, DEDUP_QUOTE_PREFIXES)
        || dedup_starts_with_any(page, span, DEDUP_OPENING_QUOTES);
}

uint32_t dedup_line_start(const dedup_page *page, uint32_t place)
{
    uint32_t left = DEDUP_LONGEST_LINE;
    while (place > 0 && page->text[place - 1] != '\n' && left > 0)
        left -= !dedup_continues(page->text[--place]);
    return place;
}

uint32_t dedup_line_stop(const dedup_page *page, uint32_t place)
{
    uint32_t end = dedup_ahead(page, place, DEDUP_BESIDE);
    uint32_t found = dedup_find(page, (dedup_span){ place, end }, "\n");
    return found == DEDUP_NONE ? end : found;
}

dedup_span dedup_line_at(const dedup_page *page, uint32_t place)
{
    return dedup_strip(page, (dedup_span){ place, dedup_line_stop(page, place) });
}

dedup_span dedup_line_to(const dedup_page *page, uint32_t place)
{
    if (place == DEDUP_NONE)
        return (dedup_span){ 0, 0 };
    return dedup_strip(page, (dedup_span){ dedup_line_start(page, place), (uint32_t)dedup_code_at(page, place).stop });
}

uint32_t dedup_last_solid(const dedup_page *page, uint32_t stop)
{
    for (uint32_t left = DEDUP_LONGEST_LINE; stop > 0 && left > 0; left--) {
        dedup_unit unit = dedup_code_before(page, stop);
        stop = (uint32_t)unit.stop;
        if (!dedup_is_blank(unit.code))
            return stop;
    }
    return DEDUP_NONE;
}

uint32_t dedup_next_solid(const dedup_page *page, uint32_t start)
{
    return dedup_strip_start(page, (dedup_span){ start, dedup_ahead(page, start, DEDUP_LONGEST_LINE) }).start;
}

bool dedup_is_beside_kept(const dedup_page *page, dedup_span span)
{
    uint32_t above = dedup_last_solid(page, span.start), below = dedup_next_solid(page, span.stop);
    return (above != DEDUP_NONE && page->state[above] == DEDUP_CLAIMED)
        || (below < page->size && page->state[below] == DEDUP_CLAIMED);
}

uint32_t dedup_indentation(const dedup_page *page, uint32_t place)
{
    uint32_t start = dedup_line_start(page, place);
    return dedup_count_codes(page, (dedup_span){ start, dedup_strip_start(page, (dedup_span){ start, place }).start });
}

bool dedup_is_rank(const dedup_page *page, dedup_span line)
{
    uint32_t characters = dedup_count_codes(page, line), digits = 0, letters = 0, plain = 0;
    if (characters > LONGEST_RANK)
        return false;
    for (uint32_t at = line.start; at < line.stop;) {
        dedup_unit unit = dedup_code_at(page, at);
        at = (uint32_t)unit.stop;
        digits += dedup_digit_of(unit.code) < 10;
        letters += dedup_is_alphabetic(unit.code);
        plain += unit.code < 0x80 && dedup_is_alphanumeric(unit.code);
    }
    return (characters > 0 && characters <= NUMBER && plain == characters)
        || (digits > 0 && digits <= NUMBER && letters <= NUMBER);
}

/* A number and the parts after its colons, as far as a year or a time has any. */
typedef struct {
    uint32_t parts, digits[3], value;
} number;

/* Returns whether it is a year in which a page may have been written, or hours and minutes, optionally seconds. */
static bool is_year_or_time(const number *n)
{
    if (n->parts == 1)
        return n->digits[0] == 4 && n->value >= 1900 && n->value < 2100;
    return n->parts <= 3 && n->digits[0] > 0 && n->digits[0] <= 2 && n->digits[1] == 2
        && (n->parts == 2 || n->digits[2] == 2);
}

bool dedup_is_date(const dedup_page *page, dedup_span line)
{
    if (dedup_ends_with_any(page, line, DEDUP_ENDS) || dedup_starts(page, line, "©"))
        return false;
    number n = { .parts = 1 };
    for (uint32_t at = line.start; at < line.stop;) {
        dedup_unit unit = dedup_code_at(page, at);
        uint32_t digit = dedup_digit_of(unit.code);
        at = (uint32_t)unit.stop;
        if (unit.code == ':') {
            n.parts += n.parts <= 3;
        } else if (digit < 10) {
            uint32_t part = n.parts - 1;
            if (part < 3)
                n.digits[part] += 1;
            n.value = n.digits[0] <= 4 ? n.value * 10 + digit : n.value;
        } else {
            if (is_year_or_time(&n))
                return true;
            n = (number){ .parts = 1 };
        }
    }
    return is_year_or_time(&n);
}
