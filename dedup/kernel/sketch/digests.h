/* Digests of whole texts: equal for equal texts; with a secret key, almost surely different for others. */
#ifndef DEDUP_DIGESTS_H
#define DEDUP_DIGESTS_H

#include <stddef.h>
#include <stdint.h>

#include "hash.h"

/* 128 bits for the words of a text, in order: two chained hashes of the word hashes, each with its own key. */
void dedup_digest_words(const uint64_t *hash, size_t count, uint64_t *digest);

/* 64 bits for its characters, as UTF-8. */
uint64_t dedup_digest_signs(const uint8_t *text, size_t size, dedup_key key);

#endif
