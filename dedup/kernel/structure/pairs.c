#include "pairs.h"

#include "atoms.h"
#include "text/bytes.h"
#include "text/fold_table.h"
#include "interrupt.h"
#include "tags.h"
#include "text/units.h"

#include <stdbool.h>

enum {
    NEAR_BY = 300,         /* characters within which a bracket has its partner ... */
    FAR_OFF = 1000,        /* ... or a brace, or in the same paragraph a quotation mark */
    MOST_PARTED = 16,      /* elements that a stretch may close and open again */
    LONGEST_NUMBER = 3     /* characters of an item's number */
};

/* Characters of one kind open and close each other. All double quotation marks are one kind: `"A”` is in use. */
typedef enum {
    ROUND, SQUARE, WIDE_ROUND, LENTICULAR, CORNER, WHITE_CORNER, BRACE, QUOTE, ANGLE_QUOTE, KINDS
} kind;

typedef enum { NEITHER, OPENS, CLOSES } side;

typedef struct {
    kind kind;
    side side;
} mark;

/* The kind of a character, or KINDS; and of a quotation mark the side it is on if its neighbours do not tell. */
static mark mark_of(uint32_t code)
{
    switch (code) {
    case '(': return (mark){ ROUND, OPENS };
    case ')': return (mark){ ROUND, CLOSES };
    case '[': return (mark){ SQUARE, OPENS };
    case ']': return (mark){ SQUARE, CLOSES };
    case '{': return (mark){ BRACE, OPENS };
    case '}': return (mark){ BRACE, CLOSES };
    case '"': return (mark){ QUOTE, NEITHER };
    case 0xAB: return (mark){ ANGLE_QUOTE, OPENS };
    case 0xBB: return (mark){ ANGLE_QUOTE, CLOSES };
    case 0x201C: case 0x201E: return (mark){ QUOTE, OPENS };
    case 0x201D: return (mark){ QUOTE, CLOSES };
    case 0x300C: return (mark){ CORNER, OPENS };
    case 0x300D: return (mark){ CORNER, CLOSES };
    case 0x300E: return (mark){ WHITE_CORNER, OPENS };
    case 0x300F: return (mark){ WHITE_CORNER, CLOSES };
    case 0x3010: return (mark){ LENTICULAR, OPENS };
    case 0x3011: return (mark){ LENTICULAR, CLOSES };
    case 0xFF08: return (mark){ WIDE_ROUND, OPENS };
    case 0xFF09: return (mark){ WIDE_ROUND, CLOSES };
    default: return (mark){ KINDS, NEITHER };
    }
}

/* The marks of one kind without a partner in the range read. */
typedef struct {
    uint32_t closers, openers;
    uint32_t closer, opener;           /* offsets of the first of each */
} unpaired;

static bool is_space(uint32_t code)
{
    return code <= ' ' || code == 0x85 || code == 0xA0 || code == 0x3000 || (code >= 0x2000 && code <= 0x200A) || code == 0x2028
        || code == 0x2029 || code == 0x202F;
}

static bool is_word(uint32_t code)
{
    uint8_t what = dedup_fold_of(code)->kind;
    return what == DEDUP_LETTER || what == DEDUP_NUMBER;
}

/* The code point before `*at`, which moves back; a space at the beginning of the text. */
static uint32_t previous_code(const uint8_t *text, uint32_t *at)
{
    if (*at == 0)
        return ' ';
    dedup_unit unit = dedup_previous_code(text, *at);
    *at = (uint32_t)unit.stop;
    return unit.code;
}

/* Returns whether a tag or an escape such as `\n` ends before `at`; `code` is the character there. */
static bool ends_atom(const uint8_t *text, uint32_t at, uint32_t code)
{
    return code == '>' || code == ']' || (at > 0 && text[at - 1] == '\\' && (code == 'n' || code == 'r' || code == 't'));
}

/* Which side of a quotation the mark [at, stop) is on: `„A“`, `“A”`, `»A«` and `« A »` are all in use. A tag or an
   escape beside it counts as a space. */
static side side_of_quote(const uint8_t *text, size_t size, uint32_t at, size_t stop, side shape)
{
    uint32_t before = previous_code(text, &at), after = stop < size ? dedup_next_code(text, stop, size).code : ' ';
    bool space_before = is_space(before) || ends_atom(text, at, before);
    bool space_after = is_space(after) || after == '<' || after == '\\';
    if (space_before != space_after)
        return space_before ? OPENS : CLOSES;
    if (is_word(before) != is_word(after))
        return is_word(before) ? CLOSES : OPENS;
    return shape;
}

/* Returns whether the bracket text[at] belongs to a smiley, `:-)`, or to a list marker, `1)`. */
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

/* The mark at text[at] and its side; NEITHER if there is none. */
static mark mark_at(const uint8_t *text, size_t size, uint32_t at, size_t *stop)
{
    dedup_unit unit = dedup_next_code(text, at, size);
    mark found = mark_of(unit.code);
    *stop = unit.stop;
    if (found.kind >= QUOTE && found.kind < KINDS)
        found.side = side_of_quote(text, size, at, unit.stop, found.side);
    else if (found.kind <= SQUARE && is_no_bracket(text, at))
        found.side = NEITHER;
    return found;
}

/* The atom after `atom`, or NULL. */
static const dedup_atom *next_atom(const dedup_words *words, const dedup_atom *atom)
{
    return atom + 1 < words->atoms + words->atom_count ? atom + 1 : NULL;
}

