#include "tags.h"

#include <string.h>

enum {
    LONGEST = 2048,        /* bytes of a tag */
    LONGEST_NAME = 10      /* bytes of the name of a block tag, or of a forum tag */
};

/* HTML elements at which the text breaks, and those of forums; each between two spaces. */
static const char BLOCKS[] =
    " address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure footer "
    "form h1 h2 h3 h4 h5 h6 head header html legend li list main nav ol option p pre quote section select spoiler summary "
    "table tbody td tfoot th thead title tr ul ";

/* Those without a required closing tag: of HTML, and of forums. */
static const char LONE_BLOCKS[] = " br dd dt hr li p td th tr ", LONE_FORUM_BLOCKS[] = " br hr ";

static bool is_letter(uint8_t byte)
{
    return (byte | 0x20) >= 'a' && (byte | 0x20) <= 'z';
}

static bool is_in_name(uint8_t byte)
{
    return is_letter(byte) || (byte >= '0' && byte <= '9');
}

/* The start of the name of the tag at text[at]. */
static size_t name_start(const uint8_t *text, size_t at)
{
    return text[at + 1] == '/' ? at + 2 : at + 1;
}

size_t dedup_tag_end(const uint8_t *text, size_t at, size_t size)
{
    if (size - at > LONGEST)
        size = at + LONGEST;
    if (size - at < 3 || !is_letter(text[name_start(text, at)]))
        return 0;
    for (at = at + 1; at < size && text[at] != '<'; at++)
        if (text[at] == '>')
            return at + 1;
    return 0;
}

bool dedup_is_forum_tag(const uint8_t *text, size_t start, size_t stop)
{
    size_t at = name_start(text, start), name = at;
    while (at < stop && is_letter(text[at]))
        at++;
    return at > name && at - name <= LONGEST_NAME && (text[at] == ']' || text[at] == '=');
}

bool dedup_closes(const uint8_t *text, size_t tag)
{
    return text[tag + 1] == '/';
}

bool dedup_same_tag(const uint8_t *text, size_t a, size_t b)
{
    if (text[a] != text[b])
        return false;
    for (a = name_start(text, a), b = name_start(text, b); is_in_name(text[a]); a++, b++)
        if ((text[a] ^ text[b]) & ~0x20)
            return false;
    return !is_in_name(text[b]);
}

bool dedup_is_block_tag(const uint8_t *text, size_t tag, bool paired)
{
    char name[LONGEST_NAME + 3] = " ";
    size_t length = 1;
    for (size_t at = name_start(text, tag); is_in_name(text[at]); at++) {
        if (length > LONGEST_NAME)
            return false;
        name[length++] = (char)(text[at] >= 'A' ? text[at] | 0x20 : text[at]);
    }
    name[length] = ' ';
    return strstr(paired ? BLOCKS : text[tag] == '<' ? LONE_BLOCKS : LONE_FORUM_BLOCKS, name) != NULL;
}
