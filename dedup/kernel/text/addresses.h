/* Addresses: `https://...` wherever it stands, and the target of a Markdown link.  They name a place and say nothing, so
   what stands in them is no word: it neither makes two texts alike nor tells them apart. */
#ifndef DEDUP_ADDRESSES_H
#define DEDUP_ADDRESSES_H

#include "words.h"

/* Takes the words in addresses out, in place. */
void dedup_drop_addresses(const uint8_t *text, size_t size, dedup_words *words);

/* Where the target that opens at text[at], a parenthesis, ends: past its closing one.  0 when it is no target: an
   address without white space in brackets that balance, and a title in quotation marks after it if there is one. */
size_t dedup_target_end(const uint8_t *text, size_t at, size_t size);

#endif
