#include "addresses.h"

#include <string.h>

enum {
    LONGEST_SCHEME = 16,   /* bytes read before `://` */
    LONGEST_TARGET = 4096  /* bytes of a target with its title; anything longer is a document */
};

static bool is_letter(uint8_t byte)
{
    return (byte | 0x20) >= 'a' && (byte | 0x20) <= 'z';
}

static bool is_white(uint8_t byte)
{
    return byte == ' ' || (byte >= '\t' && byte <= '\r');
}

/* Returns whether the white space at text[at] is a line end that a formatter put next to a hyphen of an address. */
static bool is_wrapped(const uint8_t *text, size_t at, size_t size)
{
    if (text[at] != '\n' || at == 0 || at + 1 >= size)
        return false;
    bool before = at + 2 < size && text[at + 1] == '-' && text[at + 2] == '-';
    return before || (text[at - 1] == '-' && !is_white(text[at + 1]));
}

/* The start of the scheme before the colon text[at], not before `least`; `at` if there is none. */
static size_t scheme_start(const uint8_t *text, size_t at, size_t least)
{
    size_t start = at;
    if (at - least > LONGEST_SCHEME)
        least = at - LONGEST_SCHEME;
    while (start > least && is_letter(text[start - 1]))
        start--;
    return at - start < 2 ? at : start;
}

/* The end of an address: at white space, non-ASCII, a character no address contains, or a bracket it did not open. */
static size_t address_end(const uint8_t *text, size_t at, size_t size)
{
    size_t open = 0;
    for (; at < size; at++) {
        uint8_t byte = text[at];
        if (byte <= ' ' || byte >= 0x7F || strchr("\"<>[]\\^`{|}", byte) != NULL)
            break;
        if (byte == '(')
            open++;
        else if (byte == ')' && open-- == 0)
            break;
    }
    return at;
}

/* Skips white space; 0 at an empty line. */
static size_t skip_white(const uint8_t *text, size_t at, size_t size)
{
    unsigned lines = 0;
    for (; at < size && is_white(text[at]); at++)
        lines += text[at] == '\n';
    return lines > 1 ? 0 : at;
}

/* Returns whether a target is an address by its first characters: a path from `/`, or a scheme such as `mailto:`. */
static bool is_absolute(const uint8_t *text, size_t at, size_t size)
{
    size_t start = at;
    if (at < size && text[at] == '/')
        return true;
    while (at < size && at - start <= LONGEST_SCHEME && is_letter(text[at]))
        at++;
    return at - start >= 2 && at - start <= LONGEST_SCHEME && at + 1 < size && text[at] == ':' && !is_white(text[at + 1]);
}

/* Where an address goes on after the white space at text[at]; 0 if it ends there, perhaps with a title. */
static size_t goes_on(const uint8_t *text, size_t at, size_t size)
{
    size_t next = skip_white(text, at, size);
    bool ends = next == 0 || next == size || text[next] == ')' || text[next] == '"' || text[next] == '\'';
    return ends ? 0 : next;
}

size_t dedup_target_end(const uint8_t *text, size_t at, size_t size)
{
    if (size - at > LONGEST_TARGET)
        size = at + LONGEST_TARGET;
    size_t open = 0, start = skip_white(text, at + 1, size);
    if (start == 0)
        return 0;
    bool has_spaces = is_absolute(text, start, size);
    for (at = start; at < size; at++) {
        if (is_white(text[at]) && !is_wrapped(text, at, size)) {
            size_t next = has_spaces ? goes_on(text, at, size) : 0;
            if (next == 0)
                break;
            at = next;
        }
        if (text[at] == '\\')
            at++;
        else if (text[at] == '(')
            open++;
        else if (text[at] == ')' && open-- == 0)
            return at + 1;
        else if (text[at] == '[' || text[at] == ']')     /* so that each byte is read for one target only */
            return 0;
    }
    at = skip_white(text, at, size);
    if (at == 0 || at >= size)
        return 0;
    if (text[at] == ')')
        return at + 1;
    if (text[at] != '"' && text[at] != '\'')
        return 0;
    for (uint8_t quote = text[at++]; at < size; at++) {
        if ((text[at] == '\n' && skip_white(text, at, size) == 0)
            || (text[at] == ']' && at + 1 < size && text[at + 1] == '('))
            return 0;
        size_t end = text[at] == quote ? skip_white(text, at + 1, size) : 0;
        if (end && end < size && text[end] == ')')     /* a title may contain quotation marks */
            return end + 1;
    }
    return 0;
}

/* The next address from `from` on; `size` if there is none. */
typedef struct {
    size_t start, stop;
    bool link;             /* a bare URL rather than a link target */
} address;

static address next_address(const uint8_t *text, size_t from, size_t size)
{
    for (size_t at = from; at < size; at++) {
        const uint8_t *colon = memchr(text + at, ':', size - at);
        if (colon == NULL)
            break;
        at = (size_t)(colon - text);
        if (size - at < 3 || text[at + 1] != '/' || text[at + 2] != '/')
            continue;
        size_t start = scheme_start(text, at, from);
        if (start < at)
            return (address){ start, address_end(text, at + 3, size), true };
    }
    return (address){ size, size, false };
}

static address next_target(const uint8_t *text, size_t from, size_t size)
{
    for (size_t at = from; at + 1 < size; at++) {
        const uint8_t *bracket = memchr(text + at, ']', size - 1 - at);
        if (bracket == NULL)
            break;
        at = (size_t)(bracket - text);
        size_t stop = text[at + 1] == '(' ? dedup_target_end(text, at + 1, size) : 0;
        if (stop)
            return (address){ at + 1, stop, false };
    }
    return (address){ size, size, false };
}

/* Moves words [from, to) down to `count`. Returns the new end. */
static size_t keep(dedup_words *w, size_t from, size_t to, size_t count)
{
    size_t words = to - from;
    if (from == count)
        return to;
    memmove(w->hash + count, w->hash + from, words * sizeof *w->hash);
    memmove(w->start + count, w->start + from, words * sizeof *w->start);
    memmove(w->stop + count, w->stop + from, words * sizeof *w->stop);
    memmove(w->flags + count, w->flags + from, words);
    uint32_t dropped = w->letters[from] - w->letters[count];
    for (size_t n = 1; n <= words; n++)
        w->letters[count + n] = w->letters[from + n] - dropped;
    return count + words;
}

/* The first word from `from` on that ends after `offset`. */
static size_t word_after(const dedup_words *w, size_t from, size_t offset)
{
    size_t low = from, high = w->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (w->stop[middle] <= offset)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Returns whether a word that ends after the start of an address belongs to it: it begins in the address, or where a
   URL ends, because its first letter may be ASCII in another normal form. A character of a script without spaces may
   follow a URL directly. */
static bool belongs(const dedup_words *w, size_t word, address here)
{
    return w->start[word] < here.stop + (here.link && !(w->flags[word] & DEDUP_WIDTH));
}

void dedup_drop_addresses(const uint8_t *text, size_t size, dedup_words *words)
{
    address link = next_address(text, 0, size), target = next_target(text, 0, size);
    size_t kept = 0, next = 0;           /* words kept so far; next word to look at */
    while (link.start < size || target.start < size) {
        address here = link.start < target.start ? link : target;
        size_t first = word_after(words, next, here.start);
        kept = keep(words, next, first, kept);
        for (next = first; next < words->count && belongs(words, next, here);)
            next++;
        if (link.start < here.stop)
            link = next_address(text, here.stop, size);
        if (target.start < here.stop)
            target = next_target(text, here.stop, size);
    }
    words->count = keep(words, next, words->count, kept);
}
