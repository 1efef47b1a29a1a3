#include "context.h"

enum {
    SLACK = 12,            /* letters beside a copy in its block that say nothing more: `read on`, a name, a date */
    SENTENCE = 20,         /* letters from which on what is beside it is a sentence */
    WRAPPED = 30,          /* letters from which on a line may go on in the next */
    PROSE = 70,            /* letters from which on a paragraph without a full stop reads like prose; half as many with one */
    FURTHEST = 4000        /* letters that are looked at on each side */
};

/* Does a block end before word i?  A line that was wrapped goes on. */
static bool ends_block(const dedup_aligner *al, uint32_t i, uint32_t line_letters)
{
    const dedup_words *w = al->words;
    uint8_t strength = dedup_strength_at(al, i);
    if ((strength & DEDUP_STRENGTH) != DEDUP_LINE)
        return (strength & DEDUP_STRENGTH) > DEDUP_LINE;
    return !(strength & DEDUP_RUNS_ON)
        && ((strength & DEDUP_ENDED) || line_letters < WRAPPED || (w->flags[i] & (DEDUP_CAPITAL | DEDUP_DIGIT)));
}

/* Does a sign between word i and the one before it part a title from the name of its site, or two items of a line?  A
   headline above the body is the one to keep. */
static bool is_parted(const dedup_aligner *al, uint32_t i)
{
    for (uint32_t at = al->words->stop[i - 1]; at < al->words->start[i]; at++) {
        uint8_t sign = al->text[at], next = at + 1 < al->size ? al->text[at + 1] : 0;
        if (sign == '|' || sign == '_' || (sign == '-' && next == ' ' && al->text[at - 1] == ' ')
            || (sign == 0xC2 && (next == 0xB7 || next == 0xBB))                      /* middle dot, closing guillemet */
            || (sign == 0xE2 && next == 0x80 && at + 2 < al->size && al->text[at + 2] >= 0x93 && al->text[at + 2] <= 0xA2 /* dashes, bullet */
                && (al->text[at + 2] <= 0x95 || al->text[at + 2] == 0xA2)))
            return true;
    }
    return false;
}

/* From word `from` on to the end of its block: where that is, at most. */
static uint32_t block_stop(const dedup_aligner *al, uint32_t from)
{
    const dedup_words *w = al->words;
    uint32_t count = (uint32_t)w->count, line = from, i = from;
    while (i < count && dedup_letters_in(w, from, i) < FURTHEST && !ends_block(al, i, dedup_letters_in(w, line, i))) {
        if ((dedup_strength_at(al, i) & DEDUP_STRENGTH) == DEDUP_LINE)
            line = i;
        i++;
    }
    return i;
}

/* And back from word `to` to its beginning. */
static uint32_t block_start(const dedup_aligner *al, uint32_t to)
{
    const dedup_words *w = al->words;
    uint32_t i = to;
    while (i > 0 && dedup_letters_in(w, i, to) < FURTHEST && !ends_block(al, i, WRAPPED))
        i--;
    return i;
}

static bool is_prose(const dedup_aligner *al, uint32_t start, uint32_t stop)
{
    uint32_t letters = dedup_letters_in(al->words, start, stop);
    return letters >= PROSE || (2 * letters >= PROSE && (dedup_strength_at(al, stop) & DEDUP_ENDED));
}

typedef struct {
    uint32_t beside;       /* letters of its first and its last block that are not the copy's */
    uint32_t around;       /* letters of the prose that goes on before and after it, those included */
    bool title;            /* it stands in the first line of the text, before the name of a site */
} context;

/* An alignment may run over the end of a block, by a word or two with which what follows it begins in both copies, or by
   such words before it. */
static void trim(const dedup_aligner *al, uint32_t *start, uint32_t *stop)
{
    for (uint32_t at = *stop; at > *start && dedup_letters_in(al->words, at, *stop) <= SLACK; at--)
        if (ends_block(al, at, WRAPPED)) {
            *stop = at;
            break;
        }
    for (uint32_t at = *start; at < *stop && dedup_letters_in(al->words, *start, at) <= SLACK; at++)
        if (ends_block(al, at, WRAPPED)) {
            *start = at;
            break;
        }
}

static context context_of(dedup_aligner *al, uint32_t start, uint32_t stop)
{
    trim(al, &start, &stop);
    const dedup_words *w = al->words;
    uint32_t count = (uint32_t)w->count, first = block_start(al, start), last = block_stop(al, stop);
    context c = { .title = first == 0 && stop < last && is_parted(al, stop) };
    if (first < start && !is_parted(al, start))
        c.beside += dedup_letters_in(w, first, start);
    if (stop < last && !is_parted(al, stop))
        c.beside += dedup_letters_in(w, stop, last);
    c.around = c.beside;
    uint32_t from = first, to = last;
    while (from > 0 && dedup_letters_in(w, from, first) < FURTHEST) {
        uint32_t begin = block_start(al, from - 1);
        if (!is_prose(al, begin, from))
            break;
        from = begin;
    }
    while (to < count && dedup_letters_in(w, last, to) < FURTHEST) {
        uint32_t end = block_stop(al, to + 1);
        if (!is_prose(al, to, end))
            break;
        to = end;
    }
    c.around += dedup_letters_in(w, from, first) + dedup_letters_in(w, last, to);
    al->work += (start - from) + (to - stop) + 1;
    return c;
}

/* Does the first stand by itself, and the second in a block, or in a run of prose, that says more? */
static bool is_part(const context *alone, const context *within, uint32_t letters)
{
    if (alone->beside <= SLACK && within->beside >= SENTENCE)
        return true;
    return alone->beside <= SLACK && within->beside <= SLACK && within->around >= letters
        && alone->around < letters / 4 && alone->around * 4 < within->around;
}

dedup_fuller dedup_compare_context(dedup_aligner *al, dedup_hull hull)
{
    context later = context_of(al, hull.later, hull.later_stop), earlier = context_of(al, hull.earlier, hull.earlier_stop);
    uint32_t letters = dedup_letters_in(al->words, hull.later, hull.later_stop);
    return (earlier.title && later.beside <= SLACK) || is_part(&earlier, &later, letters) ? DEDUP_LATER_FULLER
        : is_part(&later, &earlier, letters) ? DEDUP_EARLIER_FULLER : DEDUP_AS_FULL;
}
