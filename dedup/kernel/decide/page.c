#include "page.h"

#include <stdlib.h>

static const char FENCE[] = "---\n";         /* before and after the front matter of a Markdown file */

bool dedup_open_page(dedup_page *page, const uint8_t *text, size_t size, const uint32_t *marks)
{
    *page = (dedup_page){ .text = text, .size = (uint32_t)size, .marks = marks, .state = calloc(size + 1, 1) };
    dedup_span rest = dedup_rest(page, 0);
    if (dedup_starts(page, rest, FENCE)) {
        rest.start = sizeof FENCE - 1;
        uint32_t end = dedup_find(page, rest, FENCE);
        page->body = end == DEDUP_NONE ? 0 : end;
    }
    return page->state != NULL;
}

void dedup_free_page(dedup_page *page)
{
    free(page->words.hash);
    free(page->words.start);
    free(page->words.stop);
    free(page->words.letters);
    free(page->words.flags);
    free(page->state);
}

void dedup_reset_page(dedup_page *page)
{
    memset(page->state, 0, page->size);
}

bool dedup_is_blank(uint32_t code)
{
    if (code < 0x80)
        return code == ' ' || (code >= '\t' && code <= '\r');
    switch (code) {
    case 0x85: case 0xA0: case 0x1680: case 0x2028: case 0x2029: case 0x202F: case 0x205F: case 0x3000:
        return true;
    default:
        return code >= 0x2000 && code <= 0x200A;
    }
}

uint32_t dedup_digit_of(uint32_t code)
{
    enum { DECIMAL = 10 };
    const dedup_fold *fold = dedup_fold_of(code);
    if (fold->kind != DEDUP_NUMBER || fold->length != 1)
        return DECIMAL;
    uint32_t folded = code + (uint32_t)fold->fold, value = 0;
    if (folded < 0x80)
        return folded - '0';
    while (value < DECIMAL && dedup_fold_of(folded - value - 1)->kind == DEDUP_NUMBER)     /* zero is the first of them */
        value++;
    return value;
}

dedup_unit dedup_code_before(const dedup_page *page, uint32_t at)
{
    return dedup_previous_code(page->text, at);
}

uint32_t dedup_back(const dedup_page *page, uint32_t at, uint32_t count)
{
    if (page->marks == NULL)
        return at - (count < at ? count : at);
    while (at > 0 && count > 0)
        count -= !dedup_continues(page->text[--at]);
    return at;
}

uint32_t dedup_ahead(const dedup_page *page, uint32_t at, uint32_t count)
{
    if (page->marks == NULL)
        return at + (count < page->size - at ? count : page->size - at);
    for (; at < page->size; at++)
        if (!dedup_continues(page->text[at]) && count-- == 0)
            break;
    return at;
}

uint32_t dedup_count_codes(const dedup_page *page, dedup_span span)
{
    if (dedup_is_empty(span))
        return 0;
    if (page->marks == NULL)
        return span.stop - span.start;
    uint32_t count = 0;
    for (uint32_t at = span.start; at < span.stop; at++)
        count += !dedup_continues(page->text[at]);
    return count;
}

static bool make_room(dedup_words *words, size_t capacity)
{
    if (capacity <= words->capacity)
        return true;
    void *hash = realloc(words->hash, capacity * sizeof *words->hash);
    words->hash = hash ? hash : words->hash;
    void *start = realloc(words->start, capacity * sizeof *words->start);
    words->start = start ? start : words->start;
    void *stop = realloc(words->stop, capacity * sizeof *words->stop);
    words->stop = stop ? stop : words->stop;
    void *letters = realloc(words->letters, (capacity + 1) * sizeof *words->letters);
    words->letters = letters ? letters : words->letters;
    void *flags = realloc(words->flags, capacity);
    words->flags = flags ? flags : words->flags;
    if (!(hash && start && stop && letters && flags))
        return false;
    words->capacity = capacity;
    return true;
}

uint32_t dedup_letters_of(dedup_page *page, dedup_span span)
{
    page->words.count = 0;
    if (dedup_is_empty(span))
        return 0;
    size_t size = span.stop - span.start;
    if (!make_room(&page->words, dedup_words_capacity(size))) {
        page->failed = true;
        return 0;
    }
    page->words.key = DEDUP_PUBLIC_KEY;
    dedup_find_words(page->text + span.start, size, &page->words);
    return page->words.letters[page->words.count];
}

