/* Atoms: Markdown links, tags and escapes, inside which no cut is allowed. The words a link shows are ordinary text,
   but may only be removed with the whole link. */
#ifndef DEDUP_ATOMS_H
#define DEDUP_ATOMS_H

#include "words/words.h"

typedef enum {
    DEDUP_LINK,
    DEDUP_TAG,
    DEDUP_BLOCK_TAG,       /* the text breaks at it */
    DEDUP_ESCAPE,          /* such as `\u2019` or `%3A` */
    DEDUP_WHITE            /* an escape for white space: `\n`, `%20` */
} dedup_atom_kind;

/* Bytes [start, stop) of a text. */
struct dedup_atom {
    uint32_t start, stop;
    uint32_t partner;      /* of a tag: the index of the tag that opens or closes its element, or DEDUP_ALONE */
    dedup_atom_kind kind;
};

enum { DEDUP_ALONE = UINT32_MAX };

/* Finds the atoms of a text, in order; of nested ones, the outermost. Sets words->atoms, to be freed by
   dedup_free_atoms, and DEDUP_BOUND for each word that has an atom in or next to the gap before it. Returns false if
   out of memory. border: the first word of the second of two texts, which are separated by a blank line that no atom
   spans; 0 for one text. */
bool dedup_find_atoms(const uint8_t *text, size_t size, uint32_t border, dedup_words *words);

/* Adds those of a second text, the bytes [from, size), whose words begin at index `first`. No atom of the text before
   reaches beyond `from`. */
bool dedup_add_atoms(const uint8_t *text, size_t from, size_t size, size_t first, dedup_words *words);
void dedup_free_atoms(dedup_words *words);

/* The first atom that ends after `offset`, or NULL. */
const dedup_atom *dedup_atom_after(const dedup_words *words, uint32_t offset);

/* Returns whether there is a tag in or near words [start, stop). Whether the text breaks at a tag depends on its
   partner, which may be far away. */
bool dedup_tags_near(const dedup_words *words, uint32_t start, uint32_t stop);

#endif
