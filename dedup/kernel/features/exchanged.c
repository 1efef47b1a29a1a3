#include "exchanged.h"

#include "known_words.h"
#include "text/fold_table.h"

enum {
    MOST_DIGITS = 64,      /* letters of a number that are compared */
    QUANTITIES = 5,        /* one word in five of a list of quantities is a number */
    OUTSIDE = 4            /* words of a sentence before its first partner, or after its last */
};

/* Returns whether each word has the partner after that of the word before, so that nothing was exchanged. */
static bool are_in_step(const dedup_link *links, uint32_t start, uint32_t stop)
{
    uint32_t i = start;
    while (i < stop && dedup_is_linked(links, i) && links[i].partner - links[start].partner == i - start)
        i++;
    return i == stop;
}

void dedup_opposite(const dedup_side *s, uint32_t start, uint32_t stop, uint32_t *from, uint32_t *to)
{
    uint32_t count = (uint32_t)s->aligner->words->count;
    while (start > s->lo && !dedup_is_linked(s->links, start - 1))
        start--;
    stop = dedup_next_linked(s->links, stop, s->hi);
    bool before = start > s->lo, after = stop < s->hi;
    uint32_t own = stop - start;
    *from = before ? s->links[start - 1].partner + 1 : 0;
    *to = after ? s->links[stop].partner : 0;
    if (before && !after)
        *to = count - *from < own ? count : *from + own;
    else if (after && !before)
        *from = *to < own ? 0 : *to - own;
}

static uint64_t add_number(uint64_t numbers, uint32_t number)
{
    return (numbers + number) * DEDUP_FACTOR;
}

/* A running hash of the numbers among the unlinked words of [start, stop), as digits and, if `in_words`, words; or
   0. */
static uint64_t numbers_of(const dedup_side *s, const dedup_link *links, uint32_t start, uint32_t stop, bool in_words)
{
    const dedup_words *w = s->aligner->words;
    uint64_t numbers = 0;
    for (uint32_t i = start; i < stop; i++) {
        uint32_t letters[MOST_DIGITS], numeral = 0;
        if (dedup_is_linked(links, i))
            continue;
        if (!(w->flags[i] & DEDUP_DIGIT)) {
            numeral = in_words ? dedup_numeral_of(s->aligner->text, w->start[i], w->stop[i]) : 0;
            for (uint32_t power = numeral < 10 ? 1 : 10; numeral > 0 && power > 0; power /= 10)
                numbers = add_number(numbers, '0' + numeral / power % 10);
            continue;
        }
        size_t count = dedup_word_letters(s->aligner->text, w->start[i], w->stop[i], letters, MOST_DIGITS);
        for (size_t x = 0; x < count && x < MOST_DIGITS; x++)
            if (dedup_fold_of(letters[x])->kind == DEDUP_NUMBER)
                numbers = add_number(numbers, letters[x]);
    }
    return numbers;
}

/* Counts names. Capitals do not count at the start of a sentence, nor on a single letter. */
static uint32_t names_of(const dedup_side *s, const dedup_link *links, uint32_t start, uint32_t stop)
{
    uint32_t found = 0;
    for (uint32_t i = start; i < stop; i++)
        found += !dedup_is_linked(links, i) && (s->aligner->words->flags[i] & DEDUP_CAPITAL) && dedup_letters_in(s->aligner->words, i, i + 1) > 1
            && !dedup_may_cut(s, i);
    return found;
}

/* Returns whether many words of a sentence are numbers that both copies have, as in a list of quantities. */
static bool is_measured_out(const dedup_side *s, uint32_t start, uint32_t stop)
{
    uint32_t numbers = 0;
    for (uint32_t i = start; i < stop; i++)
        numbers += dedup_is_linked(s->links, i) && (s->aligner->words->flags[i] & DEDUP_DIGIT);
    return numbers > 1 && QUANTITIES * (uint64_t)numbers >= stop - start;
}

/* In a list of quantities, a number counts that only one copy has: it is another recipe. In other sentences, it may be a
   footnote's. */
