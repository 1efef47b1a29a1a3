#include "familiar.h"

#include "folding.h"
#include "plain.h"
#include "units.h"

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

/* The code point of one that has been read, at `*at`, which is advanced. */
static inline uint32_t next_code(const uint8_t *text, size_t *at)
{
    const uint8_t *byte = text + *at;
    *at += byte[0] < 0x80 ? 1 : byte[0] < 0xE0 ? 2 : 3;
    if (byte[0] < 0x80)
        return byte[0];
    if (byte[0] < 0xE0)
        return (byte[0] & 0x1Fu) << 6 | (byte[1] & 0x3F);
    return (byte[0] & 0x0Fu) << 12 | (byte[1] & 0x3Fu) << 6 | (byte[2] & 0x3F);
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

/* The hash of a word whose fold is more than one code point for another. */
static uint64_t ordered_hash(const uint8_t *text, size_t at, size_t stop, dedup_key key)
{
    dedup_folding folding;
    dedup_fold_begin(&folding, key);
    while (at < stop) {
        uint32_t code = next_code(text, &at);
        dedup_fold_add(&folding, code, dedup_fold_of(code));
    }
    return dedup_fold_hash(&folding);
}

/* The hash of a word that is not its own fold. */
static uint64_t folded_hash(const uint8_t *text, size_t start, size_t stop, dedup_key key)
{
    dedup_uint128 chunk = 0;
    unsigned count = 0;        /* bytes in `chunk` */
    uint64_t hash = 0;
    for (size_t at = start; at < stop;) {
        uint32_t code = next_code(text, &at), size = 2;
        const dedup_fold *fold = dedup_fold_of(code);
        code += (uint32_t)fold->fold;
        if (fold->length > 1 || fold->order || code >= 0x10000)
            return ordered_hash(text, start, stop, key);
        if (!fold->length)
            continue;
        uint64_t bytes = 0x80C0 | code >> 6 | (code & 0x3F) << 8;
        if (code < 0x80) {
            bytes = code;
            size = 1;
        } else if (code >= 0x800) {
            bytes = 0x8080E0 | code >> 12 | (code >> 6 & 0x3F) << 8 | (code & 0x3F) << 16;
            size = 3;
        }
        chunk |= (dedup_uint128)bytes << 8 * count;
        count += size;
        if (count >= CHUNK) {
            hash = dedup_hash_chunk(key, hash, (uint64_t)chunk, (uint64_t)(chunk >> 64));
            count -= CHUNK;
            chunk = bytes >> 8 * (size - count);
        }
    }
    return count ? dedup_hash_chunk(key, hash, (uint64_t)chunk, (uint64_t)(chunk >> 64)) : hash;
}

static bool has_two_letters(const uint8_t *text, size_t at, size_t stop)
{
    unsigned letters = 0;
    while (at < stop && letters < 2)
        letters += dedup_fold_of(next_code(text, &at))->kind == DEDUP_LETTER;
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
