#include "alike.h"

#include "text/fold_table.h"
#include "words/words.h"

enum {
    AHEAD = 5,             /* words in which the two texts may meet again after a difference */
    LOST = 16,             /* letters that may differ in any case: a word or two */
    FURTHEST = 64          /* characters searched for the next word */
};

typedef struct {
    const dedup_characters *text;
    int step;              /* 1: forward, -1: backward */
} direction;

/* One word: its characters [first, first + count), in the direction in which the text is read. */
typedef struct {
    int64_t first, next;
    uint32_t count, letters;
} word;

static bool is_inside(const dedup_characters *text, int64_t at)
{
    return at >= 0 && at < (int64_t)text->count;
}

/* A folded character, and what it counts. */
typedef struct {
    uint32_t code, letters;
    bool is_of_word, is_alone;     /* alone: a word of its own, in a script without spaces */
} sign;

static sign sign_at(const direction *d, int64_t at)
{
    uint32_t code = dedup_character(d->text, (uint32_t)at);
    const dedup_fold *fold = dedup_fold_of(code);
    if (fold->length == 1)
        code += (uint32_t)fold->fold;
    return (sign){ code, fold->letters, fold->kind != DEDUP_SEPARATOR, fold->traits & DEDUP_WIDTH };
}

/* The first word from a place on; without letters at the end of the text, or if none is near. */
static word word_from(const direction *d, int64_t at)
{
    int64_t last = at + d->step * FURTHEST;
    while (is_inside(d->text, at) && at != last && !sign_at(d, at).is_of_word)
        at += d->step;
    word w = { at, at, 0, 0 };
    while (is_inside(d->text, w.next) && w.next != last) {
        sign next = sign_at(d, w.next);
        if (!next.is_of_word || (next.is_alone && w.count > 0))
            break;
        w.count++;
        w.letters += next.letters;
        w.next += d->step;
        if (next.is_alone)
            break;
    }
    return w;
}

static bool are_same(const direction *a, const word *x, const direction *b, const word *y)
{
    if (x->count != y->count)
        return false;
    for (uint32_t i = 0; i < x->count; i++)
        if (sign_at(a, x->first + a->step * (int64_t)i).code != sign_at(b, y->first + b->step * (int64_t)i).code)
            return false;
    return true;
}

static void read_ahead(const direction *d, int64_t at, word words[AHEAD + 1])
{
    for (int i = 0; i <= AHEAD; i++) {
        words[i] = word_from(d, at);
        at = words[i].next;
    }
}

/* Finds the nearest pair of words, and another after it, that are the same again. Returns false if there is none;
   otherwise counts the letters of `text` that are passed over. */
static bool meets(const direction *a, int64_t *at, const direction *b, int64_t *kept_at, uint32_t *lost)
{
    word own[AHEAD + 1], other[AHEAD + 1];
    read_ahead(a, *at, own);
    read_ahead(b, *kept_at, other);
    for (int sum = 1; sum < 2 * AHEAD - 1; sum++) {
        uint32_t passed = 0;
        for (int i = 0; i <= sum && i < AHEAD; passed += own[i++].letters) {
            int j = sum - i;
            if (j >= AHEAD || own[i].count == 0 || !are_same(a, &own[i], b, &other[j])
                || !are_same(a, &own[i + 1], b, &other[j + 1]))
                continue;
            *at = own[i].first;
            *kept_at = other[j].first;
            *lost += passed;
            return true;
        }
    }
    return false;
}

/* The letters of equal words from two places on, in one direction, besides `equal` ones before. */
static uint32_t alike_in(direction a, int64_t at, direction b, int64_t kept_at, dedup_likeness wanted, uint32_t equal)
{
    uint32_t lost = 0;
    while (equal < wanted.enough && lost <= LOST + (uint64_t)equal * wanted.per_hundred / 100) {
        word own = word_from(&a, at), other = word_from(&b, kept_at);
        if (own.count == 0 || other.count == 0)
            break;
        if (are_same(&a, &own, &b, &other)) {
            equal += own.letters;
            at = own.next;
            kept_at = other.next;
        } else if (!meets(&a, &at, &b, &kept_at, &lost)) {
            break;
        }
    }
    return equal;
}

bool dedup_is_alike_around(const dedup_characters *kept, const dedup_characters *text, dedup_run_of_equals run,
                           dedup_likeness wanted)
{
    direction own = { text, 1 }, other = { kept, 1 };
    uint32_t first = run.start, stop = run.stop, equal = 0, shift = run.start - run.kept_start;
    /* A word that goes on beyond the run is read again, as a whole. */
    while (first < stop && sign_at(&own, first).is_of_word)
        first++;
    while (stop > first && sign_at(&own, stop - 1).is_of_word)
        stop--;
    for (uint32_t i = first; i < stop; i++)
        equal += dedup_letters_of_character(dedup_character(text, i));
    if (equal < wanted.enough)
        equal = alike_in(own, stop, other, (int64_t)stop - shift, wanted, equal);
    own.step = other.step = -1;
    if (equal < wanted.enough)
        equal = alike_in(own, (int64_t)first - 1, other, (int64_t)first - 1 - shift, wanted, equal);
    return equal >= wanted.enough;
}
