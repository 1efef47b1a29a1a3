/* Both texts are read sentence by sentence and line by line. One of which at least half is aligned has a partner; so has
   one whose words stand in the other text as a whole, at another place. Whatever has none is a text's own, and so is a
   long run without partners inside a sentence. All of it is added up: the values in a table are short lines. */
#include "difference.h"

#include "align/align.h"
#include "align/backbone.h"
#include "features/exchanged.h"
#include "features/fillings.h"
#include "grow.h"
#include "interrupt.h"
#include "repeats.h"
#include "scratch.h"
#include "structure/atoms.h"

#include <stdlib.h>
#include <string.h>

enum {
    WIDTH = 3,             /* words a shingle */
    PARTNER = 50,          /* minimum per cent of a sentence's letters that are aligned */
    FOREIGN = 60,          /* letters in a row without a partner that are no edit of a sentence */
    CAREFUL = 98,          /* minimum per cent of equal letters at which a negation was not dropped or misread by chance */
    WORDS = 6,             /* by which the beginning of a sentence is told from that of others */
    BEGINNING_BITS = 10, BEGINNINGS = 1 << BEGINNING_BITS,     /* enough for some hundred sentences */
    ENOUGH = 1000          /* letters at which it is known that the text that stays has more: it may be a whole book */
};

/* Both texts in one, and their alignment. */
typedef struct {
    dedup_aligner aligner;
    bool failed;           /* out of memory */
} pair;

static bool is_break(const pair *p, uint32_t word)
{
    return (dedup_strength_at(&p->aligner, word) & DEDUP_STRENGTH) >= DEDUP_SENTENCE;
}

/* Words [start, stop) of a sentence or line. */
typedef struct {
    uint32_t start, stop;
} sentence;

/* A sentence without a partner. */
typedef struct {
    uint64_t hash;
    sentence words;
    bool elsewhere;        /* the other text has the same words, at another place */
} lone;

typedef struct {
    lone *sentences;
    size_t sentence_count, sentence_room;
    bool failed;
} lone_sentences;

/* The sentence of a word, within [first, last). */
static sentence sentence_of(const pair *p, uint32_t word, uint32_t first, uint32_t last)
{
    sentence s = { word, word + 1 };
    while (s.start > first && !is_break(p, s.start))
        s.start--;
    while (s.stop < last && !is_break(p, s.stop))
        s.stop++;
    return s;
}

static bool is_unchanged(const pair *p, const dedup_link *links, uint32_t word)
{
    const uint32_t *letters = p->aligner.words->letters;
    return links[word].equal == letters[word + 1] - letters[word];
}

static bool has_partner(const pair *p, const dedup_link *links, sentence s)
{
    uint32_t equal = dedup_equal_in(links, s.start, s.stop);
    return (uint64_t)equal * 100 >= (uint64_t)dedup_letters_in(p->aligner.words, s.start, s.stop) * PARTNER;
}

static bool same_words(const pair *p, sentence a, sentence b)
{
    return a.stop - a.start == b.stop - b.start
        && dedup_same_words(p->aligner.text, p->aligner.words, a.start, b.start, a.stop - a.start);
}

static int by_hash(const void *a, const void *b)
{
    uint64_t x = ((const lone *)a)->hash, y = ((const lone *)b)->hash;
    return (x > y) - (x < y);
}

static uint64_t hash_of(const dedup_words *w, sentence s)
{
    uint64_t hash = 0;
    for (uint32_t i = s.start; i < s.stop; i++)
        hash = (hash ^ w->hash[i]) * DEDUP_FACTOR;
    return hash ^ hash >> 32;
}

/* Marks the lone sentences of the same words as another one. They are sorted by hash. */
static void mark_same(const pair *p, sentence other, lone_sentences *alone)
{
    uint64_t hash = hash_of(p->aligner.words, other);
    size_t low = 0, high = alone->sentence_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (alone->sentences[middle].hash < hash)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < alone->sentence_count && alone->sentences[low].hash == hash; low++)
        if (same_words(p, alone->sentences[low].words, other))
            alone->sentences[low].elsewhere = true;
}

/* The first words of some sentences: all of those of few words, and WORDS of the others. One word is often the first of
   many sentences. */
typedef struct {
    bool of[WORDS][BEGINNINGS];    /* [words - 1][their hash] */
} beginnings;

