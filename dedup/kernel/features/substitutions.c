#include "substitutions.h"

#include "exchanged.h"

enum {
    MOST_SIGNS = 8,        /* characters of a word in a script without spaces */
    LEAST_SIGNS = 3,       /* of it and of the one it was exchanged for, together */
    PAIR_LETTERS = 3       /* shorter words are exchanged by chance */
};

/* Remembers a pair of hashes, and counts it if it was seen before. */
static void count_pair(uint64_t own, uint64_t other, dedup_substitutions *seen)
{
    uint64_t key = (own ^ (other << 21 | other >> 43)) | 1;
    uint32_t at = (uint32_t)(key >> 32) % DEDUP_PAIR_SLOTS;
    while (seen->slot[at].key != 0 && seen->slot[at].key != key)
        at = (at + 1) % DEDUP_PAIR_SLOTS;
    if (seen->slot[at].key == 0 && seen->count == DEDUP_PAIRS)
        return;
    seen->count += seen->slot[at].key == 0;
    seen->slot[at].key = key;
    uint32_t times = ++seen->slot[at].times;
    seen->again += times == 1 ? 0 : times == 2 ? 2 : 1;
}

/* Counts an exchange of word `own` for `other`. */
static void count_words(const dedup_words *w, uint32_t own, uint32_t other, dedup_substitutions *seen)
{
    if (w->hash[own] == w->hash[other])
        return;
    seen->exchanged++;
    if (((w->flags[own] | w->flags[other]) & DEDUP_WIDTH) || dedup_letters_in(w, own, own + 1) < PAIR_LETTERS
        || dedup_letters_in(w, other, other + 1) < PAIR_LETTERS)
        return;
    count_pair(w->hash[own], w->hash[other], seen);
}

/* A hash of several words in a row. */
static uint64_t hash_of(const dedup_words *w, uint32_t start, uint32_t stop)
{
    uint64_t hash = 0;
    for (uint32_t i = start; i < stop; i++)
        hash = (hash ^ w->hash[i]) * DEDUP_FACTOR;
    return hash;
}

/* Counts an exchange of words of one character each, in scripts without spaces, for others. A single one may be another
   spelling. */
static void count_signs(const dedup_side *s, uint32_t start, uint32_t stop, dedup_substitutions *seen)
{
    const dedup_words *w = s->aligner->words;
    uint32_t from, to;
    dedup_opposite(s, start, stop, &from, &to);
    if (from >= to || stop - start > MOST_SIGNS || to - from > MOST_SIGNS || stop - start + to - from < LEAST_SIGNS
        || !(w->flags[start] & w->flags[from] & DEDUP_WIDTH))
        return;
    seen->exchanged++;
    count_pair(hash_of(w, start, stop), hash_of(w, from, to), seen);
}

void dedup_count_substitutions(const dedup_side *s, uint32_t start, uint32_t stop, dedup_substitutions *seen)
{
    const dedup_words *w = s->aligner->words;
    for (uint32_t i = start; i < stop; i++) {
        uint32_t other = s->links[i].partner;
        if (other == DEDUP_NONE && (w->flags[i] & DEDUP_WIDTH) && (i == start || dedup_is_linked(s->links, i - 1)))
            count_signs(s, i, dedup_next_linked(s->links, i, stop), seen);
        if (other == DEDUP_NONE && i > start && i + 1 < stop && dedup_is_linked(s->links, i - 1)
            && s->links[i + 1].partner == s->links[i - 1].partner + 2)
            other = s->links[i - 1].partner + 1;
        if (other != DEDUP_NONE && !dedup_are_roles(s, i, other))
            count_words(w, i, other, seen);
    }
}
