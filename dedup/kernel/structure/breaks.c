/* Sentence ends are found by punctuation, never by language: a terminator, closing quotes and brackets, then white
   space and a word that does not begin in lower case. Terminators of scripts without spaces need no white space. */
#include "breaks.h"

#include "atoms.h"
#include "text/fold_table.h"
#include "signs.h"
#include "text/units.h"
#include "wrapping.h"

#include <string.h>

enum { LONGEST_MARK = 3 };     /* bytes of an item's number */

/* Cased scripts in two bytes range from Latin-1 to Armenian. Case is ignored beyond them, and in the name of a tag. */
static bool begins_lower(const uint8_t *text, uint32_t at, uint8_t flags)
{
    uint8_t lead = text[at];
    if ((flags & DEDUP_CAPITAL) || (at > 0 && text[at - 1] == '<')
        || (at > 1 && text[at - 1] == '/' && text[at - 2] == '<'))
        return false;
    return (lead >= 'a' && lead <= 'z') || (lead >= 0xC3 && lead <= 0xD6);
}

/* A single letter before a full stop is an initial or an abbreviation: "U.S. Congress", "J. Smith". */
static bool is_initial(const uint8_t *text, const dedup_words *words, size_t word)
{
    uint32_t length = words->stop[word] - words->start[word];
    return length == 1 && (text[words->start[word]] | 0x20) >= 'a';
}

/* A number or a letter at the head of its line is a list marker and belongs to its item: "2. Open the lid." */
static bool is_mark(const uint8_t *text, const dedup_words *words, size_t word)
{
    uint32_t start = words->start[word], length = words->stop[word] - start, before = word ? words->stop[word - 1] : 0;
    if (length > LONGEST_MARK || !((words->flags[word] & DEDUP_DIGIT) || length == 1))
        return false;
    return word == 0 || memchr(text + before, '\n', start - before) != NULL;
}

/* The first character of [at, end) that is no white space. Counts line breaks; CR LF is one. A combining mark belongs
   to the space before it: together they are one character to a reader. */
static uint32_t skip_space(signs *s, uint32_t at, uint32_t end, uint32_t *lines)
{
    uint32_t space = at;
    bool bearing = false;                  /* the last character was a space, which can carry a combining mark */
    while (at < end) {
        uint32_t here = at, code = next_sign(s, &at, end);
        sign kind = kind_of(code);
        if (kind != SPACE && kind != NEWLINE)
            return bearing && dedup_fold_of(code)->kind == DEDUP_MARK ? space : here;
        *lines += kind == NEWLINE && !(s->text[here] == '\r' && at < end && s->text[at] == '\n');
        bearing = kind == SPACE;
        space = here;
    }
    return end;
}

/* The first line break of [at, end), or `end`. `*content`: the end of the text before it, without white space. */
static uint32_t line_end(signs *s, uint32_t at, uint32_t end, uint32_t *content)
{
    *content = at;
    while (at < end) {
        uint32_t here = at;
        sign kind = kind_of(next_sign(s, &at, end));
        if (kind == NEWLINE)
            return here;
        if (kind != SPACE)
            *content = at;
    }
    return end;
}

/* Reads the character at `*at` and returns whether it closes a finished sentence. German and Danish close with the
   quotation marks that open elsewhere; those count before white space. */
static bool closes(signs *s, uint32_t *at, uint32_t end)
{
    uint32_t code = next_sign(s, at, end), next = *at;
    bool turned = code == 0x201C || code == 0x2018 || code == 0xAB || code == 0x2039;
    return kind_of(code) >= STOP || (turned && next < end && kind_of(next_sign(s, &next, end)) == SPACE);
}

/* Skips a closing guillemet that is set apart by a space, as in French. */
static uint32_t past_guillemet(signs *s, uint32_t at, uint32_t end)
{
    uint32_t lines = 0, next = skip_space(s, at, end, &lines);
    return next < end && next_sign(s, &next, end) == 0xBB && next < end ? next : at;
}

/* Finds a sentence end in [at, end): a terminator and its closers, followed by white space unless the terminator needs
   none. Other terminators may precede it, in an address. */
