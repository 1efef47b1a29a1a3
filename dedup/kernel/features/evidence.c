#include "evidence.h"

#include "exchanged.h"
#include "interrupt.h"
#include "substitutions.h"
#include "structure/lines.h"
#include "structure/marks.h"
#include "structure/wrapping.h"

#include <string.h>

enum {
    LINE = 45,             /* minimum letters of a prose line that ends like a sentence, unless min_letters is less */
    LONG_LINE = 70,        /* ... and of one that does not */
    OTHER = 20,            /* letters of a verse between two refrains, or of any other sentence */
    CLOSE_BY = 150,        /* maximum words between two fillings of one template ... */
    CLOSER = 80,           /* ... and per cent of the length of a match of */
    WHOLE_TEXT = 350,      /* so many letters: copies of a whole text are further apart */
    AROUND = 9             /* letters beside a copy that are more than a word */
};

/* Characters typical of code; and line ends, after which quotation prefixes are skipped. */
static const uint8_t SYMBOL[256] = {
    ['\n'] = 1,
    ['{'] = 1, ['}'] = 1, ['['] = 1, [']'] = 1, ['('] = 1, [')'] = 1, ['<'] = 1, ['>'] = 1, ['='] = 1, [';'] = 1,
    ['_'] = 1, ['|'] = 1, ['\\'] = 1, ['/'] = 1, ['#'] = 1, ['*'] = 1, ['+'] = 1, ['&'] = 1, ['@'] = 1, ['$'] = 1,
    ['^'] = 1, ['~'] = 1, ['`'] = 1,
};

static uint32_t times_of(const dedup_occurrences *o, uint32_t i)
{
    return i < o->count ? o->times[o->first[i]] : 0;
}

/* Counts how often shingles occur. In scripts without spaces a shingle is hardly more than a word, which may occur in
   every other sentence, so two adjacent ones must occur. */
static void measure_some(const dedup_side *s, uint32_t start, uint32_t stop, dedup_evidence *sum)
{
    const dedup_occurrences *o = s->aligner->occurrences;
    const uint8_t *flags = s->aligner->words->flags;
    uint32_t closer = (uint32_t)((uint64_t)(s->hi - s->lo) * CLOSER / 100);
    uint32_t close_by = s->letters < WHOLE_TEXT || closer > CLOSE_BY ? CLOSE_BY : closer;
    for (uint32_t i = start; i < stop && i < o->count; i++) {
        uint32_t times = times_of(o, i);
        sum->shingles++;
        if ((flags[i] & DEDUP_WIDTH) && times_of(o, i + o->length[i]) < times)
            times = times_of(o, i + o->length[i]);
        if (times < 3)
            continue;
        bool behind = o->previous[i] != DEDUP_NONE && i - o->previous[i] < close_by;
        bool ahead = o->next[i] != DEDUP_NONE && o->next[i] - i < close_by;
        sum->thrice += s->aligner->border == 0; /* a refrain is in one text */
        sum->near_by += times > 3 && (behind || ahead);
    }
}

static void measure_shingles(const dedup_side *s, uint32_t start, uint32_t stop, dedup_evidence *sum)
{
    for (uint32_t some; start < stop && !dedup_stopped(); start = some) {
        some = (uint32_t)dedup_some(start, stop);
        measure_some(s, start, some, sum);
        dedup_pauses(start, some);
    }
}

/* Returns whether a line is a table row: has two bars or a tab. A sentence may have tabs instead of spaces. */
static bool is_row(const dedup_aligner *al, uint32_t start, uint32_t stop, bool sentence)
{
    const uint8_t *line = al->text + al->words->start[start], *end = al->text + al->words->stop[stop - 1];
    const uint8_t *bar = memchr(line, '|', (size_t)(end - line));
    return (bar && memchr(bar + 1, '|', (size_t)(end - bar - 1)))
        || (!sentence && memchr(line, '\t', (size_t)(end - line)));
}

/* Returns whether a line is a list item: see marks.h. */
static bool is_item(const dedup_aligner *al, uint32_t word)
{
    return dedup_is_marked(al->text, dedup_break_before(al->text, al->size, al->words, word).start, al->size);
}

/* Returns whether the other copy has an item there, too. A list made from plain lines is a copy of them. */
static bool is_item_there(const dedup_aligner *al, const dedup_link *links, uint32_t word)
{
    uint32_t other = links ? links[word].partner : DEDUP_NONE;
    return other == DEDUP_NONE || is_item(al, other);
}

