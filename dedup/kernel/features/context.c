#include "context.h"

#include "layout.h"
#include "quotes.h"
#include "text/units.h"

#include <string.h>

enum {
    SLACK = 12,            /* letters beside a copy in its paragraph that do not count: `read on`, a name, a date */
    SENTENCE = 20,         /* letters beside it that count as a sentence */
    HEADLINE = 120,        /* maximum letters of a headline */
    NEARBY = 32,           /* lines in which its article begins */
    PROSE = 50             /* letters a link from which it belongs to a sentence */
};

enum { MIDDLE_DOT = 0xB7, CLOSING_GUILLEMET = 0xBB, EN_DASH = 0x2013, EM_DASH = 0x2014, BAR = 0x2015, BULLET = 0x2022 };

/* Returns whether a sign parts two names: bars, dashes, dots and the like. A hyphen does so only between spaces. */
static bool parts(const dedup_aligner *al, size_t at, dedup_unit sign)
{
    switch (sign.code) {
    case '|': case '_': case MIDDLE_DOT: case CLOSING_GUILLEMET: case EN_DASH: case EM_DASH: case BAR: case BULLET:
        return true;
    case '-':
        return al->text[at - 1] == ' ' && sign.stop < al->size && al->text[sign.stop] == ' ';
    default:
        return false;
    }
}

/* Returns whether punctuation before word i separates a title from the name of its site, or two items in one line. The
   headline above the body is the one to keep. */
static bool is_parted(const dedup_aligner *al, uint32_t i)
{
    dedup_unit sign;
    for (size_t at = al->words->stop[i - 1]; at < al->words->start[i]; at = sign.stop) {
        sign = dedup_next_code(al->text, at, al->size);
        if (parts(al, at, sign))
            return true;
    }
    return false;
}

typedef struct {
    uint32_t beside;       /* letters of its first and last paragraph outside the copy */
    uint32_t around;       /* letters of the adjoining prose, including those */
    bool title;            /* in the first line of the text, before a site name */
    bool heads;            /* its paragraph begins with it */
} context;

/* Excludes a word or two at either end of an alignment that belong to another paragraph: what surrounds two copies may
   begin or end with the same words. */
static void trim(const dedup_aligner *al, uint32_t *start, uint32_t *stop)
{
    const dedup_line *line = dedup_line_of(al->layout, *stop);
    for (; line->start > *start && dedup_letters_in(al->words, line->start, *stop) <= SLACK; line--)
        if (line->joining == DEDUP_BEGINS) {
            *stop = line->start;
            break;
        }
    line = dedup_line_of(al->layout, *start);
    line += line->start < *start;
    for (; line->start < *stop && dedup_letters_in(al->words, *start, line->start) <= SLACK; line++)
        if (line->joining == DEDUP_BEGINS) {
            *start = line->start;
            break;
        }
}

static context context_of(const dedup_aligner *al, uint32_t start, uint32_t stop)
{
    trim(al, &start, &stop);
    const dedup_words *w = al->words;
    const dedup_line *next = dedup_line_of(al->layout, stop - 1) + 1;
    uint32_t from = dedup_line_of(al->layout, start)->first;
    uint32_t to = dedup_goes_on(next, dedup_letters_in(w, stop, next->start)) ? next->stop : next->start;
    context c = { .title = from == 0 && stop < to && is_parted(al, stop), .heads = from == start };
    if (from < start && !is_parted(al, start))
        c.beside += dedup_letters_in(w, from, start);
    if (stop < to && !is_parted(al, stop))
        c.beside += dedup_letters_in(w, stop, to);
    c.around = dedup_line_of(al->layout, from)->before + c.beside + dedup_line_of(al->layout, to)->after;
    return c;
}

/* Returns whether one copy stands alone, and the other in a paragraph or run of prose that says more. */
static bool is_part(const context *alone, const context *within, uint32_t letters)
{
    if (alone->beside <= SLACK && within->beside >= SENTENCE)
        return true;
    return alone->beside <= SLACK && within->beside <= SLACK && within->around >= letters
        && alone->around < letters / 4 && alone->around * 4 < within->around;
}

/* Letters from a word to the next prose; UINT32_MAX if there is none nearby. */
static uint32_t letters_to_prose(const dedup_aligner *al, uint32_t word)
{
    const dedup_line *end = al->layout->lines + al->layout->line_count - 1, *line = dedup_line_of(al->layout, word);
    line += line->start < word;
    for (unsigned n = 0; n < NEARBY && line < end; n++, line++)
        if (line->after > 0)
            return dedup_letters_in(al->words, word, line->start);
    return UINT32_MAX;
}

