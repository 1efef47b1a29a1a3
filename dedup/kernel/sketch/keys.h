/* Band keys by their first bits: which of them may be shared, and into which part of a table each belongs. */
#ifndef DEDUP_KEYS_H
#define DEDUP_KEYS_H

#include <stddef.h>
#include <stdint.h>

/* The most first bits that keys are told apart by. */
enum { DEDUP_MOST_KEY_BITS = 32 };

/* Marks with 1 the keys whose first `bits` another key has, too, and with 0 all others.
   `bits`: 2 to DEDUP_MOST_KEY_BITS. `table`: 2^bits / 4 bytes, all of them 0. */
void dedup_mark_shared(const uint64_t *key, size_t count, unsigned bits, uint8_t *table, uint8_t *shared);

/* Divides the keys of `count` texts by their first `bits`; in each part, they stay in their order.
   `key`: `bands` rows of `count` keys. `number`: what goes with each text's keys. `bits`: 1 to DEDUP_MOST_KEY_BITS.
   `start`: receives where each of the 2^bits parts begins, and then where the last one ends.
   `key_of`, `number_of`: receive bands * count keys, and the number for each. */
void dedup_divide_keys(const uint64_t *key, size_t bands, const uint32_t *number, size_t count, unsigned bits,
                       uint64_t *start, uint64_t *key_of, uint32_t *number_of);

#endif
