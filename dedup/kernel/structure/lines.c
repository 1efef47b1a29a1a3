#include "lines.h"

#include "text/bytes.h"

/* First bytes of the line ends in ASCII, Latin-1 and General Punctuation: see NEWLINE in signs.h. */
static const uint8_t LINE_ENDS[] = { '\n', '\r', '\v', '\f', 0xC2, 0xE2 };

uint32_t dedup_next_line(const uint8_t *text, const dedup_words *words, uint32_t i, uint32_t stop)
{
    size_t at = words->stop[i - 1], end = words->start[stop - 1];
    while ((at = dedup_next_of(text, at, end, LINE_ENDS, sizeof LINE_ENDS)) < end) {
        while (words->start[i] <= at)
            i++;
        if (words->stop[i - 1] <= at)
            return i;
        at = words->stop[i - 1];       /* the byte is inside a word */
    }
    return stop;
}
