#include "atoms.h"

#include "addresses.h"
#include "grow.h"

#include <string.h>

enum {
    LONGEST = 2048,        /* bytes of an atom: longer ones are sections in brackets */
    DEEPEST = 16           /* brackets that are open at the same time; of more the outer ones are forgotten */
};

typedef struct {
    dedup_atom *atoms;
    size_t atom_count, atom_room;
    bool failed;
} atoms;

/* Adds an atom, which takes the place of those inside it. */
static void add(atoms *found, size_t start, size_t stop)
{
    if (stop - start > LONGEST)
        return;
    while (found->atom_count > 0 && found->atoms[found->atom_count - 1].start >= start)
        found->atom_count--;
    if (DEDUP_GROW(found, atom, atoms))
        found->atoms[found->atom_count++] = (dedup_atom){ (uint32_t)start, (uint32_t)stop };
}

/* Where the tag that begins at text[at], a `<`, ends: past its `>`.  0 when it is none. */
static size_t tag_end(const uint8_t *text, size_t at, size_t size)
{
    if (size - at > LONGEST)
        size = at + LONGEST;
    size_t name = at + 1 < size && text[at + 1] == '/' ? at + 2 : at + 1;
    if (name >= size || (text[name] | 0x20) < 'a' || (text[name] | 0x20) > 'z')
        return 0;
    for (at = name; at < size && text[at] != '<'; at++)
        if (text[at] == '>')
            return at + 1;
    return 0;
}

/* Marks the words before which an atom touches the gap. */
static void bind(dedup_words *w)
{
    const dedup_atom *atom = w->atoms, *end = w->atoms + w->atom_count;
    for (size_t i = 0; i < w->count && atom < end; i++) {
        uint32_t before = i ? w->stop[i - 1] : 0;
        while (atom < end && atom->stop <= before)
            atom++;
        if (atom < end && atom->start < w->start[i])
            w->flags[i] |= DEDUP_BOUND;
    }
}

/* Adds the atoms of text[at .. stop). */
static void find(const uint8_t *text, size_t at, size_t stop, atoms *found)
{
    size_t open[DEEPEST], depth = 0, known = 0;      /* brackets: how many are open, and of how many the place is known */
    for (; at < stop && !found->failed; at++) {
        size_t start = at, end = 0;
        if (text[at] == '[') {
            open[depth++ % DEEPEST] = at > 0 && text[at - 1] == '!' ? at - 1 : at;
            known += known < DEEPEST;
        } else if (text[at] == ']' && known > 0) {
            known--;
            start = open[--depth % DEEPEST];
            if (at + 1 < stop && text[at + 1] == '(')
                end = dedup_target_end(text, at + 1, stop);
        } else if (text[at] == '<') {
            end = tag_end(text, at, stop);
        }
        if (end) {
            add(found, start, end);
            at = end - 1;
        }
    }
}

bool dedup_find_atoms(const uint8_t *text, size_t size, uint32_t border, dedup_words *words)
{
    if (words->atom_count > 0)
        return true;                     /* an earlier search has found them */
    if (memchr(text, '[', size) == NULL && memchr(text, '<', size) == NULL)
        return true;
    size_t second = border ? words->start[border] : 0;
    while (second > 1 && !(text[second - 1] == '\n' && text[second - 2] == '\n'))
        second--;
    atoms found = { 0 };
    find(text, 0, second, &found);
    find(text, second, size, &found);
    if (found.failed) {
        free(found.atoms);
        return false;
    }
    words->atoms = found.atoms;
    words->atom_count = found.atom_count;
    if (found.atom_count > 0)
        bind(words);
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
