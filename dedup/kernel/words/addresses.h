/* Addresses: `https://...` anywhere, and the target of a Markdown link. They say nothing to a reader, so what is in
   them is not a word: addresses make two texts neither similar nor different. */
#ifndef DEDUP_ADDRESSES_H
#define DEDUP_ADDRESSES_H

#include "words.h"

/* Removes the words that are in addresses, in place. */
void dedup_drop_addresses(const uint8_t *text, size_t size, dedup_words *words);

/* The offset past the link target whose opening parenthesis is text[at]. A target is an address with balanced brackets,
   optionally followed by a title in quotation marks. Only an absolute address may contain white space: converters copy the
   spaces of a careless page. 0 if it is none. */
size_t dedup_target_end(const uint8_t *text, size_t at, size_t size);

#endif
