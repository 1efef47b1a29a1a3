#include "quotes.h"

#include "text/fold_table.h"
#include "text/units.h"

#include <string.h>

enum {
    INTRODUCTION = 300,    /* maximum bytes of the line above a quotation: a name, a date, a word for writing */
    NAME = 40,             /* maximum letters of name and date inside a copy */
    INDENTED = 100,        /* maximum bytes before the first word of a quoted line */
    ABBREVIATION = 4,      /* letters or digits before a full stop that ends a sentence; after fewer it may not */
    WORK = 8               /* bytes that take as long to read as one step of other work */
};

/* Words that people and mail programs put above a quotation. In scripts with spaces a word begins with one ... */
static const char *const SPACED[] = {
    "wrote", "writes", "said", "says", "schrieb", "schreibt", "sagte", "écrit", "escribió", "dijo", "escreveu", "disse",
    "scritto", "пишет", "писал", "написал", "сказал", "كتب", "قال", "نوشت", "گفت", "लिखा", "कहा", NULL,
};
/* ... in others it may be anywhere. */
static const char *const UNSPACED[] = {
    "写道", "寫道", "说道", "說道", "说：", "說：", "書きました", "書いた", "썼습니다", "เขียนว่า", "กล่าวว่า", NULL,
};
enum { THREE_BYTES = 0xE0 };    /* the first byte of these words is at least this */

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

/* Returns whether a sentence ends before the space line[at]. A full stop after a short word may be an abbreviation's. */
static bool ends_sentence(const uint8_t *line, size_t at)
{
    if (at == 0 || memchr(".!?", line[at - 1], 3) == NULL)
        return false;
    unsigned letters = 0;
    for (dedup_unit unit = { 0, at - 1 }; unit.stop > 0 && letters < ABBREVIATION; letters++) {
        unit = dedup_previous_code(line, unit.stop);
        uint8_t kind = dedup_fold_of(unit.code)->kind;
        if (kind != DEDUP_LETTER && kind != DEDUP_NUMBER)
            return false;
    }
    return letters == ABBREVIATION;
}

bool dedup_says(const uint8_t *line, size_t size)
{
    for (size_t at = size; at-- > 0 && !(line[at] == ' ' && ends_sentence(line, at));)
        if (((at == 0 || line[at - 1] == ' ') && begins_with_any(line + at, size - at, SPACED))
            || (line[at] >= THREE_BYTES && begins_with_any(line + at, size - at, UNSPACED)))
            return true;
    return false;
}

static bool is_blank(uint8_t sign)
{
    return sign == ' ' || sign == '\t';
}

/* Returns whether quotation prefixes, and nothing else, precede the first word of a line. */
static bool is_prefixed(const dedup_aligner *al, const dedup_line *line)
{
    const uint8_t *text = al->text;
    size_t start = al->words->start[line->start], at = start;
    bool prefix = false;
    while (at > 0 && text[at - 1] != '\n' && start - at < INDENTED) {
        bool entity = at >= 4 && memcmp(text + at - 4, "&gt;", 4) == 0;
        if (!entity && text[at - 1] != '>' && !is_blank(text[at - 1]))
            return false;
        prefix = prefix || !is_blank(text[at - 1]);
        at -= entity ? 4 : 1;
    }
    return prefix;
}

/* The offset past the colon that follows a word; 0 if there is none. */
static size_t colon_after(const dedup_aligner *al, uint32_t word)
{
    size_t at = al->words->stop[word];
    while (at < al->size && is_blank(al->text[at]))
        at++;
    return begins(al->text + at, al->size - at, ":") ? at + 1 : begins(al->text + at, al->size - at, "：") ? at + 3 : 0;
}

/* Returns whether a line says, before a colon after one of words [from, to), that somebody wrote what follows. */
static bool introduces(dedup_aligner *al, const dedup_line *line, uint32_t from, uint32_t to)
{
    if (line[1].start == line->start)
        return false;
    const uint8_t *text = al->text;
    size_t start = al->words->start[line->start];
    if (start > 0 && text[start - 1] == '[' && begins(text + start, al->size - start, "quote"))
        return true;
    for (uint32_t word = from; word < to && al->words->stop[word] - start <= INTRODUCTION; word++) {
        size_t colon = colon_after(al, word);
        if (colon == 0)
            continue;
        al->work += (colon - start) / WORK;
        if (dedup_says(text + start, colon - start))
            return true;
    }
    return false;
}

/* Returns whether a quotation begins at `from` or a few words later. A name that is also above the original belongs to
   the copy, and the word for writing may be in a line of its own, or directly before the quotation. */
static bool begins_quotation(dedup_aligner *al, uint32_t from, uint32_t to)
{
    const dedup_line *line = dedup_line_of(al->layout, from);
    if (line > al->layout->lines && line->start == from && introduces(al, line - 1, from - 1, from))
        return true;
    if (line->start < from && introduces(al, line, from - 1, from))
        return true;
    for (; line->start < to && (line->start < from || dedup_letters_in(al->words, from, line->start) <= NAME); line++) {
        uint32_t first = line->start < from ? from : line->start;
        if (introduces(al, line, first, line[1].start < to ? line[1].start : to))
            return true;
    }
    return false;
}

bool dedup_is_quoted(dedup_aligner *al, uint32_t from, uint32_t to)
{
    const dedup_line *first = dedup_line_of(al->layout, from), *last = dedup_line_of(al->layout, to - 1);
    return is_prefixed(al, first) || is_prefixed(al, last) || begins_quotation(al, from, to);
}
