/* The middle path: words of any script in which each code point says all there is to know of it, between ASCII's fast
   path (plain.h) and the careful one. */
#ifndef DEDUP_FAMILIAR_H
#define DEDUP_FAMILIAR_H

#include "words.h"

/* Finds words from text[at] on, which is outside or at the start of a word. Ends where plain ASCII begins, past `stop`,
   at an entity or symbol, or at a word that needs the careful path: one with an ignorable character, hyphenated at a line
   end, beyond U+FFFF, or at the end of the text. Returns the offset of where it ends. */
size_t dedup_familiar_words(const uint8_t *text, size_t at, size_t stop, size_t size, dedup_words *words);

#endif
