#include "equal_runs.h"

#include <string.h>

enum {
    AT_ONCE = 16,          /* bytes compared at once, of two texts with one byte a character */
    MOST_WHITE = 300       /* white space at an end of a line that is read, at most: crafted texts have more */
};

static bool is_equal(const dedup_characters *kept, uint32_t j, const dedup_characters *text, uint32_t i)
{
    return dedup_character(kept, j) == dedup_character(text, i);
}

dedup_run_of_equals dedup_equal_around(const dedup_characters *kept, uint32_t kept_place, const dedup_characters *text,
                                       uint32_t place)
{
    uint32_t i = place, j = kept_place;
    bool narrow = kept->width == 1 && text->width == 1;
    const uint8_t *own = text->data, *other = kept->data;
    while (narrow && text->count - i >= AT_ONCE && kept->count - j >= AT_ONCE && memcmp(own + i, other + j, AT_ONCE) == 0) {
        i += AT_ONCE;
        j += AT_ONCE;
    }
    while (i < text->count && j < kept->count && is_equal(kept, j, text, i)) {
        i++;
        j++;
    }
    dedup_run_of_equals run = { place, i, kept_place };
    if (run.start == run.stop)
        return run;
    while (narrow && run.start >= AT_ONCE && run.kept_start >= AT_ONCE
           && memcmp(own + run.start - AT_ONCE, other + run.kept_start - AT_ONCE, AT_ONCE) == 0) {
        run.start -= AT_ONCE;
        run.kept_start -= AT_ONCE;
    }
    while (run.start > 0 && run.kept_start > 0 && is_equal(kept, run.kept_start - 1, text, run.start - 1)) {
        run.start--;
        run.kept_start--;
    }
    return run;
}

/* Returns whether only white space separates a place from the end of the line before it. */
static bool begins_line(const dedup_characters *text, uint32_t at)
{
    uint32_t code = 0, least = at < MOST_WHITE ? 0 : at - MOST_WHITE;
    while (at > least && dedup_is_white(code = dedup_character(text, at - 1)) && code != '\n')
        at--;
    return at == 0 || code == '\n';
}

/* Returns whether only white space separates a place from the end of its line. */
static bool ends_line(const dedup_characters *text, uint32_t at)
{
    uint32_t code = 0, most = text->count - at < MOST_WHITE ? text->count : at + MOST_WHITE;
    while (at < most && dedup_is_white(code = dedup_character(text, at)) && code != '\n')
        at++;
    return at == text->count || code == '\n';
}

static bool is_white_at(const dedup_characters *text, uint32_t at)
{
    return dedup_is_white(dedup_character(text, at));
}

dedup_run_of_equals dedup_whole_lines(const dedup_characters *kept, const dedup_characters *text,
                                      dedup_run_of_equals run)
{
    uint32_t start = run.start, stop = run.stop, shift = run.start - run.kept_start;
    if (start < stop && !(begins_line(text, start) && begins_line(kept, run.kept_start))) {
        while (start < stop && dedup_character(text, start) != '\n')
            start++;
    }
    if (start < stop && !(ends_line(text, stop) && ends_line(kept, stop - shift))) {
        while (stop > start && dedup_character(text, stop - 1) != '\n')
            stop--;
    }
    while (start < stop && is_white_at(text, start))
        start++;
    while (stop > start && is_white_at(text, stop - 1))
        stop--;
    return (dedup_run_of_equals){ start, stop, start - shift };
}

bool dedup_has_letters(const dedup_characters *text, dedup_run_of_equals run, uint32_t least)
{
    uint32_t letters = 0;
    for (uint32_t i = run.start; i < run.stop && letters < least; i++)
        letters += dedup_letters_of_character(dedup_character(text, i));
    return letters >= least;
}
