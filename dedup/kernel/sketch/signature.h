/* Shingles -> signature: 128 numbers. The share that two signatures agree in estimates the sets' Jaccard index. */
#ifndef DEDUP_SIGNATURE_H
#define DEDUP_SIGNATURE_H

#include <stddef.h>
#include <stdint.h>

enum { DEDUP_SLOTS = 128, DEDUP_ROUNDS = 3 };

/* Computes the signature of a set of shingles, in any order and with any repetitions: Fast Similarity Sketching
   (Dahlgaard, Knudsen and Thorup, FOCS 2017, arXiv:1704.04370) with three rounds. Each round assigns every shingle to
   one slot, which keeps the smallest (round, value). A slot left empty by all rounds gets the smallest value of its own
   hash function over all shingles. So each slot is the minimum of a total order of its own over all shingles. Therefore
   the share of equal slots is an unbiased estimate of the Jaccard index, and the slot-wise minimum is the signature of
   the union. The signature of an empty set has all bits set. */
void dedup_sign(const uint64_t *shingle, size_t count, uint32_t *slot);

/* Lowers `least`, for 8 slots at once, to the minimum of factor * shingle + summand mod 2^32 over the upper halves of
   shingles, where that is smaller. */
enum { DEDUP_TOGETHER = 8 };
typedef void dedup_least_path(const uint32_t *upper, size_t count, const uint32_t *factor, const uint32_t *summand,
                              uint32_t *least);
dedup_least_path dedup_least_baseline, dedup_least_avx2;

#endif
