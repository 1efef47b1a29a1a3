#include "familiar.h"

#include "folding.h"
#include "plain.h"
#include "text/units.h"

enum {
    CHUNK = 16,
    LONGEST = 3     /* bytes of a code point */
};

typedef struct {
    uint32_t size;         /* bytes, 1 to 3 */
    uint32_t reading;      /* see fold_table.h */
} character;

/* The character at `byte`; three bytes must be readable. */
static inline character character_at(const uint8_t *byte)
{
    uint32_t lead = byte[0];
    if (lead < 0x80)
        return (character){ 1, dedup_readings[lead / DEDUP_TRAILS][lead % DEDUP_TRAILS] };
    if (lead < 0xE0) {
        uint32_t reading = dedup_readings[dedup_reading_index[lead & 0x1F]][byte[1] & 0x3F];
        return (character){ 2, lead >= 0xC0 && dedup_continues(byte[1]) ? reading : DEDUP_UNFAMILIAR };
    }
    uint32_t page = dedup_reading_index[32 + (lead & 0x0F) * 64 + (byte[1] & 0x3F)];
    bool valid = lead < 0xF0 && dedup_continues(byte[1]) && dedup_continues(byte[2]);
    return (character){ 3, valid ? dedup_readings[page][byte[2] & 0x3F] : DEDUP_UNFAMILIAR };
}

/* The code point at text[at], read before as a character: dedup_next_code without its checks, which take a tenth of the
   time. */
static inline dedup_unit code_at(const uint8_t *text, size_t at)
{
    const uint8_t *byte = text + at;
    if (byte[0] < 0x80)
        return (dedup_unit){ byte[0], at + 1 };
    if (byte[0] < 0xE0)
        return (dedup_unit){ (byte[0] & 0x1Fu) << 6 | (byte[1] & 0x3F), at + 2 };
    return (dedup_unit){ (byte[0] & 0x0Fu) << 12 | (byte[1] & 0x3Fu) << 6 | (byte[2] & 0x3F), at + 3 };
}

/* The hash of folded letters that are in text[start .. stop), of `size` bytes. */
static inline uint64_t hash_of(const uint8_t *text, size_t start, size_t stop, size_t size, dedup_key key)
{
    static const uint8_t ones[2 * CHUNK] = { 255, 255, 255, 255, 255, 255, 255, 255,
                                             255, 255, 255, 255, 255, 255, 255, 255 };
    uint64_t hash = 0;
    for (; stop - start > CHUNK; start += CHUNK)
        hash = dedup_hash_chunk(key, hash, dedup_load(text + start), dedup_load(text + start + 8));
    uint8_t padded[CHUNK] = { 0 };
    const uint8_t *last = text + start, *mask = ones + CHUNK - (stop - start);
    if (size - start < CHUNK)
        last = memcpy(padded, last, stop - start);
    return dedup_hash_chunk(key, hash, dedup_load(last) & dedup_load(mask), dedup_load(last + 8) & dedup_load(mask + 8));
}

/* The hash of a word with marks to order, or beyond the basic plane: see folding.h. */
static uint64_t ordered_hash(const uint8_t *text, size_t at, size_t stop, dedup_key key)
{
    dedup_folding folding;
    dedup_fold_begin(&folding, key);
    while (at < stop) {
        dedup_unit unit = code_at(text, at);
        dedup_fold_add(&folding, unit.code, dedup_fold_of(unit.code));
        at = unit.stop;
    }
    return dedup_fold_hash(&folding);
}

/* Adds a folded code point. Returns false if it is a second mark in a row, which may have to be ordered, or beyond the
   basic plane. `*marked`: whether the one before is a mark. */
static inline bool add_folded(dedup_hashing *hashing, uint32_t code, uint8_t order, bool *marked)
{
    if ((order && *marked) || code >= 0x10000)
        return false;
    *marked = order != 0;
    dedup_hash_basic(hashing, code);
    return true;
}

static inline bool add_syllable(dedup_hashing *hashing, uint32_t code, bool *marked)
{
    uint32_t letters[3];
    unsigned count = dedup_letters_of_syllable(code, letters), added = 0;
    while (added < count && add_folded(hashing, letters[added], 0, marked))
        added++;
    return added == count;
}

