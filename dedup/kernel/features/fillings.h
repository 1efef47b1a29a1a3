/* Fillings: two texts made from one form, with other words in its blanks. An editor changes a word here and there; a form has
   the same blank in its title, in its headline and in its text. One identifier exchanged for another is enough. */
#ifndef DEDUP_FILLINGS_H
#define DEDUP_FILLINGS_H

#include "align/align.h"

/* Returns whether the same words of the second text are opposite the same other words at two places or more, or an
   identifier is opposite another. Numbers do not count, nor plain words. Words that are alike count if they are
   identifiers, or parts of one, and opposite each other at two places. Sets `failed` if out of memory. */
bool dedup_are_fillings(const dedup_aligner *aligner, bool *failed);

#endif
