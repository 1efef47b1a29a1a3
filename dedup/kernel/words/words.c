#include "words.h"

#include "addresses.h"
#include "familiar.h"
#include "folding.h"
#include "interrupt.h"
#include "plain.h"
#include "symbols.h"
#include "text/units.h"

enum {
    SOFT_HYPHEN = 0xAD,
    MOST_COMPARED = 256    /* letters compared one by one; the rest is left to the hash */
};

/* Skips spaces and tabs, and if wanted the `>` of quoted lines. */
static size_t skip(const uint8_t *text, size_t at, size_t size, bool quotes)
{
    while (at < size) {
        dedup_unit unit = dedup_next_unit(text, at, size);
        if (unit.code != ' ' && unit.code != '\t' && !(quotes && unit.code == '>'))
            break;
        at = unit.stop;
    }
    return at;
}

size_t dedup_continued(const uint8_t *text, size_t at, size_t size)
{
    at = skip(text, at, size, false);
    if (at == size)
        return 0;
    dedup_unit unit = dedup_next_unit(text, at, size);
    if (unit.code != '\n' && unit.code != '\r')
        return 0;
    at = unit.stop;
    if (unit.code == '\r' && at < size) {
        unit = dedup_next_unit(text, at, size);
        if (unit.code == '\n')
            at = unit.stop;
    }
    at = skip(text, at, size, true);
    if (at == size)
        return 0;
    const dedup_fold *fold = dedup_fold_of(dedup_next_unit(text, at, size).code);
    return fold->kind == DEDUP_LETTER && !(fold->traits & (DEDUP_CAPITAL | DEDUP_WIDTH)) ? at : 0;
}

/* Advances `unit` to the next one of its word. Returns false at the end of the word; then unit->stop is where reading
   continues. is_sign: the word is a character of a script without spaces. may_break: the word may continue after a line
   end. */
static bool next_of_word(const uint8_t *text, size_t size, bool is_sign, bool may_break, dedup_unit *unit)
{
    size_t at = unit->stop;
    while (at < size) {
        dedup_unit next = dedup_next_unit(text, at, size);
        if (dedup_pauses(at, next.stop))
            break;
        const dedup_fold *fold = dedup_fold_of(next.code);
        bool is_base = fold->kind == DEDUP_LETTER || fold->kind == DEDUP_NUMBER;
        if (fold->kind == DEDUP_MARK || (is_base && !is_sign && !(fold->traits & DEDUP_WIDTH))) {
            *unit = next;
            return true;
        }
        size_t beyond = 0;
        if (may_break && (next.code == '-' || next.code == DEDUP_HYPHEN || next.code == SOFT_HYPHEN))
            beyond = dedup_continued(text, next.stop, size);
        if (!beyond && fold->kind != DEDUP_IGNORABLE)
            break;
        at = beyond ? beyond : next.stop;
    }
    unit->stop = at;
    return false;
}

/* Reads the word that begins with `unit` at `start`. Returns where reading continues. */
static size_t read_word(const uint8_t *text, size_t start, size_t size, dedup_unit unit, dedup_words *words)
{
    unsigned flags = dedup_fold_of(unit.code)->traits & (DEDUP_WIDTH | DEDUP_CAPITAL);
    const bool is_sign = flags & DEDUP_WIDTH;
    unsigned traits = 0, bases = 0;    /* of its letters and numbers; the number of letters */
    bool ends_in_letter = false;
    uint32_t letters = 0;
    size_t stop;
    dedup_folding folding;
    dedup_fold_begin(&folding, words->key);
    do {
        const dedup_fold *fold = dedup_fold_of(unit.code);
        dedup_fold_add(&folding, unit.code, fold);
        letters += fold->letters;
        if (fold->kind != DEDUP_MARK) {
            traits |= fold->traits;
            bases += fold->kind == DEDUP_LETTER;
            ends_in_letter = fold->traits & DEDUP_ENDS_IN_LETTER;
        }
        stop = unit.stop;
    } while (next_of_word(text, size, is_sign, ends_in_letter && !is_sign, &unit));

    flags |= traits & DEDUP_DIGIT;
    if (bases >= 2 && traits & DEDUP_CAPITAL && !(traits & DEDUP_SMALL))
        flags |= DEDUP_ALLCAPS;
    size_t i = words->count++;
    words->hash[i] = dedup_fold_hash(&folding);
    words->start[i] = (uint32_t)start;
    words->stop[i] = (uint32_t)stop;
    words->flags[i] = (uint8_t)flags;
    words->letters[i + 1] = words->letters[i] + (letters ? letters : 1);    /* a lone jamo vowel has none */
    return unit.stop;
}

/* Finds words of any kind from text[at] on, at least one word or separator, until plain ASCII begins or past `stop`. */
static size_t careful_words(const uint8_t *text, size_t at, size_t stop, size_t size, dedup_words *words)
{
    do {
        size_t familiar = dedup_familiar_words(text, at, stop, size, words);
        if (familiar > at) {
            at = familiar;
            continue;
        }
        dedup_unit unit = dedup_next_unit(text, at, size);
        unsigned kind = dedup_fold_of(unit.code)->kind;
        if (kind == DEDUP_LETTER || kind == DEDUP_NUMBER) {
            at = read_word(text, at, size, unit, words);
        } else {
            if (unit.code >= DEDUP_FIRST_SYMBOL)
                words->symbols += dedup_is_symbol(dedup_fold_of(unit.code));
            at = unit.stop;
        }
    } while (at < stop && !dedup_plain_ahead(text, at, size));
    return at;
}