dedup_exchanged dedup_count_exchanged(const dedup_side *s, uint32_t start, uint32_t stop, bool in_words)
{
    dedup_exchanged sum = { 0, 0 };
    if (are_in_step(s->links, start, stop))
        return sum;
    bool measured_out = is_measured_out(s, start, stop);
    for (uint32_t gap = start, end; gap < stop; gap = end + 1) {
        uint32_t from = 0, to = 0;
        end = dedup_next_linked(s->links, gap, stop);
        bool inner = measured_out && gap > start && end < stop;
        if (end == gap && !inner)
            continue;
        if (end > gap) {
            dedup_opposite(s, gap, end, &from, &to);
        } else {
            from = s->links[gap - 1].partner + 1;
            to = s->links[gap].partner;
        }
        bool one_sided = inner && (end == gap || from >= to);
        uint64_t own = numbers_of(s, s->links, gap, end, in_words);
        uint64_t other = own || one_sided ? numbers_of(s, s->other, from, to, in_words) : 0;
        sum.numbers += own != other && (one_sided || other != 0);
        uint32_t names = from < to ? names_of(s, s->links, gap, end) : 0, others = names ? names_of(s, s->other, from, to) : 0;
        sum.names += names < others ? names : others;
    }
    return sum;
}

static bool is_role(const dedup_side *s, uint32_t i)
{
    const uint8_t *text = s->aligner->text;
    uint32_t start = s->aligner->words->start[i], stop = s->aligner->words->stop[i];
    return start > 0 && text[start - 1] == ':' && stop < s->aligner->size && text[stop] == ':';
}

bool dedup_are_roles(const dedup_side *s, uint32_t word, uint32_t other)
{
    return is_role(s, word) && is_role(s, other);
}

bool dedup_renames(const dedup_side *s, uint32_t start, uint32_t stop)
{
    for (uint32_t i = start, end; i < stop; i = end + 1) {
        uint32_t from = 0, to = 0;
        end = dedup_next_linked(s->links, i, stop);
        if (end > i)
            dedup_opposite(s, i, end, &from, &to);
        for (; from < to; from++)
            if (!dedup_is_linked(s->other, from))
                return true;
    }
    return false;
}

static uint32_t negations_in(const dedup_side *s, const dedup_link *links, uint32_t start, uint32_t stop)
{
    const dedup_words *w = s->aligner->words;
    uint32_t found = 0;
    for (uint32_t i = start; i < stop; i++)
        found += !dedup_is_linked(links, i) && dedup_is_negation(s->aligner->text, w->start[i], w->stop[i]);
    return found;
}

/* Counts negations of the other copy before word `at`, or from it on, up to a nearby break. `Never accept ...` begins
   with a word that the sentence it denies lacks. */
static uint32_t negations_beside(const dedup_side *s, uint32_t at, bool before)
{
    uint32_t first = at, last = at, count = (uint32_t)s->aligner->words->count;
    while (before && first > 0 && at - first < OUTSIDE && !dedup_may_cut(s, first))
        first--;
    while (!before && last < count && last - at < OUTSIDE && !dedup_may_cut(s, last))
        last++;
    return dedup_may_cut(s, before ? first : last) ? negations_in(s, s->other, first, last) : 0;
}

/* Where both sides have as many words, these were exchanged one for one, and a negation may be misread: not counted. */
bool dedup_denies(const dedup_side *s, uint32_t start, uint32_t stop)
{
    uint32_t own = 0, other = 0;
    for (uint32_t i = are_in_step(s->links, start, stop) ? stop : start, end; i < stop; i = end) {
        uint32_t from = 0, to = 0;
        end = dedup_next_linked(s->links, i, stop);
        if (end > i) {
            dedup_opposite(s, i, end, &from, &to);
        } else if (++end < stop && dedup_is_linked(s->links, end)) {
            from = s->links[i].partner + 1;
            to = s->links[end].partner;
        }
        if (from < to && to - from == end - i && !dedup_is_linked(s->links, i))
            continue;
        own += negations_in(s, s->links, i, end);
        other += from < to ? negations_in(s, s->other, from, to) : 0;
    }
    if (dedup_is_linked(s->links, start))
        other += negations_beside(s, s->links[start].partner, true);
    if (dedup_is_linked(s->links, stop - 1))
        other += negations_beside(s, s->links[stop - 1].partner + 1, false);
    return own != other;
}
