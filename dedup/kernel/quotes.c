#include "quotes.h"

#include <string.h>

enum {
    INTRODUCTION = 300,    /* bytes of the line above a quotation: a name, a date, a word for writing */
    INDENTED = 100,        /* bytes before the first word of a quoted line */
    WORK = 8               /* bytes that take as long to read as other work does */
};

/* What people, and the programs they write with, put above a quotation: in scripts with spaces a word begins so, ... */
static const char *const SPACED[] = {
    "wrote", "writes", "said", "says", "schrieb", "schreibt", "sagte", "écrit", "escribió", "dijo", "escreveu", "disse",
    "scritto", "пишет", "писал", "написал", "сказал", "كتب", "قال", "نوشت", "گفت", "लिखा", "कहा", NULL,
};
/* ... in others it stands anywhere. */
static const char *const UNSPACED[] = {
    "写道", "寫道", "说道", "說道", "说：", "說：", "書きました", "書いた", "썼습니다", "เขียนว่า", "กล่าวว่า", NULL,
};
enum { THREE_BYTES = 0xE0 };    /* the first byte of all of these is no less */

static bool begins(const uint8_t *text, size_t size, const char *with)
{
    size_t length = strlen(with);
    return size >= length && memcmp(text, with, length) == 0;
}

static bool begins_with_any(const uint8_t *text, size_t size, const char *const *words)
{
    for (; *words; words++)
        if ((uint8_t)**words == *text && begins(text, size, *words))
            return true;
    return false;
}

/* Does a line hold a word for writing or saying? */
static bool says(const uint8_t *line, size_t size)
{
    for (size_t at = 0; at < size; at++)
        if (((at == 0 || line[at - 1] == ' ') && begins_with_any(line + at, size - at, SPACED))
            || (line[at] >= THREE_BYTES && begins_with_any(line + at, size - at, UNSPACED)))
            return true;
    return false;
}

static bool is_blank(uint8_t sign)
{
    return sign == ' ' || sign == '\t';
}

/* Does nothing but signs of a quotation stand before the first word of a line? */
static bool is_signed(const dedup_aligner *al, const dedup_line *line)
{
    const uint8_t *text = al->text;
    size_t start = al->words->start[line->start], at = start;
    bool sign = false;
    while (at > 0 && text[at - 1] != '\n' && start - at < INDENTED) {
        bool entity = at >= 4 && memcmp(text + at - 4, "&gt;", 4) == 0;
        if (!entity && text[at - 1] != '>' && !is_blank(text[at - 1]))
            return false;
        sign = sign || !is_blank(text[at - 1]);
        at -= entity ? 4 : 1;
    }
    return sign;
}

/* Does a line say that somebody wrote what follows? */
static bool introduces(dedup_aligner *al, const dedup_line *line)
{
    if (line[1].start == line->start)
        return false;
    const uint8_t *text = al->text;
    size_t start = al->words->start[line->start], stop = al->words->stop[line[1].start - 1], end = stop;
    if (start > 0 && text[start - 1] == '[' && begins(text + start, al->size - start, "quote"))
        return true;
    while (end < al->size && is_blank(text[end]))
        end++;
    size_t colon = begins(text + end, al->size - end, ":") ? 1 : begins(text + end, al->size - end, "：") ? 3 : 0;
    if (!colon || stop - start > INTRODUCTION)
        return false;
    al->work += (stop - start) / WORK;
    return says(text + start, end + colon - start);
}

bool dedup_is_quoted(dedup_aligner *al, uint32_t from, uint32_t to)
{
    const dedup_line *first = dedup_line_of(al->layout, from), *last = dedup_line_of(al->layout, to - 1);
    return is_signed(al, first) || is_signed(al, last)
        || introduces(al, first)       /* a name in it stands above the original, too */
        || (first > al->layout->lines && introduces(al, first - 1));
}
