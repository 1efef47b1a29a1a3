/* Atoms: Markdown links and tags, in which no cut may stand.  What a link shows is text like any other; only half of it
   must not go. */
#ifndef DEDUP_ATOMS_H
#define DEDUP_ATOMS_H

#include "words.h"

/* Bytes [start, stop) of a text. */
struct dedup_atom {
    uint32_t start, stop;
};

/* Finds the atoms of a text, in order; of those inside one another the outermost.  Sets words->atoms, to be freed with
   dedup_free_atoms, and DEDUP_BOUND for each word before which one touches the gap.  False when memory ran out.
   border: the first word of the second of two texts, which a blank line parts and no atom spans; 0 for one text. */
bool dedup_find_atoms(const uint8_t *text, size_t size, uint32_t border, dedup_words *words);
void dedup_free_atoms(dedup_words *words);

/* The first atom that ends after `offset`, or NULL. */
const dedup_atom *dedup_atom_after(const dedup_words *words, uint32_t offset);

#endif
