#include "symbols.h"

#include "folding.h"
#include "interrupt.h"
#include "text/units.h"

enum {
    LEAST = 10,          /* words in a line; the stars of a rating and the arrows of a pager are fewer */
    LEAST_BYTES = 3      /* bytes of a symbol */
};

/* The symbol that a code point is, or that its normal form begins with. */
static uint32_t symbol_of(uint32_t code, const dedup_fold *fold)
{
    return fold->length == 1 ? code + (uint32_t)fold->fold : dedup_fold_runs[fold->fold];
}

/* Finds the words of the lines that are entirely in [from, to), between two words of letters. Returns their number.
   Writes their offsets, at most `room`, to words->start and words->stop from `at` on; entries past the returned number
   are garbage. */
static size_t find_in_gap(const uint8_t *text, size_t size, size_t from, size_t to, dedup_words *words, size_t at,
                          size_t room)
{
    size_t count = 0, found = 0;         /* words in lines with enough symbols; and including this line */
    bool whole = from == 0, attached = false;
    uint32_t last = 0;
    for (size_t next; from < to; from = next) {
        dedup_unit unit = dedup_next_unit(text, from, size);
        const dedup_fold *fold = dedup_fold_of(unit.code);
        next = unit.stop;
        if (unit.code == '\n' || unit.code == '\r') {
            count = whole && found - count >= LEAST ? found : count;
            found = count;
            whole = true;
            attached = false;
            last = 0;
            continue;
        }
        bool is_symbol = dedup_is_symbol(fold);
        if (is_symbol && symbol_of(unit.code, fold) != last) {
            last = symbol_of(unit.code, fold);
            if (found < room)
                words->start[at + found] = (uint32_t)from;
            found++;
        }
        if ((is_symbol || (attached && fold->kind == DEDUP_MARK)) && found <= room)
            words->stop[at + found - 1] = (uint32_t)next;
        attached = is_symbol || (attached && (fold->kind == DEDUP_MARK || fold->kind == DEDUP_IGNORABLE));
    }
    return to == size && whole && found - count >= LEAST ? found : count;
}

/* Sets the hash, flags and letters of a word whose offsets are known. letters: its own, not cumulated. */
static void measure(const uint8_t *text, dedup_words *words, size_t i)
{
    const dedup_fold *first = dedup_fold_of(dedup_next_unit(text, words->start[i], words->stop[i]).code);
    dedup_folding folding;
    dedup_fold_begin(&folding, words->key);
    for (size_t at = words->start[i]; at < words->stop[i];) {
        dedup_unit unit = dedup_next_unit(text, at, words->stop[i]);
        dedup_fold_add(&folding, unit.code, dedup_fold_of(unit.code));
        at = unit.stop;
    }
    words->hash[i] = dedup_fold_hash(&folding);
    words->flags[i] = first->traits & DEDUP_WIDTH;
    words->letters[i + 1] = first->letters;
}

/* Moves a word up, with its own letters. */
static void move(dedup_words *words, size_t from, size_t to)
{
    words->hash[to] = words->hash[from];
    words->start[to] = words->start[from];
    words->stop[to] = words->stop[from];
    words->flags[to] = words->flags[from];
    words->letters[to + 1] = words->letters[from + 1] - words->letters[from];
}

/* The number of words in the gap before word i; `count`: the number of words of letters. */
static size_t count_before(const uint8_t *text, size_t size, dedup_words *words, size_t i, size_t count)
{
    size_t from = i ? words->stop[i - 1] : 0, to = i < count ? words->start[i] : size;
    return to - from < LEAST * LEAST_BYTES ? 0 : find_in_gap(text, size, from, to, words, 0, 0);
}

bool dedup_add_symbols(const uint8_t *text, size_t size, dedup_words *words)
{
    size_t count = words->count, more = 0, at = 0;
    if (words->symbols < LEAST)
        return true;
    for (size_t i = 0; i <= count; i++) {
        more += count_before(text, size, words, i, count);
        size_t end = i < count ? words->stop[i] : size;
        if (dedup_pauses(at, end))
            return true;
        at = end;
    }
    if (words->capacity < count + more)
        return false;
    if (more == 0)
        return true;
    words->count = count + more;
    size_t i = count;                    /* from the last gap back, so that no word is overwritten */
    for (;; i--) {
        size_t here = count_before(text, size, words, i, count);
        more -= here;
        if (here > 0) {
            size_t from = i ? words->stop[i - 1] : 0, to = i < count ? words->start[i] : size;
            find_in_gap(text, size, from, to, words, i + more, here);
            for (size_t n = 0; n < here; n++)
                measure(text, words, i + more + n);
        }
        if (more == 0)
            break;
        move(words, i - 1, i - 1 + more);
    }
    for (; i < words->count; i++)
        words->letters[i + 1] += words->letters[i];
    return true;
}