static bool find_sentence(signs *s, uint32_t at, uint32_t end, bool *needs_space, dedup_break *found)
{
    for (uint32_t here = at; here < end;) {
        sign kind = kind_of(next_sign(s, &here, end));
        if (!is_terminator(kind))
            continue;
        *needs_space = kind == STOP;
        found->stop = here;
        while (here < end && closes(s, &here, end))
            found->stop = here;
        found->stop = past_guillemet(s, found->stop, end);
        found->start = skip_space(s, found->stop, end, &found->lines_before);
        if (found->start > found->stop || !*needs_space)
            return true;
    }
    return false;
}

/* The atom that contains the word starting at `end` and part of [at, end) before it, or NULL. */
static const dedup_atom *opening_atom(signs *s, uint32_t at, uint32_t end)
{
    const dedup_atom *atom = atom_after(s, end);
    return atom && at <= atom->start && atom->start < end ? atom : NULL;
}

/* Finds the edge of a block: a block tag next to a word. The tag itself belongs to neither side. */
static bool find_edge(signs *s, uint32_t at, uint32_t end, dedup_break *found)
{
    const dedup_atom *before = atom_after(s, at), *after = opening_atom(s, at, end);
    if (after && after->kind == DEDUP_BLOCK_TAG) {
        line_end(s, at, after->start, &found->stop);
        found->start = after->start;
        return true;
    }
    if (before && before->start < at && before->kind == DEDUP_BLOCK_TAG) {
        found->stop = before->stop;
        found->start = skip_space(s, before->stop, end, &found->lines_before);
        return true;
    }
    return false;
}

/* The start of the opening punctuation of the word after [at, end), which contains no white space. */
static uint32_t first_opener(signs *s, uint32_t at, uint32_t end)
{
    uint32_t start = at;
    while (at < end) {
        uint32_t code = next_sign(s, &at, end);
        if (code == '&') {
            dedup_unit entity = dedup_entity(s->text, at - 1, end);
            code = entity.code;
            at = (uint32_t)entity.stop;
        }
        if (kind_of(code) != OPENER)
            start = at;
    }
    return start;
}

/* The break between words i - 1 and i. */
static dedup_break inner_break(signs *s, const uint8_t *text, const dedup_words *words, size_t i)
{
    uint32_t at = words->stop[i - 1], end = words->start[i], content;
    uint32_t line = line_end(s, at, end, &content);
    dedup_break found = { .stop = content };
    if (line < end) {
        found.gap_stop = found.start = skip_space(s, line, end, &found.lines_after);
        found.lines_before = found.lines_after;
        found.strength = found.lines_after > 1 ? DEDUP_PARAGRAPH : DEDUP_LINE;
        found.gap_start = content;
        while ((line = line_end(s, found.start, end, &content)) < end) {     /* a line without words */
            found.strength = DEDUP_PARAGRAPH;
            found.gap_start = content;
            found.lines_before = 0;
            found.start = skip_space(s, line, end, &found.lines_before);
        }
        return found;
    }
    bool needs_space, thai = (words->flags[i - 1] & words->flags[i] & DEDUP_WIDTH) == 1 << DEDUP_WIDTH_SHIFT;
    const dedup_atom *opening = opening_atom(s, at, end);
    uint32_t letter = opening && opening->kind == DEDUP_WHITE ? opening->stop : end;
    if (find_edge(s, at, end, &found)
        || (find_sentence(s, at, end, &needs_space, &found) && !is_mark(text, words, i - 1)
            && !(needs_space && (begins_lower(text, letter, words->flags[i])
                                 || (text[at] == '.' && is_initial(text, words, i - 1)))))) {
        found.strength = DEDUP_SENTENCE;
    } else {
        /* Thai and related scripts have no full stop: their sentences end at spaces. */
        uint32_t space = at, after = at;
        while (after < end && kind_of(next_sign(s, &after, end)) != SPACE)
            space = after;
        bool spaced = after < end || space < after;
        found.strength = !spaced ? DEDUP_NO_BREAK : thai ? DEDUP_SENTENCE : DEDUP_SPACE;
        found.stop = spaced ? space : first_opener(s, at, end);
        found.start = spaced ? skip_space(s, found.stop, end, &found.lines_before) : found.stop;
    }
    if (opening && opening->start < found.start)       /* an escape is not white space that a separator can end in */
        found.start = opening->start;
    if (opening && opening->start < found.stop)
        found.stop = opening->start;
    found.gap_start = found.stop;
    found.gap_stop = found.start;
    return found;
}