/* Skips the quotation marks at the head of a line: `> `, `>|> `. */
static uint32_t past_quotation(const uint8_t *text, uint32_t at, uint32_t end)
{
    while (at < end && (text[at] == '>' || text[at] == '|' || text[at] == ' '))
        at++;
    return at;
}

/* Counts characters typical of code in bytes [at, end), except in links, quotation prefixes and list markers. */
static uint32_t symbols_in(const uint8_t *text, uint32_t at, uint32_t end)
{
    enum { BRACKETS = 2 };      /* of a link, before its target */
    uint32_t symbols = 0;
    for (; at < end; at++) {
        if (!SYMBOL[text[at]])
            continue;
        if (text[at] == '\n') {
            at = past_quotation(text, at + 1, end) - 1;
        } else if (text[at] == '(' && at > 0 && text[at - 1] == ']') {
            symbols -= symbols < BRACKETS ? symbols : BRACKETS;
            while (at + 1 < end && text[at] != ')')
                at++;
        } else {
            bool mark = (text[at] == '*' || text[at] == '+') && at + 1 < end && text[at + 1] == ' ';
            symbols += !mark;
        }
    }
    return symbols;
}

/* Returns whether a character may form a line of code on its own. */
static bool is_bracket(uint8_t sign)
{
    return memchr("{}()[]=;", sign, 8) != NULL;
}

/* Returns whether line [start, stop), in bytes, ends in a curly bracket, as prose hardly ever does. */
static bool ends_in_brace(const uint8_t *text, uint32_t start, uint32_t stop)
{
    while (stop > start && (text[stop - 1] == ' ' || text[stop - 1] == '\r' || text[stop - 1] == ';'))
        stop--;
    return stop > start && (text[stop - 1] == '{' || text[stop - 1] == '}');
}

/* Counts lines of bytes [at, end) that are punctuation with at least one such character, or end in a curly bracket. */
static uint32_t sign_lines_in(const uint8_t *text, uint32_t at, uint32_t end)
{
    uint32_t lines = 0;
    while (at < end) {
        const uint8_t *feed = memchr(text + at, '\n', end - at);
        uint32_t stop = feed ? (uint32_t)(feed - text) : end;
        bool bracket = false, word = false, brace = ends_in_brace(text, at, stop);
        for (; at < stop && !word; at++) {
            bracket = bracket || is_bracket(text[at]);
            word = text[at] >= 0x80 || (text[at] >= '0' && text[at] <= '9') || ((text[at] | 0x20) >= 'a' && (text[at] | 0x20) <= 'z');
        }
        lines += brace || (bracket && !word);
        at = stop + 1;
    }
    return lines;
}

/* Returns whether a comma, full stop or the like is at byte `at`. */
static bool is_pause(const uint8_t *text, size_t size, uint32_t at)
{
    static const char *const WIDE[] = { "\u3001", "\u3002", "\uff0c", "\uff01", "\uff1f", "\uff1b", "\u060c", "\u061b", "\u061f", "\u0964", "\u2026" };
    if (at >= size)
        return false;
    if (text[at] < 0x80)
        return memchr(",.;!?", text[at], 5) != NULL;
    for (size_t n = 0; n < sizeof WIDE / sizeof *WIDE; n++)
        if (size - at >= strlen(WIDE[n]) && memcmp(text + at, WIDE[n], strlen(WIDE[n])) == 0)
            return true;
    return false;
}

/* Measures the line of words [start, stop) by itself. after: what ends it, see dedup_strength_before. */
static void measure_line(const dedup_aligner *al, uint32_t start, uint32_t stop, uint8_t after, dedup_evidence *sum)
{
    uint32_t end = al->words->stop[stop - 1];
    bool sentence = (after & DEDUP_ENDED) && dedup_letters_in(al->words, start, stop) >= LINE;
    sum->lines++;
    sum->rows += is_row(al, start, stop, sentence);
    sum->labels += end < al->size && al->text[end] == ':';
    sum->paused += is_pause(al->text, al->size, end);
}

static bool same_lines(const dedup_words *w, uint32_t before, uint32_t line, uint32_t stop)
{
    return line > before && line - before == stop - line && dedup_equal_words(w, line, before, stop) == line - before;
}