/* The hash of a word that is not its own fold. */
static inline uint64_t folded_hash(const uint8_t *text, size_t start, size_t stop, dedup_key key)
{
    dedup_hashing hashing = { .key = key };
    bool marked = false, added = true;
    for (size_t at = start; at < stop && added;) {
        dedup_unit unit = code_at(text, at);
        const dedup_fold *fold = dedup_fold_of(unit.code);
        if (fold->length == 1)
            added = add_folded(&hashing, unit.code + (uint32_t)fold->fold, fold->order, &marked);
        else if (fold->length == DEDUP_SYLLABLE)
            added = add_syllable(&hashing, unit.code, &marked);
        else
            for (unsigned i = 0; i < fold->length && added; i++) {
                uint32_t folded = dedup_fold_runs[fold->fold + (int32_t)i];
                added = add_folded(&hashing, folded, dedup_fold_of(folded)->order, &marked);
            }
        at = unit.stop;
    }
    return added ? dedup_hash_of_codes(&hashing) : ordered_hash(text, start, stop, key);
}

static bool has_two_letters(const uint8_t *text, size_t at, size_t stop)
{
    unsigned letters = 0;
    while (at < stop && letters < 2) {
        dedup_unit unit = code_at(text, at);
        letters += dedup_fold_of(unit.code)->kind == DEDUP_LETTER;
        at = unit.stop;
    }
    return letters == 2;
}

/* Returns whether what follows a word needs the careful path: an entity, a hyphen that may join it to the next line, or
   what is not familiar. */
static inline bool may_go_on(const uint8_t *text, size_t at, size_t size, character next)
{
    if ((next.reading & DEDUP_UNFAMILIAR) || text[at] == '&')
        return true;
    bool hyphen = text[at] == '-' || (text[at] == 0xE2 && text[at + 1] == 0x80 && text[at + 2] == 0x90);
    return hyphen && dedup_continued(text, at + next.size, size);
}

size_t dedup_familiar_words(const uint8_t *text, size_t at, size_t stop, size_t size, dedup_words *words)
{
    const size_t safe = size < LONGEST ? 0 : size - LONGEST + 1;
    if (stop > safe)
        stop = safe;
    size_t count = words->count;
    uint32_t total = words->letters[count];
    while (at < stop) {
        character c = character_at(text + at);
        if ((c.reading & DEDUP_UNFAMILIAR) || text[at] == '&')
            break;
        if (!(c.reading & (DEDUP_IN_WORD | DEDUP_WIDTH)) || (c.reading & DEDUP_ON_SIGN)) {
            at += c.size;
            if (at < stop && text[at] < 0x80 && dedup_plain_ahead(text, at, size))
                break;
            continue;
        }
        /* A word longer than a piece is left to the careful path, which can be stopped within a word. */
        const size_t start = at, end = safe - start < DEDUP_PIECE ? safe : start + DEDUP_PIECE;
        const uint32_t first = c.reading, goes_on = first & DEDUP_WIDTH ? DEDUP_ON_SIGN : DEDUP_IN_WORD;
        uint32_t all = 0, letters = 0;
        do {
            all |= c.reading;
            letters += c.reading >> DEDUP_READING_LETTERS_SHIFT;
            at += c.size;
            if (at >= end)
                break;
            c = character_at(text + at);
        } while (c.reading & goes_on);
        if (at >= end || may_go_on(text, at, size, c)) {
            at = start;
            break;
        }
        unsigned flags = (first & (DEDUP_WIDTH | DEDUP_CAPITAL)) | (all & DEDUP_DIGIT);
        if ((all & DEDUP_CAPITAL) && !(all & DEDUP_SMALL) && has_two_letters(text, start, at))
            flags |= DEDUP_ALLCAPS;
        words->hash[count] = all & DEDUP_CHANGES ? folded_hash(text, start, at, words->key)
                                                 : hash_of(text, start, at, size, words->key);
        words->start[count] = (uint32_t)start;
        words->stop[count] = (uint32_t)at;
        words->flags[count] = (uint8_t)flags;
        total += letters ? letters : 1;
        words->letters[++count] = total;
    }
    words->count = count;
    return at;
}
