/* Atoms: Markdown links, tags and escapes, in which no cut may stand.  What a link shows is text like any other; only half
   of it must not go. */
#ifndef DEDUP_ATOMS_H
#define DEDUP_ATOMS_H

#include "words.h"

typedef enum {
    DEDUP_LINK,
    DEDUP_TAG,
    DEDUP_BLOCK_TAG,       /* at which the text breaks */
    DEDUP_ESCAPE,          /* `\u2019`, `%3A` */
    DEDUP_WHITE            /* an escape that stands for white space: `\n`, `%20` */
} dedup_atom_kind;

/* Bytes [start, stop) of a text. */
struct dedup_atom {
    uint32_t start, stop;
    uint32_t partner;      /* of a tag the number of the one that closes or opens its element, or DEDUP_ALONE */
    dedup_atom_kind kind;
};

enum { DEDUP_ALONE = UINT32_MAX };

/* Finds the atoms of a text, in order; of those inside one another the outermost.  Sets words->atoms, to be freed with
   dedup_free_atoms, and DEDUP_BOUND for each word before which one touches the gap.  False when memory ran out.
   border: the first word of the second of two texts, which a blank line parts and no atom spans; 0 for one text. */
bool dedup_find_atoms(const uint8_t *text, size_t size, uint32_t border, dedup_words *words);
void dedup_free_atoms(dedup_words *words);

/* The first atom that ends after `offset`, or NULL. */
const dedup_atom *dedup_atom_after(const dedup_words *words, uint32_t offset);

/* Do tags stand among the words [start, stop) or near them?  Whether the text breaks at one depends on whether it has a
   partner, which may be far off. */
bool dedup_tags_near(const dedup_words *words, uint32_t start, uint32_t stop);

#endif
