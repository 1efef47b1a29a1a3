/* Text -> words: their offsets, hashes of their folded letters, weights and flags. */
#ifndef DEDUP_WORDS_H
#define DEDUP_WORDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "hash.h"

typedef struct dedup_atom dedup_atom;

/* The words of one text, in arrays that the caller owns and may reuse for other texts. */
typedef struct {
    uint64_t *hash;      /* [capacity] hash of the folded letters */
    uint32_t *start;     /* [capacity] byte offset in the UTF-8 text */
    uint32_t *stop;      /* [capacity] byte offset past the word */
    uint32_t *letters;   /* [capacity + 1] weighted letters BEFORE word i; letters[count] is the total */
    uint8_t *flags;      /* [capacity] */
    size_t capacity, count;
    size_t symbols;      /* code points that may be words in lines without letters: see symbols.h */
    dedup_key key;       /* for the hashes, set by the caller */
    dedup_atom *atoms;   /* [atom_count], see atoms.h; NULL until they are looked for */
    size_t atom_count;
} dedup_words;

enum {
    DEDUP_DIGIT = 1,       /* contains a digit */
    DEDUP_CAPITAL = 2,     /* begins with an upper or title case letter */
    DEDUP_WIDTH = 0x0C,    /* scripts without spaces: 1 Thai, Lao, Khmer, Myanmar, 2 Kana, 3 Han; others: 0 */
    DEDUP_WIDTH_SHIFT = 2,
    DEDUP_ALLCAPS = 16,    /* two letters or more, none lower case, at least one upper case */
    DEDUP_BOUND = 32       /* set by dedup_find_atoms: an atom touches the gap before the word */
};

/* Callers refuse longer texts: offsets are 32 bits, with room to look 64 bytes ahead. */
#define DEDUP_MAX_TEXT (UINT32_MAX - 64)

/* Enough capacity for any text of `size` bytes. A word of a script with spaces takes at least one byte, plus a
   separator of at least one before another such word; a character of a script without spaces takes at least three. So
   of two neighbours the first takes at least two bytes: (size + 1) / 2 words. The rest is for the fast path, which
   writes up to 64 places more than there are words. */
enum { DEDUP_SPARE = 1 + 64 };
static inline size_t dedup_words_capacity(size_t size)
{
    return size / 2 + 1 + DEDUP_SPARE;
}

/* The text is read in chunks of so many bytes. After each, the kernel checks for room and for a stop. The last word of
   a chunk may begin up to DEDUP_BEYOND bytes past its end. */
enum { DEDUP_PIECE = 1 << 18, DEDUP_BEYOND = 128 };

/* Enough capacity for the words of `text`, by counting: always if it is ASCII, otherwise except for unusual texts. */
size_t dedup_words_room(const uint8_t *text, size_t size);

/* Weighted letters of words [from, to). */
static inline uint32_t dedup_letters_in(const dedup_words *words, uint32_t from, uint32_t to)
{
    return words->letters[to] - words->letters[from];
}

/* The number of consecutive equal words, by hash, from (i, j) on; j < i < stop. */
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

/* Finds the words of `text`, UTF-8 that may contain lone surrogates; invalid bytes are separators. Returns false if
   words->capacity may be too small for the rest, which never happens at dedup_words_capacity(size). When stopped, it
   returns true with only some of the words. */
bool dedup_find_words(const uint8_t *text, size_t size, dedup_words *words);

/* Returns whether words i and j have the same folded letters. Equal hashes alone do not prove it. */
bool dedup_same_word(const uint8_t *text, const dedup_words *words, uint32_t i, uint32_t j);

/* The same for `count` words from i and from j on. */
bool dedup_same_words(const uint8_t *text, const dedup_words *words, uint32_t i, uint32_t j, uint32_t count);

/* Writes the folded code points of the word [start, stop), at most `capacity`. Returns the number of them; more than
   `capacity` means that they did not fit. */
size_t dedup_word_letters(const uint8_t *text, uint32_t start, uint32_t stop, uint32_t *letters, size_t capacity);

#endif