static uint64_t next_hash(uint64_t hash, uint64_t word)
{
    return (hash ^ word) * DEDUP_FACTOR;
}

static void add_beginning(beginnings *known, const uint64_t *word, sentence s)
{
    uint32_t words = s.stop - s.start < WORDS ? s.stop - s.start : WORDS;
    uint64_t hash = 0;
    for (uint32_t i = 0; i < words; i++)
        hash = next_hash(hash, word[s.start + i]);
    known->of[words - 1][hash >> (64 - BEGINNING_BITS)] = true;
}

/* Returns whether one of the sentences could begin at a word. */
static bool may_begin(const beginnings *known, const uint64_t *word, uint32_t at, uint32_t last)
{
    uint64_t hash = 0;
    for (uint32_t words = 0; words < WORDS && at + words < last; words++) {
        hash = next_hash(hash, word[at + words]);
        if (known->of[words][hash >> (64 - BEGINNING_BITS)])
            return true;
    }
    return false;
}

/* Marks the lone sentences that the other text, words [first, last), has too. Only there does it look for sentences where
   the words could be the first of one: the other text may be a whole book. */
static void find_elsewhere(const pair *p, uint32_t first, uint32_t last, lone_sentences *alone)
{
    const uint64_t *hash = p->aligner.words->hash;
    beginnings known = { 0 };
    for (size_t n = 0; n < alone->sentence_count; n++) {
        lone *one = &alone->sentences[n];
        one->hash = hash_of(p->aligner.words, one->words);
        add_beginning(&known, hash, one->words);
    }
    qsort(alone->sentences, alone->sentence_count, sizeof *alone->sentences, by_hash);
    for (uint32_t at = first; at < last && !dedup_pauses(at, at + 1); at++) {
        if (!may_begin(&known, hash, at, last) || (at > first && !is_break(p, at)))
            continue;
        sentence s = sentence_of(p, at, at, last);
        mark_same(p, s, alone);
        at = s.stop - 1;
    }
}

/* The letters of the long runs without partners in a sentence. */
static uint32_t letters_in_runs(const pair *p, const dedup_link *links, sentence s)
{
    uint32_t own = 0;
    for (uint32_t i = s.start, end; i < s.stop; i = end + 1) {
        end = dedup_next_linked(links, i, s.stop);
        uint32_t letters = dedup_letters_in(p->aligner.words, i, end);
        own += letters >= FOREIGN ? letters : 0;
    }
    return own;
}

/* The letters of the lone sentences, which have so many in all, but of those that the other text has elsewhere. Too few
   letters are not looked for. */
static uint32_t letters_alone(const pair *p, lone_sentences *alone, uint32_t letters, uint32_t first, uint32_t last)
{
    if (letters < FOREIGN)
        return letters;
    find_elsewhere(p, first, last, alone);
    uint32_t own = 0;
    for (size_t n = 0; n < alone->sentence_count; n++) {
        const lone *one = &alone->sentences[n];
        own += one->elsewhere ? 0 : dedup_letters_in(p->aligner.words, one->words.start, one->words.stop);
    }
    return own;
}

/* The letters that words [first, last) have and [other_first, other_last) lack, until they are enough. */
static uint32_t count_own(pair *p, const dedup_link *links, uint32_t first, uint32_t last, uint32_t other_first,
                          uint32_t other_last, uint32_t enough)
{
    lone_sentences alone = { 0 };
    uint32_t done = first, in_runs = 0, letters = 0;
    for (uint32_t i = first; i < last && in_runs + letters < enough && !dedup_pauses(i, i + 1); i++) {
        if (is_unchanged(p, links, i))
            continue;
        sentence s = sentence_of(p, i, done, last);
        if (has_partner(p, links, s))
            in_runs += letters_in_runs(p, links, s);
        else if (DEDUP_GROW(&alone, sentence, sentences)) {
            alone.sentences[alone.sentence_count++] = (lone){ 0, s, false };
            letters += dedup_letters_in(p->aligner.words, s.start, s.stop);
        }
        done = s.stop;
        i = s.stop - 1;
    }
    uint32_t own = in_runs + letters_alone(p, &alone, letters, other_first, other_last);
    p->failed = p->failed || alone.failed;
    free(alone.sentences);
    return own;
}

