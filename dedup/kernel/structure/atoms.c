#include "atoms.h"

#include "words/addresses.h"
#include "text/bytes.h"
#include "grow.h"
#include "tags.h"

#include <string.h>

enum {
    LONGEST = 2048,        /* bytes between the brackets of a link; more is a section in brackets */
    DEEPEST = 16,          /* open brackets that are remembered; the outer ones are forgotten first */
    NEAR_BY = 40,          /* words beside a copy where it may be cut: SEEN_WORDS in reuse.c */
    OPEN_TAGS = 32         /* open elements that are searched for the one a tag closes */
};

typedef struct {
    dedup_atom *atoms;
    size_t atom_count, atom_room;
    bool failed;
} atoms;

/* Adds an atom, which replaces those inside it. */
static void add(atoms *found, size_t start, size_t stop, dedup_atom_kind kind)
{
    while (found->atom_count > 0 && found->atoms[found->atom_count - 1].start >= start)
        found->atom_count--;
    if (DEDUP_GROW(found, atom, atoms))
        found->atoms[found->atom_count++] = (dedup_atom){ (uint32_t)start, (uint32_t)stop, DEDUP_ALONE, kind };
}

/* Marks the words from index `first` on with an atom touching the gap before them. */
static void bind(dedup_words *w, size_t first)
{
    const dedup_atom *atom = dedup_atom_after(w, first ? w->stop[first - 1] : 0), *end = w->atoms + w->atom_count;
    for (size_t i = first; atom && atom < end; atom++) {
        while (i < w->count && w->start[i] <= atom->start)
            i++;
        for (size_t bound = i; bound < w->count && (bound ? w->stop[bound - 1] : 0) < atom->stop; bound++)
            w->flags[bound] |= DEDUP_BOUND;
    }
}

/* Pairs the tags, from index `first` on, that open and close one element. Until an element is closed, `partner` of its
   opening tag is the tag that was opened before. */
static void pair_tags(const uint8_t *text, size_t first, atoms *found)
{
    dedup_atom *atom = found->atoms;
    uint32_t open = DEDUP_ALONE;
    for (uint32_t i = (uint32_t)first; i < found->atom_count; i++) {
        if (atom[i].kind != DEDUP_TAG)
            continue;
        if (!dedup_closes(text, atom[i].start)) {
            atom[i].partner = open;
            open = i;
            continue;
        }
        uint32_t own = open;
        for (int n = 0; own != DEDUP_ALONE && !dedup_same_tag(text, atom[own].start, atom[i].start); n++)
            own = n < OPEN_TAGS ? atom[own].partner : DEDUP_ALONE;
        if (own == DEDUP_ALONE)
            continue;
        for (uint32_t inner; open != own; open = inner) {       /* never closed, such as `<br>` */
            inner = atom[open].partner;
            atom[open].partner = DEDUP_ALONE;
        }
        open = atom[own].partner;
        atom[own].partner = i;
        atom[i].partner = own;
    }
    for (uint32_t outer; open != DEDUP_ALONE; open = outer) {
        outer = atom[open].partner;
        atom[open].partner = DEDUP_ALONE;
    }
    for (size_t i = first; i < found->atom_count; i++)
        if (atom[i].kind == DEDUP_TAG && dedup_is_block_tag(text, atom[i].start, atom[i].partner != DEDUP_ALONE))
            atom[i].kind = DEDUP_BLOCK_TAG;
}

static bool is_hex(const uint8_t *text, size_t at, size_t stop, size_t digits)
{
    if (stop - at < digits)
        return false;
    for (size_t i = at; i < at + digits; i++)
        if (!((text[i] >= '0' && text[i] <= '9') || ((text[i] | 0x20) >= 'a' && (text[i] | 0x20) <= 'f')))
            return false;
    return true;
}

/* The length in bytes of the escape at text[at], a `\` or `%`; 0 if it is none. */
static size_t escape_length(const uint8_t *text, size_t at, size_t stop)
{
    uint8_t sign = at + 1 < stop ? text[at + 1] : 0;
    if (text[at] == '%')
        return is_hex(text, at + 1, stop, 2) ? 3 : 0;
    if (sign == 'u' || sign == 'x')
        return is_hex(text, at + 2, stop, sign == 'u' ? 4 : 2) ? (sign == 'u' ? 6 : 4) : 0;
    return sign == 'n' || sign == 'r' || sign == 't' || sign == '\\' ? 2 : 0;
}

