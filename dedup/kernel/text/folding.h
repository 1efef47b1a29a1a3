/* Folds a word: takes code points, gives folded code points, with marks in canonical order. */
#ifndef DEDUP_FOLDING_H
#define DEDUP_FOLDING_H

#include <stdbool.h>

#include "fold_table.h"
#include "hash.h"

/* Longer runs of marks are ordered in chunks, which bounds the work. Unicode's stream-safe format allows 30. */
enum { DEDUP_MAX_MARKS = 32 };

typedef struct {
    bool keeps_letters;       /* store the letters in `letters`, instead of hashing them */
    uint32_t *letters;
    size_t capacity, count;
    dedup_key key;
    uint64_t hash;
    unsigned pending;         /* bytes not hashed yet, fewer than 16 between calls */
    unsigned waiting;         /* marks not ordered yet */
    uint8_t bytes[16 + 4];    /* a chunk and one more code point */
    uint32_t marks[DEDUP_MAX_MARKS];
    uint8_t orders[DEDUP_MAX_MARKS];
} dedup_folding;

static inline void dedup_fold_begin(dedup_folding *folding, dedup_key key)
{
    folding->key = key;
    folding->keeps_letters = false;
    folding->count = 0;
    folding->hash = 0;
    folding->pending = folding->waiting = 0;
    memset(folding->bytes, 0, sizeof folding->bytes);
}

static inline unsigned dedup_encode(uint32_t code, uint8_t *out)
{
    if (code < 0x80) {
        out[0] = (uint8_t)code;
        return 1;
    }
    if (code < 0x800) {
        out[0] = (uint8_t)(0xC0 | code >> 6);
        out[1] = (uint8_t)(0x80 | (code & 0x3F));
        return 2;
    }
    if (code < 0x10000) {
        out[0] = (uint8_t)(0xE0 | code >> 12);
        out[1] = (uint8_t)(0x80 | (code >> 6 & 0x3F));
        out[2] = (uint8_t)(0x80 | (code & 0x3F));
        return 3;
    }
    out[0] = (uint8_t)(0xF0 | code >> 18);
    out[1] = (uint8_t)(0x80 | (code >> 12 & 0x3F));
    out[2] = (uint8_t)(0x80 | (code >> 6 & 0x3F));
    out[3] = (uint8_t)(0x80 | (code & 0x3F));
    return 4;
}

static inline void dedup_fold_put(dedup_folding *folding, uint32_t code)
{
    if (folding->keeps_letters) {
        if (folding->count < folding->capacity)
            folding->letters[folding->count] = code;
        folding->count++;
        return;
    }
    uint8_t *bytes = folding->bytes;
    folding->pending += dedup_encode(code, bytes + folding->pending);
    if (folding->pending >= 16) {
        folding->hash = dedup_hash_chunk(folding->key, folding->hash, dedup_load(bytes), dedup_load(bytes + 8));
        folding->pending -= 16;
        memcpy(bytes, bytes + 16, 4);
        memset(bytes + folding->pending, 0, sizeof folding->bytes - folding->pending);
    }
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

/* Adds a code point of the text; `fold` is its row of the fold table. */
static inline void dedup_fold_add(dedup_folding *folding, uint32_t code, const dedup_fold *fold)
{
    if (fold->length == 1) {
        dedup_fold_code(folding, code + (uint32_t)fold->fold, fold->order);
    } else if (fold->length == DEDUP_SYLLABLE) {
        uint32_t syllable = code - 0xAC00;
        dedup_fold_code(folding, 0x1100 + syllable / (21 * 28), 0);
        dedup_fold_code(folding, 0x1161 + syllable / 28 % 21, 0);
        if (syllable % 28)
            dedup_fold_code(folding, 0x11A7 + syllable % 28, 0);
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
    if (!folding->pending)
        return folding->hash;
    return dedup_hash_chunk(folding->key, folding->hash, dedup_load(folding->bytes), dedup_load(folding->bytes + 8));
}

#endif
