#include "pairs.h"

#include "atoms.h"
#include "fold_table.h"
#include "interrupt.h"
#include "tags.h"
#include "units.h"

#include <stdbool.h>

enum {
    NEAR_BY = 300,         /* characters within which a bracket has its partner, ... */
    FAR_OFF = 1000,        /* ... and a brace, or in its own paragraph a quotation mark */
    MOST_PARTED = 16,      /* elements that a stretch may close and open again */
    LONGEST_NUMBER = 3     /* signs of the number of an item */
};

/* Signs of one kind open and close one another. */
typedef enum {
    ROUND, SQUARE, WIDE_ROUND, LENTICULAR, CORNER, WHITE_CORNER, BRACE, QUOTE, ANGLE_QUOTE, PLAIN_QUOTE, KINDS
} kind;

typedef enum { NEITHER, OPENS, CLOSES } side;

typedef struct {
    uint32_t code;
    kind kind;
    side side;             /* of a quotation mark only where what it touches does not tell */
} mark;

static const mark MARKS[] = {
    { '(', ROUND, OPENS }, { ')', ROUND, CLOSES }, { '[', SQUARE, OPENS }, { ']', SQUARE, CLOSES },
    { '{', BRACE, OPENS }, { '}', BRACE, CLOSES },
    { '"', PLAIN_QUOTE, NEITHER }, { 0xAB, ANGLE_QUOTE, OPENS }, { 0xBB, ANGLE_QUOTE, CLOSES },
    { 0x201C, QUOTE, OPENS }, { 0x201D, QUOTE, CLOSES }, { 0x201E, QUOTE, OPENS },
    { 0x300C, CORNER, OPENS }, { 0x300D, CORNER, CLOSES }, { 0x300E, WHITE_CORNER, OPENS },
    { 0x300F, WHITE_CORNER, CLOSES }, { 0x3010, LENTICULAR, OPENS }, { 0x3011, LENTICULAR, CLOSES },
    { 0xFF08, WIDE_ROUND, OPENS }, { 0xFF09, WIDE_ROUND, CLOSES },
};

/* The marks of a kind that have no partner in the stretch that was read. */
typedef struct {
    uint32_t closers, openers;
    uint32_t closer, opener;           /* where the first of either stands */
} unpaired;

static bool is_space(uint32_t code)
{
    return code <= ' ' || code == 0xA0 || code == 0x3000 || (code >= 0x2000 && code <= 0x200A) || code == 0x202F;
}

static bool is_word(uint32_t code)
{
    uint8_t what = dedup_fold_of(code)->kind;
    return what == DEDUP_LETTER || what == DEDUP_NUMBER;
}

/* The code point before `*at`, which moves there; a space at the beginning of the text. */
static uint32_t previous_code(const uint8_t *text, uint32_t *at)
{
    uint32_t stop = *at;
    if (stop == 0)
        return ' ';
    do
        --*at;
    while (*at > 0 && stop - *at < 4 && dedup_continues(text[*at]));
    return dedup_next_code(text, *at, stop).code;
}

/* Which side of a quotation its mark [at, stop) stands on: `„A“`, `“A”`, `»A«` and `« A »` are all written. */
static side side_of_quote(const uint8_t *text, size_t size, uint32_t at, size_t stop, side shape)
{
    uint32_t before = previous_code(text, &at), after = stop < size ? dedup_next_code(text, stop, size).code : ' ';
    if (is_space(before) != is_space(after))
        return is_space(before) ? OPENS : CLOSES;
    if (is_word(before) != is_word(after))
        return is_word(before) ? CLOSES : OPENS;
    return shape;
}

/* Is the bracket text[at] the mouth of a smiley, `:-)`, or does it end the mark of an item, `1)`? */
static bool is_no_bracket(const uint8_t *text, uint32_t at)
{
    uint32_t eyes = at > 0 && text[at - 1] == '-' ? at - 1 : at;
    if (eyes > 0 && (text[eyes - 1] == ':' || text[eyes - 1] == ';' || text[eyes - 1] == '='))
        return true;
    uint32_t head = at, before = at, signs = 0;
    while (is_word(previous_code(text, &before)) && signs++ < LONGEST_NUMBER)
        head = before;
    while (head > 0 && (text[head - 1] == ' ' || text[head - 1] == '\t' || text[head - 1] == '>'))
        head--;
    return signs > 0 && signs <= LONGEST_NUMBER && (head == 0 || text[head - 1] == '\n');
}

/* The mark at text[at], on the side on which it stands; on NEITHER when there is none. */
static mark mark_at(const uint8_t *text, size_t size, uint32_t at, size_t *stop)
{
    dedup_unit unit = dedup_next_code(text, at, size);
    *stop = unit.stop;
    mark found = { unit.code, KINDS, NEITHER };
    for (size_t i = 0; i < sizeof MARKS / sizeof *MARKS && found.kind == KINDS; i++)
        if (MARKS[i].code == unit.code)
            found = MARKS[i];
    if (found.kind == QUOTE || found.kind == ANGLE_QUOTE || found.kind == PLAIN_QUOTE)
        found.side = side_of_quote(text, size, at, unit.stop, found.side);
    else if ((found.kind == ROUND || found.kind == SQUARE) && is_no_bracket(text, at))
        found.side = NEITHER;
    return found;
}

