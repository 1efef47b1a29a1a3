#include "mentions.h"

#include "reading.h"

enum {
    LONGEST = 2048,        /* maximum characters searched for the start of an alternative text or a link target */
    COVERED = 90,          /* minimum percentage of a copy's letters in an alternative text that is the whole copy */
    NAME = 40,             /* maximum letters of a site's name, or of the other steps of a path */
    HEADLINE = 120         /* maximum letters of a headline */
};

/* Between a headline and the name of the site, after a space. */
static const char *const TITLE_SEPARATORS[] = { "|", "- ", "– ", "— ", "· ", "• ", "» ", "« ", ":: ", "> ", "› ", "/ ", NULL };
static const char *const FULL_STOPS[] = { ".", "!", "?", "…", "。", "！", "？", "؟", "۔", "।", NULL };

/* What may follow the last word of a headline. */
static bool is_closing(uint32_t code)
{
    switch (code) {
    case '"': case '\'': case ')': case ']': case '*': case '_': case 0x201D: case 0x2019: case 0xBB:
        return true;
    default:
        return false;
    }
}

/* Returns whether a place is inside a name in code, as `join` is in `try_join`. */
static bool is_within_word(const dedup_page *page, uint32_t place)
{
    return place > 0 && page->text[place - 1] == '_' && place < page->size
        && dedup_is_alphanumeric(dedup_code_at(page, place).code);
}

/* Returns whether a span is a heading, and nothing else. */
static bool is_heading(const dedup_page *page, dedup_span span)
{
    uint32_t line = dedup_line_start(page, span.start);
    if (!dedup_starts(page, dedup_rest(page, line), "#") || dedup_find(page, span, "\n\n") != DEDUP_NONE)
        return false;
    for (uint32_t at = line; at < span.start; at++)
        if (memchr("#* [", page->text[at], 4) == NULL)
            return false;
    return true;
}

/* Returns whether an element ends inside a span, or directly after it. */
static bool closes_tag(const dedup_page *page, dedup_span span)
{
    return dedup_find(page, (dedup_span){ span.start, dedup_ahead(page, span.stop, 2) }, "</") != DEDUP_NONE;
}

/* The letters of a span that are in an image's alternative text or a link target, if it begins in one. */
static uint32_t hidden_letters(dedup_page *page, dedup_span span)
{
    while (span.start < span.stop) {
        dedup_unit unit = dedup_code_at(page, span.start);
        if (dedup_is_alphanumeric(unit.code))
            break;
        span.start = (uint32_t)unit.stop;
    }
    dedup_span before = { dedup_back(page, span.start, LONGEST), span.start };
    uint32_t image = dedup_find_last(page, before, "!["), address = dedup_find_last(page, before, "](");
    const char *close;
    if (image != DEDUP_NONE && (address == DEDUP_NONE || image > address))
        close = "](";
    else if (address != DEDUP_NONE && dedup_find(page, (dedup_span){ address, span.start }, ":") != DEDUP_NONE
             && dedup_find(page, (dedup_span){ address, span.start }, ")") == DEDUP_NONE)
        close = ")";
    else
        return 0;
    uint32_t end = dedup_find(page, span, close);
    return dedup_letters_of(page, (dedup_span){ span.start, end == DEDUP_NONE ? span.stop : end });
}

/* Returns whether a line ends in a full stop, but for white space and closing punctuation after it. */
static bool ends_sentence(const dedup_page *page, dedup_span line)
{
    while (line.start < line.stop) {
        dedup_unit unit = dedup_code_before(page, line.stop);
        if (!is_closing(unit.code) && !dedup_is_blank(unit.code))
            break;
        line.stop = (uint32_t)unit.stop;
    }
    return dedup_ends_with_any(page, line, FULL_STOPS);
}

/* Returns whether what follows a headline in its line is the name of the site: after a separator, or in the first line of
   the text, which is the page's title. */
static bool is_site_name(const dedup_page *page, uint32_t line, dedup_span after)
{
    if (dedup_is_empty(after) || !dedup_is_blank(dedup_code_at(page, after.start).code))
        return false;
    bool is_first = dedup_back(page, line, DEDUP_BESIDE) == 0 && dedup_is_empty(dedup_strip(page, (dedup_span){ 0, line }));
    return is_first || dedup_starts_with_any(page, dedup_strip_start(page, after), TITLE_SEPARATORS);
}

static bool is_headline(dedup_page *page, dedup_span span)
{
    return !ends_sentence(page, span) && !dedup_looks_quoted(page, span) && dedup_letters_of(page, span) <= HEADLINE;
}

/* Returns whether a headline in the kept copy is a page's title, a step of a path, a list item, or part of a sentence. */
static bool only_names(dedup_page *page, dedup_span kept, dedup_span headline)
{
    uint32_t line = dedup_line_start(page, kept.start), nearest = dedup_back(page, kept.start, DEDUP_BESIDE);
    dedup_span before = { line > nearest ? line : nearest, kept.start };
    dedup_span after = { kept.stop, dedup_line_stop(page, kept.stop) };
    while (after.start < after.stop && is_closing(dedup_code_at(page, after.start).code))
        after.start = (uint32_t)dedup_code_at(page, after.start).stop;
    uint32_t in_front = dedup_letters_of(page, before), behind = dedup_letters_of(page, after);
    if (behind > 0 && in_front + behind <= NAME && is_site_name(page, line, after))
        return true;
    if (!is_headline(page, headline))
        return false;
    if (dedup_starts_with_any(page, dedup_rest(page, kept.start), DEDUP_ITEMS)
        && !dedup_starts_with_any(page, headline, DEDUP_ITEMS))
        return true;
    if (behind > NAME && !in_front)      /* a teaser: the text continues */
        return false;
    return behind > 0 || (in_front > 0 && !dedup_ends_with_any(page, dedup_strip_end(page, before), FULL_STOPS));
}

bool dedup_is_mention(dedup_page *page, const dedup_removable *piece)
{
    const dedup_block *at = &piece->at;
    dedup_span own = { at->start, at->stop }, kept = { at->kept_start, at->kept_stop };
    if (kept.start < page->body)         /* the fields of front matter tell a title, as a heading does */
        return false;
    if (is_within_word(page, kept.start) && !is_within_word(page, own.start))
        return true;
    if (closes_tag(page, kept) && !closes_tag(page, own))
        return true;
    if (is_heading(page, own) && !is_heading(page, kept))
        return true;
    if (hidden_letters(page, kept) * UINT64_C(100) >= COVERED * (uint64_t)piece->letters)
        return hidden_letters(page, own) == 0;
    bool begins = at->lines_before || at->gap_start == 0, ends = at->lines_after || at->gap_stop == page->size;
    return begins && ends && only_names(page, kept, own);
}