dedup_span dedup_strip_start(const dedup_page *page, dedup_span span)
{
    while (span.start < span.stop) {
        dedup_unit unit = dedup_code_at(page, span.start);
        if (!dedup_is_blank(unit.code))
            break;
        span.start = (uint32_t)unit.stop;
    }
    return span;
}

dedup_span dedup_strip_end(const dedup_page *page, dedup_span span)
{
    while (span.start < span.stop) {
        dedup_unit unit = dedup_code_before(page, span.stop);
        if (!dedup_is_blank(unit.code))
            break;
        span.stop = (uint32_t)unit.stop;
    }
    return span;
}

dedup_span dedup_strip(const dedup_page *page, dedup_span span)
{
    return dedup_strip_end(page, dedup_strip_start(page, span));
}

bool dedup_starts(const dedup_page *page, dedup_span span, const char *with)
{
    size_t length = strlen(with);
    return !dedup_is_empty(span) && length <= span.stop - span.start && memcmp(page->text + span.start, with, length) == 0;
}

bool dedup_ends(const dedup_page *page, dedup_span span, const char *with)
{
    size_t length = strlen(with);
    return !dedup_is_empty(span) && length <= span.stop - span.start
        && memcmp(page->text + span.stop - length, with, length) == 0;
}

bool dedup_starts_with_any(const dedup_page *page, dedup_span span, const char *const *with)
{
    while (*with && !dedup_starts(page, span, *with))
        with++;
    return *with != NULL;
}

bool dedup_ends_with_any(const dedup_page *page, dedup_span span, const char *const *with)
{
    while (*with && !dedup_ends(page, span, *with))
        with++;
    return *with != NULL;
}

uint32_t dedup_find(const dedup_page *page, dedup_span span, const char *string)
{
    size_t length = strlen(string);
    for (uint32_t at = span.start; at < span.stop && length <= span.stop - at; at++) {
        const uint8_t *first = memchr(page->text + at, *string, span.stop - at);
        if (first == NULL)
            break;
        at = (uint32_t)(first - page->text);
        if (dedup_starts(page, (dedup_span){ at, span.stop }, string))
            return at;
    }
    return DEDUP_NONE;
}

uint32_t dedup_find_last(const dedup_page *page, dedup_span span, const char *string)
{
    for (uint32_t at = span.stop; at-- > span.start;)
        if (page->text[at] == (uint8_t)*string && dedup_starts(page, (dedup_span){ at, span.stop }, string))
            return at;
    return DEDUP_NONE;
}

uint32_t dedup_count(const dedup_page *page, dedup_span span, const char *string)
{
    uint32_t count = 0, length = (uint32_t)strlen(string), at;
    for (; (at = dedup_find(page, span, string)) != DEDUP_NONE; span.start = at + length)
        count++;
    return count;
}

bool dedup_are_same(const dedup_page *page, dedup_span a, dedup_span b)
{
    uint32_t size = dedup_is_empty(a) ? 0 : a.stop - a.start;
    return size == (dedup_is_empty(b) ? 0 : b.stop - b.start)
        && (size == 0 || memcmp(page->text + a.start, page->text + b.start, size) == 0);
}

static bool breaks_line(uint32_t code)
{
    return (code >= '\n' && code <= '\r') || code == 0x85 || code == 0x2028 || code == 0x2029;
}

dedup_span dedup_take_line(const dedup_page *page, dedup_span *rest)
{
    dedup_span line = { rest->start, rest->stop };
    while (rest->start < rest->stop) {
        dedup_unit unit = dedup_code_at(page, rest->start);
        line.stop = rest->start;
        rest->start = (uint32_t)unit.stop;
        if (breaks_line(unit.code)) {
            rest->start += unit.code == '\r' && dedup_starts(page, *rest, "\n");
            return line;
        }
    }
    line.stop = rest->stop;
    return line;
}

dedup_span dedup_take_word(const dedup_page *page, dedup_span *rest)
{
    *rest = dedup_strip_start(page, *rest);
    dedup_span word = { rest->start, rest->start };
    while (word.stop < rest->stop) {
        dedup_unit unit = dedup_code_at(page, word.stop);
        if (dedup_is_blank(unit.code))
            break;
        word.stop = (uint32_t)unit.stop;
    }
    rest->start = word.stop;
    return word;
}