/* `s`: the signs before word i. */
static bool is_bound(signs *s, const dedup_words *words, size_t i)
{
    if (i == 0 || i >= words->count)
        return false;
    const dedup_atom *atom = atom_after(s, words->stop[i - 1]);
    return atom && atom->start < words->stop[i - 1] && words->start[i] < atom->stop;
}

bool dedup_is_bound(const dedup_words *words, size_t i)
{
    signs s = signs_before(NULL, words, i);
    return is_bound(&s, words, i);
}

/* The break before word i, which is not bound. */
static dedup_break unbound_break(signs *s, const uint8_t *text, size_t size, const dedup_words *words, size_t i)
{
    if (i > 0 && i < words->count)
        return inner_break(s, text, words, i);

    dedup_break edge = { .strength = DEDUP_TEXT_END };
    if (i == 0) {                          /* lines without words before the first word do not belong to its line */
        uint32_t end = words->count ? words->start[0] : (uint32_t)size, content, line;
        edge.start = skip_space(s, 0, end, &edge.lines_before);
        while ((line = line_end(s, edge.start, end, &content)) < end) {
            edge.gap_start = content;
            edge.lines_before = 0;
            edge.start = skip_space(s, line, end, &edge.lines_before);
        }
    } else {
        uint32_t line = line_end(s, words->stop[i - 1], (uint32_t)size, &edge.stop);
        edge.gap_stop = skip_space(s, line, (uint32_t)size, &edge.lines_after);
        edge.gap_start = edge.start = edge.gap_stop;
    }
    return edge;
}

dedup_break dedup_break_before(const uint8_t *text, size_t size, const dedup_words *words, size_t i)
{
    signs s = signs_before(text, words, i);
    if (is_bound(&s, words, i))
        return (dedup_break){ .strength = DEDUP_NO_BREAK, .stop = words->stop[i - 1], .gap_stop = words->stop[i - 1],
                              .start = words->start[i], .gap_start = words->start[i] };
    return unbound_break(&s, text, size, words, i);
}

/* Returns whether a sentence ends in [at, end), the characters after a word. */
static bool ends_sentence(signs *s, uint32_t at, uint32_t end)
{
    while (at < end) {
        sign kind = kind_of(next_sign(s, &at, end));
        if (is_terminator(kind))
            return true;
    }
    return false;
}

/* Returns whether the line at `start` has a list marker and white space before word i. The `>` of a quotation is
   none. */
static bool is_item(const uint8_t *text, uint32_t start, uint32_t word_start)
{
    while (start < word_start && (text[start] == '>' || text[start] == ' '))
        start++;
    return start < word_start && text[word_start - 1] <= ' ';
}

/* Returns whether a word or an address was broken after its hyphen, at this line feed. */
static bool is_broken(const uint8_t *text, const uint8_t *feed)
{
    const uint8_t *end = feed > text && feed[-1] == '\r' ? feed - 1 : feed;
    return end - text > 1 && end[-1] == '-' && end[-2] > ' ' && end[-2] != '-' && feed[1] > ' ';
}

/* Returns whether a sentence continues in the line at `start`, which begins with word i: after a broken word; or after
   a word or a comma, if the line begins in lower case or the lines were wrapped at one width. `stop`: the end of the
   punctuation after the word before. */
static bool runs_on(const uint8_t *text, size_t size, const dedup_words *words, size_t i, uint32_t stop, uint32_t start)
{
    uint32_t word_stop = words->stop[i - 1];
    bool bare = stop == word_stop || (stop == word_stop + 1 && text[word_stop] == ',');
    const uint8_t *feed = memchr(text + stop, '\n', start - stop);
    if (feed && is_broken(text, feed))
        return true;
    if (!bare || is_item(text, start, words->start[i]))
        return false;
    if (!(words->flags[i - 1] & DEDUP_DIGIT) && begins_lower(text, words->start[i], words->flags[i]))
        return true;
    return feed && dedup_is_wrapped(text, (size_t)(feed - text), size);
}

