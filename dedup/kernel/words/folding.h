/* Folds a word: takes code points, gives folded code points, with marks in canonical order. */
#ifndef DEDUP_FOLDING_H
#define DEDUP_FOLDING_H

#include <stdbool.h>

#include "text/fold_table.h"
#include "hash.h"

/* Longer runs of marks are ordered in chunks, which bounds the work. Unicode's stream-safe format allows 30. */
enum { DEDUP_MAX_MARKS = 32 };

/* A running hash of UTF-8, see hash.h. */
typedef struct {
    dedup_key key;
    uint64_t hash;            /* of all chunks before */
    dedup_uint128 chunk;      /* the bytes that follow, the first one lowest ... */
    unsigned pending;         /* ... and their number, fewer than 16 between calls */
} dedup_hashing;

/* Adds the bytes of a code point, the first one lowest. */
static inline void dedup_hash_bytes(dedup_hashing *hashing, uint64_t bytes, uint64_t size)
{
    hashing->chunk |= (dedup_uint128)bytes << 8 * hashing->pending;
    hashing->pending += (unsigned)size;
    if (hashing->pending >= 16) {
        hashing->hash = dedup_hash_chunk(hashing->key, hashing->hash, (uint64_t)hashing->chunk,
                                         (uint64_t)(hashing->chunk >> 64));
        hashing->pending -= 16;
        hashing->chunk = bytes >> 8 * (size - hashing->pending);
    }
}

/* Adds a code point below U+10000. */
static inline void dedup_hash_basic(dedup_hashing *hashing, uint32_t code)
{
    uint64_t bytes = 0x80C0 | code >> 6 | (code & 0x3F) << 8, size = 2;
    if (code < 0x80) {
        bytes = code;
        size = 1;
    } else if (code >= 0x800) {
        bytes = 0x8080E0 | code >> 12 | (code >> 6 & 0x3F) << 8 | (code & 0x3F) << 16;
        size = 3;
    }
    dedup_hash_bytes(hashing, bytes, size);
}

static inline void dedup_hash_code(dedup_hashing *hashing, uint32_t code)
{
    if (code < 0x10000) {
        dedup_hash_basic(hashing, code);
        return;
    }
    uint64_t bytes = 0x808080F0 | code >> 18 | (code >> 12 & 0x3F) << 8 | (code >> 6 & 0x3F) << 16 | (code & 0x3F) << 24;
    dedup_hash_bytes(hashing, bytes, 4);
}

static inline uint64_t dedup_hash_of_codes(const dedup_hashing *hashing)
{
    if (!hashing->pending)
        return hashing->hash;
    return dedup_hash_chunk(hashing->key, hashing->hash, (uint64_t)hashing->chunk, (uint64_t)(hashing->chunk >> 64));
}

typedef struct {
    bool keeps_letters;       /* store the letters in `letters`, instead of hashing them */
    uint32_t *letters;
    size_t capacity, count;
    dedup_hashing hashing;
    unsigned waiting;         /* marks not ordered yet */
    uint32_t marks[DEDUP_MAX_MARKS];
    uint8_t orders[DEDUP_MAX_MARKS];
} dedup_folding;

static inline void dedup_fold_begin(dedup_folding *folding, dedup_key key)
{
    folding->keeps_letters = false;
    folding->count = 0;
    folding->hashing = (dedup_hashing){ .key = key };
    folding->waiting = 0;
}

static inline void dedup_fold_put(dedup_folding *folding, uint32_t code)
{
    if (!folding->keeps_letters) {
        dedup_hash_code(&folding->hashing, code);
        return;
    }
    if (folding->count < folding->capacity)
        folding->letters[folding->count] = code;
    folding->count++;
}

static inline void dedup_fold_put_marks(dedup_folding *folding)
{
    for (unsigned i = 0; i < folding->waiting; i++)
        dedup_fold_put(folding, folding->marks[i]);
    folding->waiting = 0;
}

/* Adds one folded code point; `order` is its canonical combining class. */
static inline void dedup_fold_code(dedup_folding *folding, uint32_t code, uint8_t order)
{
    if (!order || folding->waiting == DEDUP_MAX_MARKS)
        dedup_fold_put_marks(folding);
    if (!order) {
        dedup_fold_put(folding, code);
        return;
    }
    unsigned i = folding->waiting++;
    for (; i && folding->orders[i - 1] > order; i--) {
        folding->marks[i] = folding->marks[i - 1];
        folding->orders[i] = folding->orders[i - 1];
    }
    folding->marks[i] = code;
    folding->orders[i] = order;
}

/* The two or three letters of a Hangul syllable. Returns their number. */
static inline unsigned dedup_letters_of_syllable(uint32_t code, uint32_t letters[3])
{
    uint32_t syllable = code - 0xAC00;
    letters[0] = 0x1100 + syllable / (21 * 28);
    letters[1] = 0x1161 + syllable / 28 % 21;
    letters[2] = 0x11A7 + syllable % 28;
    return syllable % 28 ? 3 : 2;
}

/* Adds a code point of the text; `fold` is its row of the fold table. */
static inline void dedup_fold_add(dedup_folding *folding, uint32_t code, const dedup_fold *fold)
{
    if (fold->length == 1) {
        dedup_fold_code(folding, code + (uint32_t)fold->fold, fold->order);
    } else if (fold->length == DEDUP_SYLLABLE) {
        uint32_t letters[3];
        unsigned count = dedup_letters_of_syllable(code, letters);
        for (unsigned i = 0; i < count; i++)
            dedup_fold_code(folding, letters[i], 0);
    } else {
        for (unsigned i = 0; i < fold->length; i++) {
            uint32_t folded = dedup_fold_runs[fold->fold + (int32_t)i];
            dedup_fold_code(folding, folded, dedup_fold_of(folded)->order);
        }
    }
}

static inline uint64_t dedup_fold_hash(dedup_folding *folding)
{
    dedup_fold_put_marks(folding);
    return dedup_hash_of_codes(&folding->hashing);
}

#endif
