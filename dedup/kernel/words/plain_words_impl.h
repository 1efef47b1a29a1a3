/* The fast path: words of ASCII letters and digits, 64 bytes at a time. Included by words_baseline.c, words_avx2.c and
   words_avx512.c, which define TARGET, the attributes of their functions, PLAIN_WORDS, the name of the function made
   here, and afterwards the three functions declared first. */
#include "text/fold_table.h"
#include "hash.h"
#include "plain.h"
#include "text/units.h"

enum { LINE = 64, CHUNK = 16, BATCH = 64 };

/* One bit per byte of a 64-byte line; the first byte is the lowest bit. */
typedef struct {
    uint64_t word;       /* ASCII letters and digits */
    uint64_t special;    /* what the slow path must see: '&' and non-ASCII */
    uint64_t hyphen;
} dedup_line;

TARGET static inline dedup_line classify(const uint8_t *bytes);

/* Appends `base` plus the position of each set bit. Returns the new count. May write up to 8 places past it. */
TARGET static inline size_t put_places(uint32_t *places, size_t count, uint32_t base, uint64_t bits);

/* The hash of a word of at most 16 bytes; 16 bytes must be readable. Sets a bit in `letter` for each byte that is a
   letter, and in `low` for each that has bit 0x20, as lower-case letters and digits do. */
TARGET static inline uint64_t short_word(const uint8_t *bytes, size_t size, dedup_key key, uint16_t *letter,
                                         uint16_t *low);

/* Sets the flags of a whole batch of short words, even if it is not full: without branches, so that compilers vectorise
   it. One word at a time, this took a quarter of the total. */
TARGET static inline void put_flags(uint8_t *flags, const uint16_t *letter, const uint16_t *low)
{
    for (unsigned i = 0; i < BATCH; i++) {
        uint16_t digits = low[i] & ~letter[i], capitals = letter[i] & ~low[i], small = letter[i] & low[i];
        uint16_t further_capitals = capitals & (capitals - 1);
        flags[i] = (uint8_t)((digits ? DEDUP_DIGIT : 0) | ((capitals & 1) ? DEDUP_CAPITAL : 0) |
                             (((further_capitals != 0) & !small) ? DEDUP_ALLCAPS : 0));
    }
}

/* Sets hashes, flags and letters of the words from `first` on, whose offsets are known. */
TARGET static void measure_words(const uint8_t *text, size_t size, dedup_words *words, size_t first)
{
    /* Tells the compiler that the arrays are distinct; otherwise it reloads every pointer for each word. */
    const uint32_t *restrict starts = words->start, *restrict stops = words->stop;
    uint64_t *restrict hashes = words->hash;
    uint32_t *restrict letters = words->letters;
    uint16_t letter[BATCH] = {0}, low[BATCH] = {0};
    uint32_t total = letters[first];
    const dedup_key key = words->key;
    size_t safe = words->count;    /* words before this one have 16 readable bytes */
    while (safe > first && starts[safe - 1] + CHUNK > size)
        safe--;

    for (size_t i = first, end; i < safe; i = end) {
        size_t longer[BATCH], longer_count = 0;
        end = safe - i < BATCH ? safe : i + BATCH;
        for (size_t j = i; j < end; j++) {
            uint32_t bytes = stops[j] - starts[j];
            if (bytes <= CHUNK)
                hashes[j] = short_word(text + starts[j], bytes, key, &letter[j - i], &low[j - i]);
            else
                longer[longer_count++] = j;
            total += bytes;
            letters[j + 1] = total;
        }
        put_flags(words->flags + i, letter, low);
        for (size_t j = 0; j < longer_count; j++)
            dedup_measure_word(text, words, longer[j]);
    }
    for (size_t i = safe; i < words->count; i++) {
        dedup_measure_word(text, words, i);
        total += stops[i] - starts[i];
        letters[i + 1] = total;
    }
}

/* Clears the special bits of characters that only separate words, such as dashes, quotes and `&nbsp;`. `beyond` becomes
   the number of bytes by which such a unit extends into the next line. */
static inline void pass_separators(const uint8_t *text, size_t at, size_t size, dedup_line *line, unsigned *beyond)
{
    while (line->special) {
        dedup_unit unit = dedup_next_unit(text, at + (unsigned)__builtin_ctzll(line->special), size);
        if (unit.code == DEDUP_HYPHEN || !dedup_only_separates(dedup_fold_of(unit.code)))
            return;
        size_t stop = unit.stop - at;
        uint64_t ahead = stop < LINE ? UINT64_MAX << stop : 0;
        uint64_t before = (line->special & -line->special) - 1;
        line->word &= before | ahead;    /* an entity's name is not a word */
        line->hyphen &= before | ahead;
        line->special &= ahead;
        if (stop > LINE)
            *beyond = (unsigned)(stop - LINE);
    }
}

/* Of `hyphens`, each after a word, those that hyphenate it at a line end. */
static inline uint64_t breaks(const uint8_t *text, size_t at, size_t size, uint64_t hyphens)
{
    uint64_t found = 0;
    for (; hyphens; hyphens &= hyphens - 1) {
        size_t next = at + (unsigned)__builtin_ctzll(hyphens) + 1;
        if (next < size && (text[next] <= ' ' || text[next] == '&') && dedup_continued(text, next, size))
            found |= hyphens & -hyphens;
    }
    return found;
}

TARGET size_t PLAIN_WORDS(const uint8_t *text, size_t at, size_t stop, size_t size, dedup_words *words)
{
    const size_t first = words->count;
    size_t starts = first, stops = first;
    uint64_t inside = 0;    /* 1 if a word continues from the previous line */
    unsigned beyond = 0;    /* bytes of a separator that continues from the previous line */
    for (; at < stop; at += LINE) {
        const uint8_t *bytes = text + at;
        uint8_t padded[LINE];
        if (size - at < LINE) {
            memset(padded, 0, LINE);
            bytes = memcpy(padded, bytes, size - at);
        }
        dedup_line line = classify(bytes);
        line.word &= UINT64_MAX << beyond;
        line.special &= UINT64_MAX << beyond;
        beyond = 0;
        if (line.special)
            pass_separators(text, at, size, &line, &beyond);
        uint64_t after = line.word << 1 | inside;    /* bytes that follow a byte of a word */
        uint64_t special = line.special | breaks(text, at, size, line.hyphen & after);
        uint64_t before_special = special ? (special & -special) - 1 : UINT64_MAX;
        starts = put_places(words->start, starts, (uint32_t)at, line.word & ~after & before_special);
        stops = put_places(words->stop, stops, (uint32_t)at, ~line.word & after & before_special);
        inside = line.word >> 63;
        if (special) {
            /* A word that touches it is left to the slow path. */
            at = starts > stops ? words->start[stops] : at + (unsigned)__builtin_ctzll(special);
            goto end;
        }
    }
    if (at < size) {
        at = starts > stops ? words->start[stops] : at + beyond;
    } else {
        at = size;
        if (starts > stops)
            words->stop[stops++] = (uint32_t)size;
    }
end:
    words->count = stops;
    measure_words(text, size, words, first);
    return at;
}