/* Returns whether the earlier copy is the first line of the text, as the title of a page is, and the later one its
   headline, closer to the article. */
static bool is_titled(const dedup_aligner *al, dedup_hull hull, uint32_t letters)
{
    bool heads = hull.earlier == 0 && dedup_line_of(al->layout, hull.earlier_stop - 1) == al->layout->lines;
    return heads && letters <= HEADLINE
        && letters_to_prose(al, hull.later_stop) < letters_to_prose(al, hull.earlier_stop);
}

/* Returns whether the earlier copy is a caption, whose line ends without a full stop, and the later one ends a paragraph
   with one. */
static bool is_captioned(const dedup_aligner *al, dedup_hull hull)
{
    uint8_t earlier = dedup_strength_at(al, hull.earlier_stop), later = dedup_strength_at(al, hull.later_stop);
    return (earlier & DEDUP_STRENGTH) >= DEDUP_LINE && (later & DEDUP_STRENGTH) >= DEDUP_LINE && (later & DEDUP_ENDED)
        && !(earlier & DEDUP_ENDED);
}

/* Counts how often a sign is in words [start, stop), followed by `rest`. A search for a sign is fast, so that only those
   found are work, and every UNIT bytes. */
static uint32_t count_signs(dedup_aligner *al, uint32_t start, uint32_t stop, uint8_t sign, const char *rest)
{
    enum { UNIT = 256 };
    const uint8_t *at = al->text + al->words->start[start], *end = al->text + al->words->start[stop - 1];
    size_t length = strlen(rest);
    uint32_t found = 0;
    al->work += (uint64_t)(end - at) / UNIT;
    while (at < end && (at = memchr(at, sign, (size_t)(end - at))) != NULL) {
        at++;
        al->work++;
        found += (size_t)(end - at) >= length && memcmp(at, rest, length) == 0;
    }
    return found;
}

/* The links in words [start, stop): Markdown, or addresses in angle brackets. */
static uint32_t count_links(dedup_aligner *al, uint32_t start, uint32_t stop)
{
    return count_signs(al, start, stop, ']', "(") + count_signs(al, start, stop, '<', "http");
}

/* Which of two copies alone has links in its sentences. They would be lost with it. */
static dedup_fuller compare_links(dedup_aligner *al, dedup_hull hull, uint32_t letters)
{
    uint32_t later = count_links(al, hull.later, hull.later_stop);
    uint32_t earlier = count_links(al, hull.earlier, hull.earlier_stop);
    if ((later == 0) == (earlier == 0) || letters < PROSE * ((uint64_t)later + earlier))
        return DEDUP_AS_FULL;
    return later ? DEDUP_LATER_FULLER : DEDUP_EARLIER_FULLER;
}

dedup_fuller dedup_compare_context(dedup_aligner *al, dedup_hull hull)
{
    if (al->layout->lines == NULL && !al->layout->failed) {
        dedup_lay_out(al, al->layout);
        al->work += al->words->count;
    }
    al->work++;
    if (al->layout->failed)
        return DEDUP_AS_FULL;
    context later = context_of(al, hull.later, hull.later_stop), earlier = context_of(al, hull.earlier, hull.earlier_stop);
    uint32_t letters = dedup_letters_in(al->words, hull.later, hull.later_stop);
    bool quoted = dedup_is_quoted(al, hull.later, hull.later_stop);
    if (quoted != dedup_is_quoted(al, hull.earlier, hull.earlier_stop))
        return quoted ? DEDUP_EARLIER_FULLER : DEDUP_LATER_FULLER;
    bool titled = later.beside <= SLACK && (earlier.title || (earlier.beside == 0 && is_titled(al, hull, letters)));
    if (titled || is_part(&earlier, &later, letters) || is_captioned(al, hull))
        return DEDUP_LATER_FULLER;
    return is_part(&later, &earlier, letters) ? DEDUP_EARLIER_FULLER : compare_links(al, hull, letters);
}

bool dedup_is_lead(const dedup_aligner *al, dedup_hull hull, dedup_fuller fuller)
{
    if (fuller == DEDUP_AS_FULL)
        return false;
    context later = context_of(al, hull.later, hull.later_stop), earlier = context_of(al, hull.earlier, hull.earlier_stop);
    const context *own = fuller == DEDUP_LATER_FULLER ? &earlier : &later;
    const context *kept = fuller == DEDUP_LATER_FULLER ? &later : &earlier;
    return own->beside <= SLACK && kept->heads && kept->beside >= SENTENCE;
}