/* Returns whether a wrapped line [start, stop) goes on in the next one. */
static bool goes_on(const dedup_aligner *al, uint32_t start, uint32_t stop, uint8_t after)
{
    return (after & DEDUP_STRENGTH) == DEDUP_LINE && !(after & DEDUP_ENDED)
        && dedup_letters_in(al->words, start, stop) >= DEDUP_WRAPPED
        && !(al->words->flags[stop] & (DEDUP_CAPITAL | DEDUP_DIGIT)) && !is_item(al, stop);
}

/* Adds the letters of a line, its wraps undone, if it reads like prose. */
static void measure_prose(const dedup_aligner *al, uint32_t start, uint32_t stop, uint8_t after, dedup_evidence *sum)
{
    uint32_t letters = dedup_letters_in(al->words, start, stop), shortest = al->min_letters < LINE ? al->min_letters : LINE;
    bool sentence = letters >= shortest && (after & DEDUP_ENDED);
    sum->sentences += sentence ? letters : 0;
    sum->prose += sentence || letters >= LONG_LINE ? letters : 0;
}

/* Measures lines, as they are and with their wraps undone: wrapped prose is prose. */
static void measure_lines(const dedup_aligner *al, const dedup_link *links, uint32_t start, uint32_t stop,
                          dedup_evidence *sum)
{
    const dedup_words *w = al->words;
    for (uint32_t before = start, line = start, unit = start, next = start + 1; line < stop; next++) {
        next = dedup_next_line(al->text, w, next, stop);
        uint8_t after = dedup_strength_at(al, next);
        bool more = next < stop;
        if (more && (after & DEDUP_STRENGTH) < DEDUP_LINE)
            continue;
        measure_line(al, line, next, after, sum);
        sum->parted += more && (after & DEDUP_STRENGTH) >= DEDUP_PARAGRAPH;
        sum->same_lines += same_lines(w, before, line, next);
        bool item = is_item(al, line), joins = more && goes_on(al, line, next, after);
        sum->items += item;
        sum->units += line == unit;
        sum->marked += line == unit && item && is_item_there(al, links, line);
        before = line;
        line = next;
        if (joins)
            continue;
        measure_prose(al, unit, next, after, sum);
        unit = next;
    }
    sum->symbols += symbols_in(al->text, w->start[start], w->stop[stop - 1]);
    sum->sign_lines += sign_lines_in(al->text, w->start[start], w->stop[stop - 1]);
}

/* Returns whether a piece is the beginning of a longer line, word for word, as a teaser is of the full text. */
static bool is_cut_off(const dedup_side *s, const dedup_piece *p)
{
    const dedup_aligner *al = s->aligner;
    return p->equal == p->letters && (dedup_strength_at(al, p->words) & DEDUP_STRENGTH) >= DEDUP_LINE
        && (dedup_strength_at(al, p->kept_words) & DEDUP_STRENGTH) >= DEDUP_LINE
        && (dedup_strength_at(al, p->words_stop) & DEDUP_STRENGTH) >= DEDUP_LINE
        && (dedup_strength_at(al, p->kept_words_stop) & DEDUP_STRENGTH) < DEDUP_SENTENCE;
}

/* Returns whether a piece ends at spaces on both sides. In Thai a space may end a sentence, or be inside one. */
static bool is_spaced(const dedup_side *s, const dedup_piece *p)
{
    const uint8_t *flags = s->aligner->words->flags;
    return (flags[p->words] & flags[p->words_stop - 1] & DEDUP_WIDTH) == 1 << DEDUP_WIDTH_SHIFT
        && dedup_strength_at(s->aligner, p->words) == DEDUP_SENTENCE
        && dedup_strength_at(s->aligner, p->words_stop) == DEDUP_SENTENCE;
}

static bool is_break(const dedup_side *s, uint32_t word)
{
    return (dedup_strength_at(s->aligner, word) & DEDUP_STRENGTH) >= DEDUP_SENTENCE;
}

/* Returns whether one end of a piece is not at a break. */
static bool is_inside(const dedup_side *s, const dedup_piece *p)
{
    return !is_break(s, p->words) || !is_break(s, p->words_stop);
}