static bool is_white_escape(const uint8_t *escape)
{
    if (escape[0] == '%')
        return escape[1] == '2' ? escape[2] == '0' : escape[1] == '0' && ((escape[2] | 0x20) == 'a' || (escape[2] | 0x20) == 'd');
    return escape[1] != 'u' && escape[1] != 'x' && escape[1] != '\\';
}

/* Adds the atoms of text[at .. stop). */
static void find(const uint8_t *text, size_t at, size_t stop, atoms *found)
{
    static const uint8_t SIGNS[] = { '[', ']', '<', '\\', '%' };
    size_t open[DEEPEST], depth = 0, known = 0;      /* open brackets: how many, and how many with a known place */
    for (; (at = dedup_next_of(text, at, stop, SIGNS, sizeof SIGNS)) < stop && !found->failed; at++) {
        size_t start = at, end = 0;
        dedup_atom_kind kind = DEDUP_LINK;
        if (text[at] == '[') {
            open[depth++ % DEEPEST] = at > 0 && text[at - 1] == '!' ? at - 1 : at;
            known += known < DEEPEST;
        } else if (text[at] == ']' && known > 0) {
            known--;
            start = open[--depth % DEEPEST];
            if (at - start > LONGEST)
                continue;
            if (at + 1 < stop && text[at + 1] == '(')
                end = dedup_target_end(text, at + 1, stop);
            if (!end && dedup_is_forum_tag(text, start, at + 1)) {
                kind = DEDUP_TAG;
                end = at + 1;
            }
        } else if (text[at] == '<') {
            end = dedup_tag_end(text, at, stop);
            kind = DEDUP_TAG;
        } else if (text[at] == '\\' || text[at] == '%') {
            size_t length = escape_length(text, at, stop);
            end = length ? at + length : 0;
            kind = length && is_white_escape(text + at) ? DEDUP_WHITE : DEDUP_ESCAPE;
        }
        if (end) {
            add(found, start, end, kind);
            at = end - 1;
        }
    }
}

/* Returns whether any character occurs that an atom can begin with. */
static bool may_have_atoms(const uint8_t *text, size_t size)
{
    static const char SIGNS[] = "[<\\%";
    for (const char *sign = SIGNS; *sign; sign++)
        if (memchr(text, *sign, size) != NULL)
            return true;
    return false;
}

/* Adds the atoms of text[from, stop). */
static bool add_atoms(const uint8_t *text, size_t from, size_t stop, dedup_words *words)
{
    size_t first = words->atom_count;
    atoms found = { .atoms = words->atoms, .atom_count = first, .atom_room = first };
    find(text, from, stop, &found);
    pair_tags(text, first, &found);
    words->atoms = found.atoms;
    words->atom_count = found.atom_count;
    return !found.failed;
}

bool dedup_add_atoms(const uint8_t *text, size_t from, size_t size, size_t first, dedup_words *words)
{
    if (may_have_atoms(text + from, size - from) && !add_atoms(text, from, size, words))
        return false;
    if (words->atom_count > 0)
        bind(words, first);
    return true;
}

bool dedup_find_atoms(const uint8_t *text, size_t size, uint32_t border, dedup_words *words)
{
    if (words->atom_count > 0 || !may_have_atoms(text, size))      /* found before, or none */
        return true;
    size_t second = border ? words->start[border] : 0;
    while (second > 1 && !(text[second - 1] == '\n' && text[second - 2] == '\n'))
        second--;
    if (!add_atoms(text, 0, second, words) || !add_atoms(text, second, size, words))
        return false;
    if (words->atom_count > 0)
        bind(words, 0);
    return true;
}

void dedup_free_atoms(dedup_words *words)
{
    free(words->atoms);
    words->atoms = NULL;
    words->atom_count = 0;
}

const dedup_atom *dedup_atom_after(const dedup_words *words, uint32_t offset)
{
    size_t low = 0, high = words->atom_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (words->atoms[middle].stop <= offset)
            low = middle + 1;
        else
            high = middle;
    }
    return low < words->atom_count ? &words->atoms[low] : NULL;
}

bool dedup_tags_near(const dedup_words *words, uint32_t start, uint32_t stop)
{
    uint32_t first = start > NEAR_BY ? start - NEAR_BY : 0;
    size_t last = stop + NEAR_BY < words->count ? stop + NEAR_BY : words->count - 1;
    const dedup_atom *atom = dedup_atom_after(words, words->start[first]);
    const dedup_atom *end = atom ? words->atoms + words->atom_count : NULL;
    for (; atom < end && atom->start < words->stop[last]; atom++)
        if (atom->kind == DEDUP_TAG || atom->kind == DEDUP_BLOCK_TAG)
            return true;
    return false;
}