/* Compares a sentence with its partner. */
static void compare_sentence(const dedup_side *side, uint32_t start, uint32_t stop, dedup_difference *difference)
{
    bool careful = (uint64_t)difference->equal * 100 >= (uint64_t)difference->letters * CAREFUL;
    dedup_exchanged exchanged = dedup_count_exchanged(side, start, stop, true);
    difference->numbers = difference->numbers || exchanged.numbers > 0;
    difference->names = difference->names || exchanged.names > 0;
    difference->denied = difference->denied || (careful && dedup_denies(side, start, stop));
}

/* Compares the changed sentences of the text with their partners. */
static void compare_sentences(const pair *p, dedup_hull hull, dedup_difference *difference)
{
    dedup_side side = dedup_side_of(&p->aligner, hull, true, false);
    uint32_t done = hull.later;
    for (uint32_t i = hull.later; i < hull.later_stop && !dedup_pauses(i, i + 1); i++) {
        bool follows = i > hull.later && side.links[i].partner == side.links[i - 1].partner + 1;
        if (follows && is_unchanged(p, side.links, i))
            continue;
        sentence s = sentence_of(p, i, done, hull.later_stop);
        if (has_partner(p, side.links, s))
            compare_sentence(&side, s.start, s.stop, difference);
        done = s.stop;
        i = s.stop - 1;
    }
}

/* Measures two aligned texts. */
static void measure(pair *p, dedup_hull hull, dedup_difference *difference)
{
    const dedup_words *w = p->aligner.words;
    uint32_t border = p->aligner.border, count = (uint32_t)w->count;
    difference->letters = dedup_letters_in(w, border, count);
    difference->equal = dedup_equal_in(p->aligner.later, border, count);
    difference->own = count_own(p, p->aligner.later, border, count, 0, border, UINT32_MAX);
    difference->more = count_own(p, p->aligner.earlier, 0, border, border, count, ENOUGH);
    if (hull.later < hull.later_stop) {
        compare_sentences(p, hull, difference);
        difference->filled = dedup_are_fillings(&p->aligner, &p->failed);
    }
}

/* Aligns and measures two texts. Words before the border are in `earlier`, the others in `later`. */
static bool align_and_measure(dedup_kept_text *both, dedup_difference *difference)
{
    const dedup_two_texts texts = { &both->words, both->border, both->shingle, both->length, both->shingles,
                                    &both->places };
    size_t n = both->words.count;
    pair p = { 0 };
    dedup_chains backbone = { 0 };
    dedup_link *links;
    dedup_stretch *stretches;
    dedup_letters *letters;
    dedup_scratch *scratch;
    const dedup_part parts[] = {
        { &links, n * sizeof *links }, { &stretches, 2 * sizeof *stretches }, { &letters, sizeof *letters },
    };
    if (!dedup_take(DEDUP_FOR_REPEATS, parts, sizeof parts / sizeof *parts, &scratch))
        return false;
    for (size_t i = 0; i < n; i++)
        links[i] = (dedup_link){ DEDUP_NONE, 0 };
    dedup_ready_letters(letters);
    p.aligner = (dedup_aligner){ .text = both->text, .size = both->size, .words = &both->words,
                                 .border = both->border, .strength = both->strength, .later = links,
                                 .earlier = links, .letters = letters, .a = stretches, .b = stretches + 1,
                                 .work_limit = n * DEDUP_WORK_A_WORD + DEDUP_WORK_BASE };
    bool done = dedup_find_backbone(&texts, &backbone);
    if (done) {
        dedup_hull hull = { 0 };
        if (backbone.chain_count > 0)
            hull = dedup_align_chain(&p.aligner, &backbone, backbone.chains, false);
        measure(&p, hull, difference);
        done = !p.failed && !dedup_stopped();
    }
    dedup_free_chains(&backbone);
    dedup_give(DEDUP_FOR_REPEATS, scratch);
    return done;
}

bool dedup_tell_apart(dedup_kept_text *kept, const uint8_t *text, size_t size, dedup_difference *difference)
{
    *difference = (dedup_difference){ 0 };
    if (!dedup_read_other(kept, text, size, WIDTH))
        return false;
    return kept->border == 0 || kept->border == kept->words.count || align_and_measure(kept, difference);
}