/* Returns whether the other copy of a piece is part of a sentence that says more, by several words. */
static bool is_embedded(const dedup_side *s, const dedup_piece *p)
{
    const dedup_words *w = s->aligner->words;
    uint32_t first = p->kept_words, stop = p->kept_words_stop;
    while (!is_break(s, first) && dedup_letters_in(w, first, p->kept_words) <= AROUND)
        first--;
    while (!is_break(s, stop) && dedup_letters_in(w, p->kept_words_stop, stop) <= AROUND)
        stop++;
    return !is_break(s, first) || !is_break(s, stop);
}

static uint32_t figures_in(const dedup_words *w, uint32_t start, uint32_t stop)
{
    uint32_t letters = 0;
    for (uint32_t i = start; i < stop; i++)
        letters += w->flags[i] & DEDUP_DIGIT ? dedup_letters_in(w, i, i + 1) : 0;
    return letters;
}

/* Letters of [start, stop) where the other copy has other words, rather than none. */
static uint32_t replaced_in(const dedup_side *s, uint32_t start, uint32_t stop)
{
    uint32_t letters = 0, from, to;
    for (uint32_t gap = start, end; gap < stop; gap = end + 1) {
        end = dedup_next_linked(s->links, gap, stop);
        if (end == gap)
            continue;
        dedup_opposite(s, gap, end, &from, &to);
        if (from < to && !dedup_are_roles(s, gap, from))
            letters += dedup_letters_in(s->aligner->words, gap, end);
    }
    return letters;
}

/* Returns whether other text separates two pieces in both copies, as with refrains. An insertion is in one only. */
static bool are_parted(const dedup_words *w, const dedup_piece *before, const dedup_piece *p)
{
    return before->words_stop < p->words && before->kept_words_stop < p->kept_words
        && dedup_letters_in(w, before->words_stop, p->words) >= OTHER
        && dedup_letters_in(w, before->kept_words_stop, p->kept_words) >= OTHER;
}

dedup_evidence dedup_measure(const dedup_side *s, const dedup_piece *pieces, size_t count)
{
    dedup_evidence sum = { .apart = s->apart, .touching = s->touching, .lead = s->lead };
    dedup_substitutions seen;
    bool changed = false;
    uint32_t in_a_row = 0;
    for (const dedup_piece *p = pieces; p < pieces + count; p++) {
        if (p->numbers)
            sum.numbers += p->letters;
        if (p->denied)
            sum.denied += p->letters;
        if (!dedup_is_measured(p))
            continue;
        in_a_row = p > pieces && are_parted(s->aligner->words, p - 1, p) ? p->letters : in_a_row + p->letters;
        sum.unparted = in_a_row > sum.unparted ? in_a_row : sum.unparted;
        sum.letters += p->letters;
        sum.equal += p->equal;
        sum.spaced += is_spaced(s, p) ? p->letters : 0;
        sum.inside += is_inside(s, p);
        sum.figures += figures_in(s->aligner->words, p->words, p->words_stop);
        sum.cut_off += is_cut_off(s, p) ? p->letters : 0;
        sum.names += p->equal < p->letters ? dedup_count_exchanged(s, p->words, p->words_stop, false).names : 0;
        measure_shingles(s, p->words, p->words_stop, &sum);
        measure_lines(s->aligner, s->links, p->words, p->words_stop, &sum);
        dedup_add_changes(&p->changes, &sum.changes);
        if (p->equal == p->letters)
            continue;
        if (!changed)
            memset(&seen, 0, sizeof seen);
        changed = true;
        sum.embedded += is_embedded(s, p) ? p->letters : 0;
        sum.replaced += replaced_in(s, p->words, p->words_stop);
        dedup_count_substitutions(s, p->words, p->words_stop, &seen);
    }
    sum.exchanged = changed ? seen.exchanged : 0;
    sum.again = changed ? seen.again : 0;
    return sum;
}

dedup_evidence dedup_measure_stretch(const dedup_aligner *al, uint32_t start, uint32_t stop)
{
    uint32_t letters = dedup_letters_in(al->words, start, stop);
    dedup_evidence sum = { .letters = letters, .equal = letters, .figures = figures_in(al->words, start, stop) };
    measure_lines(al, NULL, start, stop, &sum);
    return sum;
}

void dedup_recount(const dedup_side *s, const dedup_piece *pieces, size_t count, dedup_evidence *sum)
{
    sum->shingles = sum->thrice = sum->near_by = 0;
    for (const dedup_piece *p = pieces; p < pieces + count; p++)
        if (dedup_is_measured(p))
            measure_shingles(s, p->words, p->words_stop, sum);
}