/* The atom after one, or NULL. */
static const dedup_atom *next_atom(const dedup_words *words, const dedup_atom *atom)
{
    return atom + 1 < words->atoms + words->atom_count ? atom + 1 : NULL;
}

/* The marks of text[start, stop) without a partner in it.  A quotation ends with its paragraph, and of what is read only
   the first one can close a quotation from before. */
static void find_unpaired(const uint8_t *text, size_t size, const dedup_words *words, uint32_t start, uint32_t stop,
                          unpaired found[KINDS])
{
    static const bool LEADS[256] = { ['('] = true, [')'] = true, ['['] = true, [']'] = true, ['{'] = true, ['}'] = true,
                                     ['"'] = true, ['\n'] = true, [0xC2] = true, [0xE2] = true, [0xE3] = true, [0xEF] = true };
    const dedup_atom *atom = dedup_atom_after(words, start);
    bool first = true;                 /* paragraph */
    for (uint32_t at = start; at < stop && !dedup_pauses(at, at + UINT64_C(1));) {
        while (atom && atom->stop <= at)
            atom = next_atom(words, atom);
        if (atom && atom->start <= at) {
            at = atom->stop;
            continue;
        }
        if (!LEADS[text[at]]) {
            at++;
            continue;
        }
        if (text[at] == '\n') {
            uint32_t next = at + 1;
            while (next < stop && (text[next] == ' ' || text[next] == '\t' || text[next] == '\r'))
                next++;
            if (next < stop && text[next] == '\n') {
                first = false;
                for (int quote = QUOTE; quote < KINDS; quote++)
                    found[quote].openers = 0;
            }
            at = next;
            continue;
        }
        size_t next;
        mark here = mark_at(text, size, at, &next);
        unpaired *kind = &found[here.kind];
        if (here.side == OPENS) {
            if (kind->openers++ == 0)
                kind->opener = at;
        } else if (here.side == CLOSES && kind->openers > 0) {
            kind->openers--;
        } else if (here.side == CLOSES && (first || here.kind < QUOTE)) {
            if (kind->closers++ == 0)
                kind->closer = at;
        }
        at = (uint32_t)next;
    }
}

/* `offset` and so many characters back, or on. */
static uint32_t back(const uint8_t *text, uint32_t offset, uint32_t characters)
{
    for (; offset > 0 && characters > 0; characters--)
        previous_code(text, &offset);
    return offset;
}

static uint32_t on(const uint8_t *text, size_t size, uint32_t offset, uint32_t characters)
{
    for (; offset < size && characters > 0; characters--)
        offset = (uint32_t)dedup_next_code(text, offset, size).stop;
    return offset;
}

/* The place of a bracket or a quotation mark whose partner stands outside. */
static uint32_t parted_mark(const uint8_t *text, size_t size, const dedup_words *words, uint32_t start, uint32_t stop)
{
    unpaired own[KINDS] = { 0 };
    find_unpaired(text, size, words, start, stop, own);
    for (int k = 0; k < KINDS; k++) {
        uint32_t reach = k >= BRACE ? FAR_OFF : NEAR_BY;
        unpaired beside[KINDS] = { 0 };
        if (own[k].openers > 0)
            find_unpaired(text, size, words, stop, on(text, size, stop, reach), beside);
        if (beside[k].closers > 0)
            return own[k].opener;
        if (own[k].closers == 0)
            continue;
        find_unpaired(text, size, words, back(text, start, reach), start, beside);
        if (beside[k].openers > 0)
            return own[k].closer;
    }
    return DEDUP_WHOLE;
}

/* The same of a tag.  A stretch may close elements and open others of the same names: of `<li>A</li><li>B</li>` what stands
   between the letters. */
static dedup_parted parted_tag(const uint8_t *text, const dedup_words *words, uint32_t start, uint32_t stop)
{
    const dedup_atom *all = words->atoms, *atom = dedup_atom_after(words, start), *closed[MOST_PARTED];
    uint32_t count = 0, opened = 0;
    for (; atom && atom->start < stop; atom = next_atom(words, atom)) {
        if (atom->partner == DEDUP_ALONE)
            continue;
        uint32_t partner = all[atom->partner].start;
        if (partner < start && count < MOST_PARTED)
            closed[count++] = atom;
        else if (partner < start || (partner >= stop && opened == count))
            return (dedup_parted){ atom->start, partner };
        else if (partner >= stop && !dedup_same_tag(text, closed[count - ++opened]->start, atom->start))
            return (dedup_parted){ atom->start, partner };
    }
    return opened == count ? (dedup_parted){ DEDUP_WHOLE, DEDUP_WHOLE }
        : (dedup_parted){ closed[0]->start, all[closed[0]->partner].start };
}

dedup_parted dedup_find_parted(const uint8_t *text, size_t size, const dedup_words *words, uint32_t start, uint32_t stop)
{
    const dedup_atom *first = dedup_atom_after(words, start), *last = dedup_atom_after(words, stop);
    if ((first && first->start < start) || (last && last->start < stop))       /* half of one */
        return (dedup_parted){ first && first->start < start ? start : last->start, DEDUP_WHOLE };
    dedup_parted found = parted_tag(text, words, start, stop);
    return found.sign != DEDUP_WHOLE ? found
        : (dedup_parted){ parted_mark(text, size, words, start, stop), DEDUP_WHOLE };
}
