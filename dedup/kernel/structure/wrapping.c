#include "wrapping.h"

#include "text/bytes.h"

#include <string.h>

enum {
    NARROWEST = 40,        /* minimum bytes of a wrapped line */
    WIDEST = 200,          /* maximum: see SEEN in reuse.c */
    AROUND = 3,            /* lines read on either side of a line end */
    LINES = 2 * AROUND,
    FEWEST = 3             /* lines of a paragraph, of which the last may be short: two say nothing */
};

typedef struct {
    size_t start, stop;    /* without the white space around it */
} line;

static bool is_white(uint8_t byte)
{
    return byte == ' ' || byte == '\t' || byte == '\r';
}

static line trimmed(const uint8_t *text, size_t start, size_t stop)
{
    while (start < stop && is_white(text[start]))
        start++;
    while (stop > start && is_white(text[stop - 1]))
        stop--;
    return (line){ start, stop };
}

/* The line that ends at text[stop]; empty if it is too long to have been wrapped. */
static line line_before(const uint8_t *text, size_t stop)
{
    size_t first = stop > WIDEST ? stop - WIDEST : 0, start = dedup_after_last(text, first, stop, '\n');
    return start > 0 && text[start - 1] != '\n' ? (line){ stop, stop } : trimmed(text, start, stop);
}

static line line_after(const uint8_t *text, size_t start, size_t size)
{
    size_t most = size - start > WIDEST ? WIDEST : size - start;
    const uint8_t *end = memchr(text + start, '\n', most);
    return end == NULL && most == WIDEST ? (line){ start, start }
                                         : trimmed(text, start, end ? (size_t)(end - text) : size);
}

static size_t word_length(const uint8_t *text, line l)
{
    size_t at = l.start;
    while (at < l.stop && !is_white(text[at]))
        at++;
    return at - l.start;
}

/* Returns whether a wrapped line cannot end at the line feed text[at]: it is too short, or the next line shows that
   there was room for a word more. Reads only the two, since this settles it for most line ends. */
static bool ends_early(const uint8_t *text, size_t at, size_t size)
{
    line own = line_before(text, at), next = at + 1 < size ? line_after(text, at + 1, size) : (line){ size, size };
    size_t length = own.stop - own.start;
    return length < NARROWEST || length + 1 + word_length(text, next) <= next.stop - next.start;
}

/* Reads the lines around the line feed text[at], in order. Returns how many of them are before it. */
static size_t lines_around(const uint8_t *text, size_t at, size_t size, line *lines, size_t *count)
{
    line found[AROUND];
    size_t before = 0;
    for (size_t stop = at;; stop--) {
        line l = line_before(text, stop);
        if (l.start == l.stop)
            break;
        found[before++] = l;
        stop = dedup_after_last(text, 0, l.start, '\n');
        if (stop == 0 || before == AROUND)
            break;
    }
    *count = 0;
    for (size_t n = before; n > 0; n--)
        lines[(*count)++] = found[n - 1];
    for (size_t start = at + 1; start < size && *count < before + AROUND;) {
        line l = line_after(text, start, size);
        if (l.start == l.stop)
            break;
        lines[(*count)++] = l;
        const uint8_t *end = memchr(text + l.stop, '\n', size - l.stop);
        if (end == NULL)
            break;
        start = (size_t)(end - text) + 1;
    }
    return before;
}

bool dedup_is_wrapped(const uint8_t *text, size_t at, size_t size)
{
    if (ends_early(text, at, size))
        return false;
    line lines[LINES];
    size_t count, before = lines_around(text, at, size, lines, &count), width = 0;
    if (before == 0 || before == count || count < FEWEST)
        return false;
    for (size_t n = 0; n < count; n++)
        if (lines[n].stop - lines[n].start > width)
            width = lines[n].stop - lines[n].start;
    for (size_t n = 0; n + 1 < count; n++) {
        size_t own = lines[n].stop - lines[n].start;
        if (own < NARROWEST || own + 1 + word_length(text, lines[n + 1]) <= width)
            return false;
    }
    return true;
}