/* The end of the blanks after the line feed text[at]; `*empty`: whether that line is empty. */
static uint32_t past_line(const uint8_t *text, uint32_t at, uint32_t stop, bool *empty)
{
    for (at++; at < stop && (text[at] == ' ' || text[at] == '\t' || text[at] == '\r'); at++)
        ;
    *empty = at < stop && text[at] == '\n';
    return at;
}

static void count_mark(mark here, uint32_t at, bool first_paragraph, unpaired *kind)
{
    if (here.side == OPENS) {
        if (kind->openers++ == 0)
            kind->opener = at;
    } else if (here.side == CLOSES && kind->openers > 0) {
        kind->openers--;
    } else if (here.side == CLOSES && (first_paragraph || here.kind < QUOTE)) {
        if (kind->closers++ == 0)
            kind->closer = at;
    }
}

/* First bytes of marks and of line ends. */
static const uint8_t LEADS[] = { '(', ')', '[', ']', '{', '}', '"', '\n', 0xC2, 0xE2, 0xE3, 0xEF };

/* Finds the marks of text[start, stop) without a partner in it. A quotation ends with its paragraph, and only in the
   first paragraph can a mark close a quotation that began before. */
static void find_unpaired(const uint8_t *text, size_t size, const dedup_words *words, uint32_t start, uint32_t stop,
                          unpaired found[KINDS])
{
    const dedup_atom *atom = dedup_atom_after(words, start);
    bool first = true, empty;          /* in the first paragraph; found an empty line */
    for (uint32_t at = start, last = start; at < stop && !dedup_pauses(last, at); ) {
        uint32_t plain = atom && atom->start < stop ? atom->start : stop;
        last = at;
        at = (uint32_t)dedup_next_of(text, at, plain, LEADS, sizeof LEADS);
        if (at < plain && text[at] == '\n') {
            at = past_line(text, at, plain, &empty);
            first = first && !empty;
            for (int quote = QUOTE; empty && quote < KINDS; quote++)
                found[quote].openers = 0;
        } else if (at < plain) {
            size_t next;
            mark here = mark_at(text, size, at, &next);
            if (here.side != NEITHER)
                count_mark(here, at, first, &found[here.kind]);
            at = (uint32_t)next;
        } else if (at < stop) {
            at = atom->stop;
            atom = next_atom(words, atom);
        }
    }
}

/* The offset so many characters back, or ahead. */
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

/* A bracket or a quotation mark whose partner is outside. */
static dedup_parted parted_mark(const uint8_t *text, size_t size, const dedup_words *words, uint32_t start, uint32_t stop)
{
    unpaired own[KINDS] = { 0 };
    dedup_parted found = { DEDUP_WHOLE, DEDUP_WHOLE, false, start, stop };
    find_unpaired(text, size, words, start, stop, own);
    for (int k = 0; k < KINDS && found.sign == DEDUP_WHOLE; k++) {
        if (own[k].openers == 0 && own[k].closers == 0)
            continue;
        uint32_t reach = k >= BRACE ? FAR_OFF : NEAR_BY;
        unpaired before[KINDS] = { 0 }, after[KINDS] = { 0 };
        if (own[k].openers > 0) {
            uint32_t to = on(text, size, stop, reach);
            find_unpaired(text, size, words, stop, to, after);
            found.to = to > found.to ? to : found.to;
        }
        if (after[k].closers > 0) {
            found.sign = own[k].opener;
            continue;
        }
        if (own[k].closers > 0) {
            uint32_t from = back(text, start, reach);
            find_unpaired(text, size, words, from, start, before);
            found.from = from < found.from ? from : found.from;
        }
        if (own[k].closers > 0 && before[k].openers > 0)
            found.sign = own[k].closer;
    }
    return found;
}

/* A tag whose partner is outside. A stretch may close elements and open others of the same names, such as the part
   between the letters of `<li>A</li><li>B</li>`. */
static dedup_parted parted_tag(const uint8_t *text, const dedup_words *words, uint32_t start, uint32_t stop)
{
    const dedup_atom *all = words->atoms, *atom = dedup_atom_after(words, start), *closed[MOST_PARTED];
    dedup_parted found = { DEDUP_WHOLE, DEDUP_WHOLE, false, start, stop };
    uint32_t count = 0, opened = 0;
    for (; atom && atom->start < stop; atom = next_atom(words, atom)) {
        found.tags = found.tags || atom->kind == DEDUP_TAG || atom->kind == DEDUP_BLOCK_TAG;
        if (atom->partner == DEDUP_ALONE)
            continue;
        uint32_t partner = all[atom->partner].start;
        if (partner < start && count < MOST_PARTED)
            closed[count++] = atom;
        else if (partner < start || (partner >= stop && opened == count))
            return (dedup_parted){ atom->start, partner, true, start, stop };
        else if (partner >= stop && !dedup_same_tag(text, closed[count - ++opened]->start, atom->start))
            return (dedup_parted){ atom->start, partner, true, start, stop };
    }
    if (opened < count)
        return (dedup_parted){ closed[0]->start, all[closed[0]->partner].start, true, start, stop };
    return found;
}

dedup_parted dedup_find_parted(const uint8_t *text, size_t size, const dedup_words *words, uint32_t start, uint32_t stop)
{
    const dedup_atom *first = dedup_atom_after(words, start), *last = dedup_atom_after(words, stop);
    if ((first && first->start < start) || (last && last->start < stop))       /* half of an atom */
        return (dedup_parted){ first && first->start < start ? start : last->start, DEDUP_WHOLE, true, start, stop };
    dedup_parted tag = parted_tag(text, words, start, stop);
    if (tag.sign != DEDUP_WHOLE)
        return tag;
    dedup_parted mark = parted_mark(text, size, words, start, stop);
    mark.tags = tag.tags;
    return mark;
}
