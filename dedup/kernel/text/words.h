/* Text -> words: where they stand, a hash of their folded letters, how much they weigh. */
#ifndef DEDUP_WORDS_H
#define DEDUP_WORDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "hash.h"

typedef struct dedup_atom dedup_atom;

/* The words of one text, in arrays that the caller owns and may use for one text after another. */
typedef struct {
    uint64_t *hash;      /* [capacity] of the folded letters */
    uint32_t *start;     /* [capacity] byte offset of the word's first byte in the UTF-8 text */
    uint32_t *stop;      /* [capacity] byte offset past its last byte */
    uint32_t *letters;   /* [capacity + 1] weighted letters BEFORE word i; letters[count] is the total */
    uint8_t *flags;      /* [capacity] */
    size_t capacity, count;
    size_t symbols;      /* code points that may be words in lines that have none: see symbols.h */
    dedup_key key;       /* that the hashes are made with, set by the caller */
    dedup_atom *atoms;   /* [atom_count] of atoms.h, once they have been looked for */
    size_t atom_count;
} dedup_words;

enum {
    DEDUP_DIGIT = 1,       /* holds a digit */
    DEDUP_CAPITAL = 2,     /* begins with an upper or title case letter */
    DEDUP_WIDTH = 0x0C,    /* 0 a word; a sign of a script without spaces: 1 Thai, Lao, Khmer, Myanmar, 2 Kana, 3 Han */
    DEDUP_WIDTH_SHIFT = 2,
    DEDUP_ALLCAPS = 16,    /* two letters or more, none lower case, at least one upper case */
    DEDUP_BOUND = 32       /* set by dedup_find_atoms: one touches the gap before it */
};

/* Callers refuse longer texts: offsets are 32 bits, with room to look one block of 64 bytes ahead. */
#define DEDUP_MAX_TEXT (UINT32_MAX - 64)

/* Room enough for the words of any text of `size` bytes.  A word of a script with spaces has at least one byte and,
   before another such word, a separator of at least one; a sign has at least three.  So of two neighbours the first
   has two bytes to itself: (size + 1) / 2 words.  The rest is for the plain path, which writes up to 64 places more
   than there are words. */
enum { DEDUP_SPARE = 1 + 64 };
static inline size_t dedup_words_capacity(size_t size)
{
    return size / 2 + 1 + DEDUP_SPARE;
}

/* Bytes that are read at a time, when there is room for as many words as they could have, and between two questions
   whether to stop; the last words may begin up to so many bytes beyond. */
enum { DEDUP_PIECE = 1 << 18, DEDUP_BEYOND = 128 };

/* Room enough for the words of `text`, counted: always if it is ASCII, and of other texts for all but odd ones. */
size_t dedup_words_room(const uint8_t *text, size_t size);

/* Weighted letters of the words [from, to). */
static inline uint32_t dedup_letters_in(const dedup_words *words, uint32_t from, uint32_t to)
{
    return words->letters[to] - words->letters[from];
}

/* How many words are the same, by their hashes, from (i, j) on, j < i < stop. */
static inline uint32_t dedup_equal_words(const dedup_words *words, uint32_t i, uint32_t j, uint32_t stop)
{
    enum { EIGHT = 8 };      /* words compared at once */
    const uint64_t *later = words->hash + i, *earlier = words->hash + j;
    uint32_t n = 0, most = stop - i;
    while (n + EIGHT <= most && memcmp(later + n, earlier + n, EIGHT * sizeof *later) == 0)
        n += EIGHT;
    while (n < most && later[n] == earlier[n])
        n++;
    return n;
}

/* Finds the words of `text`, UTF-8 in which lone surrogates may stand; an invalid byte is a separator.
   Not all of them when it was stopped.  False when words->capacity may be too small for what is left of them, as it
   never is at dedup_words_capacity(size). */
bool dedup_find_words(const uint8_t *text, size_t size, dedup_words *words);

/* Do words i and j have the same folded letters?  Equal hashes only propose it. */
bool dedup_same_word(const uint8_t *text, const dedup_words *words, uint32_t i, uint32_t j);

/* The same for `count` words from i and from j on. */
bool dedup_same_words(const uint8_t *text, const dedup_words *words, uint32_t i, uint32_t j, uint32_t count);

/* Writes the folded code points of the word [start, stop), at most `capacity`; returns how many it has. */
size_t dedup_word_letters(const uint8_t *text, uint32_t start, uint32_t stop, uint32_t *letters, size_t capacity);

#endif
