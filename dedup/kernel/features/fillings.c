#include "fillings.h"

#include "grow.h"
#include "interrupt.h"

#include <stdlib.h>

enum {
    MOST_WORDS = 8,          /* of a blank: longer ones are passages of their own */
    CONTENT = 4              /* minimum letters that say something */
};

/* The blanks seen, each as a hash of the words in it on both sides. */
typedef struct {
    uint64_t *blanks;
    size_t blank_count, blank_room;
    bool identifiers;      /* one was exchanged for another */
    bool failed;
} seen;

static int by_hash(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

/* Returns whether nothing but a sign such as `.`, `_` or `-` is between a word and the one before: both are in one name. */
static bool is_joined(const dedup_aligner *al, uint32_t word)
{
    const dedup_words *w = al->words;
    if (word == 0 || word >= w->count || w->start[word] - w->stop[word - 1] != 1)
        return false;
    uint8_t sign = al->text[w->stop[word - 1]];
    return sign == '.' || sign == '_' || sign == '-';
}

static bool is_letter(uint8_t byte)
{
    return (byte | 0x20) >= 'a' && (byte | 0x20) <= 'z';
}

/* Returns whether a word is a number, a date or a version, as `12`, `10am` and `v3` are, and not a name, as `arm64` is. */
static bool is_number(const dedup_aligner *al, uint32_t word)
{
    const uint8_t *text = al->text + al->words->start[word];
    bool name = is_letter(text[0]) && al->words->stop[word] - al->words->start[word] > 2 && is_letter(text[1]);
    return (al->words->flags[word] & DEDUP_DIGIT) && !name;
}

static bool has_number(const dedup_aligner *al, uint32_t start, uint32_t stop)
{
    for (uint32_t i = start; i < stop; i++)
        if (is_number(al, i))
            return true;
    return false;
}

/* Returns whether words [start, stop) could be a name: a part of a longer one, or not just plain words in lower case. */
static bool is_named(const dedup_aligner *al, uint32_t start, uint32_t stop)
{
    bool plain = dedup_letters_in(al->words, start, stop) < CONTENT;
    for (uint32_t i = start; i < stop; i++) {
        uint8_t first = al->text[al->words->start[i]];
        bool marked = first < 'a' || first > 'z' || (al->words->flags[i] & DEDUP_DIGIT);
        if (is_joined(al, i) || is_joined(al, i + 1) || (marked && !plain))
            return true;
    }
    return false;
}

/* Returns whether one of the words is written like an identifier, as `TFloatField` is, with a capital inside. */
static bool has_identifier(const dedup_aligner *al, uint32_t start, uint32_t stop)
{
    for (uint32_t i = start; i < stop; i++) {
        bool capital = false, small = false;
        for (uint32_t at = al->words->start[i]; at < al->words->stop[i]; at++) {
            uint8_t byte = al->text[at];
            small = small || (byte >= 'a' && byte <= 'z');
            capital = capital || (at > al->words->start[i] && byte >= 'A' && byte <= 'Z');
        }
        if (capital && small)
            return true;
    }
    return false;
}

static uint64_t hash_of(const dedup_words *w, uint32_t start, uint32_t stop, uint64_t hash)
{
    for (uint32_t i = start; i < stop; i++)
        hash = (hash ^ w->hash[i]) * DEDUP_FACTOR;
    return (hash ^ hash >> 32) * DEDUP_FACTOR;
}

static void note_blank(const dedup_words *w, uint32_t start, uint32_t stop, uint32_t from, uint32_t to, seen *s)
{
    if (DEDUP_GROW(s, blank, blanks))
        s->blanks[s->blank_count++] = hash_of(w, from, to, hash_of(w, start, stop, 1));
}

/* Returns whether a word is an identifier, or a part of a longer name as `csr_array` is. */
static bool is_technical(const dedup_aligner *al, uint32_t word)
{
    return !is_number(al, word)
        && (is_joined(al, word) || is_joined(al, word + 1) || has_identifier(al, word, word + 1));
}

/* Adds words [start, stop) opposite [from, to). One side may be empty, if the other is a part of a name. */
static void add_blank(const dedup_aligner *al, uint32_t start, uint32_t stop, uint32_t from, uint32_t to, seen *s)
{
    if (stop - start > MOST_WORDS || to - from > MOST_WORDS || has_number(al, start, stop) || has_number(al, from, to))
        return;
    if (start == stop && !(is_joined(al, from) || is_joined(al, to)))
        return;
    if (from == to && !(is_joined(al, start) || is_joined(al, stop)))
        return;
    s->identifiers = s->identifiers || (has_identifier(al, start, stop) && has_identifier(al, from, to));
    if (is_named(al, start, stop) || is_named(al, from, to))
        note_blank(al->words, start, stop, from, to, s);
}

bool dedup_are_fillings(const dedup_aligner *al, bool *failed)
{
    uint32_t count = (uint32_t)al->words->count, start = al->border, from = 0;     /* read up to here */
    seen s = { 0 };
    for (uint32_t i = al->border; i <= count && !s.failed && !dedup_pauses(i, i + 1); i++) {
        uint32_t to = i < count ? al->later[i].partner : al->border;
        if (to == DEDUP_NONE || to < from)
            continue;
        if (from < to || start < i)
            add_blank(al, start, i, from, to, &s);
        /* Names that are exchanged may have most letters in common, as those of two functions have. */
        if (i < count && al->words->hash[i] != al->words->hash[to] && is_technical(al, i) && is_technical(al, to))
            note_blank(al->words, i, i + 1, to, to + 1, &s);
        start = i + 1;
        from = to + 1;
    }
    if (s.blank_count > 1)
        qsort(s.blanks, s.blank_count, sizeof *s.blanks, by_hash);
    bool filled = s.identifiers;
    for (size_t n = 1; n < s.blank_count && !filled; n++)
        filled = s.blanks[n] == s.blanks[n - 1];
    *failed = *failed || s.failed;
    free(s.blanks);
    return filled;
}
