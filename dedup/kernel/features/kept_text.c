#include "kept_text.h"

#include "interrupt.h"
#include "structure/atoms.h"
#include "structure/breaks.h"
#include "words/shingles.h"

#include <stdlib.h>
#include <string.h>

static const uint8_t BETWEEN[] = { '\n', '\n' };

enum { NO_SHINGLE = UINT8_MAX };      /* a length that does not fit between a word and the border */

/* Makes an array larger, and keeps what is in it. */
static bool widen(void *array, size_t bytes)
{
    void *old, *moved;
    memcpy(&old, array, sizeof old);
    moved = realloc(old, bytes);
    if (moved != NULL)
        memcpy(array, &moved, sizeof moved);
    return moved != NULL;
}

/* Makes room for so many words. */
static bool reserve_words(dedup_kept_text *k, size_t capacity)
{
    dedup_words *w = &k->words;
    if (capacity <= w->capacity)
        return true;
    if (capacity > SIZE_MAX / sizeof *w->hash / 2)
        return false;
    capacity += capacity / 4;
    if (!widen(&w->hash, capacity * sizeof *w->hash) || !widen(&w->start, capacity * sizeof *w->start)
        || !widen(&w->stop, capacity * sizeof *w->stop) || !widen(&w->letters, (capacity + 1) * sizeof *w->letters)
        || !widen(&w->flags, capacity) || !widen(&k->shingle, capacity * sizeof *k->shingle)
        || !widen(&k->length, capacity) || !widen(&k->strength, capacity + 1))
        return false;
    w->capacity = capacity;
    return true;
}

/* Adds the words of text[from, size). */
static bool add_words(dedup_kept_text *k, size_t from)
{
    dedup_words *w = &k->words;
    const uint8_t *text = k->text + from;
    size_t first = w->count, size = k->size - from, rooms[] = { dedup_words_room(text, size), dedup_words_capacity(size) };
    dedup_words own;
    bool found = false;
    for (size_t n = 0; n < sizeof rooms / sizeof *rooms && !found; n++) {
        if (!reserve_words(k, first + rooms[n]))
            return false;
        uint32_t before = w->letters[first];
        own = (dedup_words){ .hash = w->hash + first, .start = w->start + first, .stop = w->stop + first,
                             .letters = w->letters + first, .flags = w->flags + first,
                             .capacity = w->capacity - first, .key = w->key };
        found = dedup_find_words(text, size, &own);
        w->letters[first] = first ? before : 0;
    }
    w->count = first + own.count;
    for (size_t i = first; i < w->count; i++) {
        w->start[i] += (uint32_t)from;
        w->stop[i] += (uint32_t)from;
        w->letters[i + 1] += w->letters[first];
    }
    return found && !dedup_stopped() && dedup_add_atoms(k->text, from, k->size, first, w);
}

/* Copies a text to text[at ...]. */
static bool put_text(dedup_kept_text *k, size_t at, const uint8_t *text, size_t size)
{
    size_t room = at + size + sizeof BETWEEN;
    if (room > k->room) {
        room += room / 4;
        if (!widen(&k->text, room))
            return false;
        k->room = room;
    }
    if (size > 0)
        memcpy(k->text + at, text, size);
    k->size = at + size;
    return true;
}

bool dedup_read_kept(dedup_kept_text *k, const uint8_t *text, size_t size, dedup_key key)
{
    dedup_free_atoms(&k->words);
    k->words.count = 0;
    k->words.key = key;
    k->border = k->shingles = 0;
    k->places.listed = false;
    if (!put_text(k, 0, text, size) || !add_words(k, 0))
        return false;
    k->border = (uint32_t)k->words.count;
    k->atoms = k->words.atom_count;
    if (k->border > 0)
        memset(k->strength, DEDUP_UNKNOWN, k->border);
    memcpy(k->text + size, BETWEEN, sizeof BETWEEN);
    k->shift = size + sizeof BETWEEN;
    return true;
}

bool dedup_read_other(dedup_kept_text *k, const uint8_t *text, size_t size, unsigned width)
{
    dedup_words *w = &k->words;
    w->count = k->border;
    w->atom_count = k->atoms;
    if (!put_text(k, k->shift, text, size) || !add_words(k, k->shift))
        return false;
    if (k->border == 0 || w->count == k->border)
        return true;
    memset(k->strength + k->border, DEDUP_UNKNOWN, w->count + 1 - k->border);
    if (k->shingles == 0) {
        dedup_words own = *w;
        own.count = k->border;
        k->shingles = k->border;
        size_t count = dedup_find_shingles(&own, width, k->shingle, k->length);
        memset(k->shingle + count, 0, (k->border - count) * sizeof *k->shingle);
        memset(k->length + count, NO_SHINGLE, k->border - count);
    }
    dedup_words own = { .hash = w->hash + k->border, .flags = w->flags + k->border, .count = w->count - k->border };
    k->shingles = k->border + (uint32_t)dedup_find_shingles(&own, width, k->shingle + k->border, k->length + k->border);
    return !dedup_stopped();
}

void dedup_free_kept_text(dedup_kept_text *k)
{
    dedup_free_atoms(&k->words);
    free(k->text);
    free(k->words.hash);
    free(k->words.start);
    free(k->words.stop);
    free(k->words.letters);
    free(k->words.flags);
    free(k->shingle);
    free(k->length);
    free(k->strength);
    dedup_free_shingle_places(&k->places);
}
