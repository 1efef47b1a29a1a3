/* The plain path: words of ASCII letters and digits, 64 bytes at a time.

   Included once by words_baseline.c and words_avx2.c, which define for their level
     TARGET                                    attributes of its functions
     PLAIN_WORDS                               name of the function made here
     classify(bytes)                           -> block: what each of 64 bytes is
     short_word(bytes, size, hash)             -> flags: a word of at most 16 bytes, 16 being readable */
#include <stdbool.h>
#include <string.h>

#include "hash.h"
#include "words.h"

enum { LINE = 64, CHUNK = 16 };

/* One bit for each byte, the first byte the lowest bit. */
typedef struct {
    uint64_t word;       /* ASCII letters and digits */
    uint64_t special;    /* what the careful path must see: '&' and all that is not ASCII */
    uint64_t hyphen;
} block;

TARGET static inline block classify(const uint8_t *bytes);
TARGET static inline unsigned short_word(const uint8_t *bytes, size_t size, uint64_t *hash);

/* The lowest bit's place; 63 when there is none, for then nobody looks. */
TARGET static inline unsigned lowest(uint64_t bits)
{
    return (unsigned)__builtin_ctzll(bits | UINT64_C(1) << 63);
}

/* Appends the places of all bits and returns their end.  Writes eight at a time, more than there are: a loop that
   stops at the right one costs a mispredicted branch for each block. */
TARGET static inline size_t put_places(uint32_t *places, size_t count, uint32_t base, uint64_t bits)
{
    size_t end = count + (size_t)__builtin_popcountll(bits);
    do {
        for (unsigned i = 0; i < 8; i++, bits &= bits - 1)
            places[count + i] = base + lowest(bits);
        count += 8;
    } while (count < end);
    return end;
}

/* A word of any size, byte by byte. */
TARGET static unsigned any_word(const uint8_t *bytes, size_t size, uint64_t *hash)
{
    bool digit = false, small = false;
    size_t letters = 0;
    *hash = 0;
    for (size_t at = 0; at < size; at += CHUNK) {
        uint8_t chunk[CHUNK] = {0};
        for (size_t i = 0; i < CHUNK && at + i < size; i++) {
            uint8_t byte = bytes[at + i];
            digit |= byte <= '9';
            small |= byte >= 'a';
            letters += byte > '9';
            chunk[i] = byte | 0x20;
        }
        *hash = dedup_hash_chunk(*hash, dedup_load(chunk), dedup_load(chunk + 8));
    }
    return (digit ? DEDUP_DIGIT : 0) | (bytes[0] >= 'A' && bytes[0] <= 'Z' ? DEDUP_CAPITAL : 0) |
           (letters >= 2 && !small ? DEDUP_ALLCAPS : 0);
}

/* Hashes, flags and letters of the words from `first` on, whose places are known. */
TARGET static void measure_words(const uint8_t *text, size_t size, dedup_words *words, size_t first)
{
    uint32_t letters = words->letters[first];
    for (size_t i = first; i < words->count; i++) {
        size_t start = words->start[i], bytes = words->stop[i] - start;
        unsigned flags;
        if (bytes <= CHUNK && start + CHUNK <= size)
            flags = short_word(text + start, bytes, &words->hash[i]);
        else
            flags = any_word(text + start, bytes, &words->hash[i]);
        words->flags[i] = (uint8_t)flags;
        letters += (uint32_t)bytes;
        words->letters[i + 1] = letters;
    }
}

/* Whether a hyphen before this byte may stand at the end of a line. */
static inline bool may_end_line(uint8_t byte)
{
    return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r' || byte == '&';
}

TARGET size_t PLAIN_WORDS(const uint8_t *text, size_t at, size_t size, dedup_words *words)
{
    const size_t first = words->count;
    size_t starts = first, stops = first;
    uint64_t inside = 0;    /* 1 when a word goes on from the block before */
    uint64_t special = 0;
    for (; at < size; at += LINE) {
        const uint8_t *bytes = text + at;
        uint8_t padded[LINE] = {0};
        if (size - at < LINE)
            bytes = memcpy(padded, bytes, size - at);
        block block = classify(bytes);
        uint64_t before = block.word << 1 | inside;    /* bytes that follow one of a word */
        special = block.special;
        for (uint64_t hyphens = block.hyphen & before; hyphens; hyphens &= hyphens - 1) {
            size_t next = at + lowest(hyphens) + 1;
            if (next < size && may_end_line(text[next]))
                special |= hyphens & -hyphens;
        }
        uint64_t seen = special ? (special & -special) - 1 : UINT64_MAX;
        starts = put_places(words->start, starts, (uint32_t)at, block.word & ~before & seen);
        stops = put_places(words->stop, stops, (uint32_t)at, ~block.word & before & seen);
        if (special)
            break;
        inside = block.word >> 63;
    }
    if (special)
        at = starts > stops ? words->start[stops] : at + lowest(special);    /* a word that touches it is not plain */
    else if (starts > stops)
        words->stop[stops++] = (uint32_t)size;
    words->count = stops;
    measure_words(text, size, words, first);
    return at < size ? at : size;
}