/* The strength of the break after word i - 1 if that is one full stop or the like, and then only spaces; otherwise
   DEDUP_UNKNOWN. */
static uint8_t stop_strength(const uint8_t *text, const dedup_words *words, size_t i)
{
    uint32_t stop = words->stop[i - 1], end = words->start[i], at = stop + 1;
    while (at < end && ASCII_KIND[text[at]] == SPACE)
        at++;
    if (ASCII_KIND[text[stop]] != STOP || at < end || at == stop + 1)
        return DEDUP_UNKNOWN;
    bool goes_on = is_mark(text, words, i - 1) || begins_lower(text, end, words->flags[i])
        || (text[stop] == '.' && is_initial(text, words, i - 1));
    return goes_on ? DEDUP_SPACE : DEDUP_SENTENCE | DEDUP_ENDED;
}

/* The strength of the break before word i if only ASCII is between it and the word before, the usual case, and if there
   is a line end or no more than one full stop; otherwise DEDUP_UNKNOWN. */
static uint8_t plain_strength(const uint8_t *text, size_t size, const dedup_words *words, size_t i)
{
    uint32_t at = words->stop[i - 1], end = words->start[i], stop = at, start = end, lines = 0;
    bool ended = false, spaced = false;
    for (; at < end; at++) {
        if (text[at] >= 0x80 || text[at] == '&')
            return DEDUP_UNKNOWN;
        sign kind = ASCII_KIND[text[at]];
        if (kind == NEWLINE) {
            lines += !(text[at] == '\r' && at + 1 < end && text[at + 1] == '\n');
        } else if (kind == SPACE) {
            spaced = true;
        } else if (lines == 0) {
            ended = ended || kind == STOP;
            stop = at + 1;
        } else if (start == end) {
            start = at;
        }
    }
    if (lines == 0)
        return ended ? stop_strength(text, words, i) : spaced ? DEDUP_SPACE : DEDUP_NO_BREAK;
    bool inside = lines == 1 && runs_on(text, size, words, i, stop, start);
    return (uint8_t)((lines == 1 ? DEDUP_LINE : DEDUP_PARAGRAPH) | (ended ? DEDUP_ENDED : 0) | (inside ? DEDUP_RUNS_ON : 0));
}

uint8_t dedup_strength_before(const uint8_t *text, size_t size, const dedup_words *words, size_t i)
{
    uint32_t at = i == 0 ? 0 : words->stop[i - 1];
    signs s = signs_before(text, words, i);
    if (is_bound(&s, words, i))
        return DEDUP_NO_BREAK;
    bool plain = i > 0 && i < words->count && !(words->flags[i] & (DEDUP_WIDTH | DEDUP_BOUND));
    uint8_t strength = plain ? plain_strength(text, size, words, i) : DEDUP_UNKNOWN;
    if (strength != DEDUP_UNKNOWN)
        return strength;
    dedup_break found = unbound_break(&s, text, size, words, i);
    bool ended = i > 0 && found.strength >= DEDUP_SENTENCE && ends_sentence(&s, at, found.stop);
    bool inside = i > 0 && found.strength == DEDUP_LINE && runs_on(text, size, words, i, found.stop, found.start);
    return (uint8_t)(found.strength | (ended ? DEDUP_ENDED : 0) | (inside ? DEDUP_RUNS_ON : 0));
}

bool dedup_may_be_cut(const uint8_t *text, size_t size, const dedup_words *words, uint32_t offset)
{
    const dedup_atom *atom = dedup_atom_after(words, offset);
    size_t low = 0, high = words->count;               /* the first word that ends after `offset` */
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (words->stop[middle] <= offset)
            low = middle + 1;
        else
            high = middle;
    }
    if ((atom && atom->start < offset) || (low < words->count && words->start[low] < offset))
        return false;
    uint8_t strength = dedup_strength_before(text, size, words, low);
    return (strength & DEDUP_STRENGTH) >= DEDUP_SENTENCE && !(strength & DEDUP_RUNS_ON);
}