/* Byte by byte: for words longer than a chunk, or too near to the end of the text to load a chunk. */
void dedup_measure_word(const uint8_t *text, dedup_words *words, size_t i)
{
    bool digit = false, small = false;
    size_t letters = 0;
    uint64_t hash = 0;
    for (size_t at = words->start[i]; at < words->stop[i]; at += 16) {
        uint8_t chunk[16] = {0};
        for (size_t j = 0; j < 16 && at + j < words->stop[i]; j++) {
            uint8_t byte = text[at + j];
            digit |= byte <= '9';
            small |= byte >= 'a';
            letters += byte >= 'A';
            chunk[j] = byte | 0x20;
        }
        hash = dedup_hash_chunk(words->key, hash, dedup_load(chunk), dedup_load(chunk + 8));
    }
    uint8_t first = text[words->start[i]];
    words->hash[i] = hash;
    words->flags[i] = (uint8_t)((digit ? DEDUP_DIGIT : 0) | (first >= 'A' && first <= 'Z' ? DEDUP_CAPITAL : 0) |
                                (letters >= 2 && !small ? DEDUP_ALLCAPS : 0));
}

static dedup_plain_path *const plain_words[DEDUP_SIMD_LEVELS] = {
    dedup_plain_words_baseline,
#if DEDUP_X86
    dedup_plain_words_avx2,
    dedup_plain_words_avx512,
#endif
};

bool dedup_find_words(const uint8_t *text, size_t size, dedup_words *words)
{
    words->count = words->symbols = 0;
    words->atoms = NULL;
    words->atom_count = 0;
    words->letters[0] = 0;
    dedup_plain_path *plain = plain_words[dedup_simd_level()];
    for (size_t at = 0; at < size;) {
        size_t from = at, stop = size - at < DEDUP_PIECE ? size : at + DEDUP_PIECE;
        size_t reached = size - stop < DEDUP_BEYOND ? size : stop + DEDUP_BEYOND;
        if (words->capacity < words->count + (reached - at) / 2 + DEDUP_SPARE)
            return false;
        at = plain(text, at, stop, size, words);
        if (at < size)
            at = careful_words(text, at, stop, size, words);
        if (dedup_pauses(from, at))
            break;
    }
    if (!dedup_add_symbols(text, size, words))
        return false;
    dedup_drop_addresses(text, size, words);
    return true;
}

/* Writes the folded letters of a word of up to `capacity` ASCII letters and digits; returns 0 for any other word. */
static size_t plain_letters(const uint8_t *text, uint32_t start, uint32_t stop, uint32_t *letters, size_t capacity)
{
    size_t count = stop - start;
    if (count > capacity)
        return 0;
    for (size_t i = 0; i < count; i++) {
        uint8_t byte = text[start + i], small = byte | 0x20;
        if ((uint8_t)(small - 'a') >= 26 && (uint8_t)(byte - '0') >= 10)
            return 0;
        letters[i] = small;    /* a digit has this bit */
    }
    return count;
}

size_t dedup_word_letters(const uint8_t *text, uint32_t start, uint32_t stop, uint32_t *letters, size_t capacity)
{
    size_t plain = plain_letters(text, start, stop, letters, capacity);
    if (plain)
        return plain;
    dedup_folding folding;
    dedup_fold_begin(&folding, DEDUP_PUBLIC_KEY);
    folding.keeps_letters = true;
    folding.letters = letters;
    folding.capacity = capacity;
    for (size_t at = start; at < stop;) {
        dedup_unit unit = dedup_next_unit(text, at, stop);
        /* Separators inside a word are line breaks after a hyphen; they and ignorables have no fold. */
        dedup_fold_add(&folding, unit.code, dedup_fold_of(unit.code));
        at = unit.stop;
    }
    dedup_fold_put_marks(&folding);
    return folding.count;
}

bool dedup_same_word(const uint8_t *text, const dedup_words *words, uint32_t i, uint32_t j)
{
    uint32_t size = words->stop[i] - words->start[i];
    if (size == words->stop[j] - words->start[j] && memcmp(text + words->start[i], text + words->start[j], size) == 0)
        return true;
    uint32_t own[MOST_COMPARED], other[MOST_COMPARED];
    size_t count = dedup_word_letters(text, words->start[i], words->stop[i], own, MOST_COMPARED);
    if (count != dedup_word_letters(text, words->start[j], words->stop[j], other, MOST_COMPARED))
        return false;
    size_t compared = count < MOST_COMPARED ? count : MOST_COMPARED;
    return memcmp(own, other, compared * sizeof *own) == 0 && words->hash[i] == words->hash[j];
}

bool dedup_same_words(const uint8_t *text, const dedup_words *words, uint32_t i, uint32_t j, uint32_t count)
{
    if (count == 0)
        return true;
    uint32_t size = words->stop[i + count - 1] - words->start[i];
    if (size == words->stop[j + count - 1] - words->start[j]
        && memcmp(text + words->start[i], text + words->start[j], size) == 0)
        return true;
    for (uint32_t n = 0; n < count; n++)
        if (!dedup_same_word(text, words, i + n, j + n))
            return false;
    return true;
}
