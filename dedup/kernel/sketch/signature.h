/* Shingles -> signature: 128 numbers, of which two texts have about as many in common as of their shingles. */
#ifndef DEDUP_SIGNATURE_H
#define DEDUP_SIGNATURE_H

#include <stddef.h>
#include <stdint.h>

enum { DEDUP_SLOTS = 128, DEDUP_ROUNDS = 3 };

/* Signs a set of shingles, given in any order and as often as one likes: Fast Similarity Sketching (Dahlgaard, Knudsen and
   Thorup, FOCS 2017, arXiv:1704.04370) with three rounds.  A round throws every shingle into one slot, which remembers
   the least (round, value) it has seen; a slot that none of them filled holds the least value that a hash of its own
   gives to any shingle.  So each slot holds the minimum of a total order of its own over all shingles, which makes the
   share of equal slots an unbiased estimate of the Jaccard index, and the slot-wise minimum the signature of a union.
   An empty set has all bits set everywhere. */
void dedup_sign(const uint64_t *shingle, size_t count, uint32_t *slot);

/* Lowers `least`, for 8 slots at once, to the least factor * shingle + summand mod 2^32 over the upper halves of
   shingles, where that is less. */
enum { DEDUP_TOGETHER = 8 };
typedef void dedup_least_path(const uint32_t *upper, size_t count, const uint32_t *factor, const uint32_t *summand,
                              uint32_t *least);
dedup_least_path dedup_least_baseline, dedup_least_avx2;

#endif
