/* A patience diff with ranks: shingles that occur equally often in both texts are paired in order, and the longest
   sequence of pairs that ascends in both is taken (J. Hunt and T. Szymanski, "A fast algorithm for computing longest
   common subsequences", CACM 20 (1977)). Between its runs the same is done again, where shingles are rarer. */
#include "backbone.h"

#include "grow.h"
#include "interrupt.h"
#include "letters.h"

#include <stdlib.h>
#include <string.h>

enum {
    LEVELS = 8,            /* times that the text between two runs is searched again; each level reads it once */
    SLOTS_A_SHINGLE = 4,
    NEAR = 8,              /* words within which an edit ends ... */
    SURE = 6               /* ... if so many are equal after it */
};

/* Words [later, later_stop) of the second text and [earlier, earlier_stop) of the first. */
typedef struct {
    uint32_t later, later_stop, earlier, earlier_stop, level;
} region;

/* A shingle at one place of each text. */
typedef struct {
    uint32_t later, earlier;
    uint32_t before;       /* the previous pair of the longest sequence that ends here, or DEDUP_NONE */
} pair;

typedef struct {
    const dedup_two_texts *texts;
    uint32_t *slot;        /* 1 + the first place of a shingle in the second text, by its hash; 0: empty */
    uint32_t *first;       /* [words of the second text] the first place of the same shingle */
    uint32_t *times;       /* [the same] at first places: how often it occurs in the second text */
    const uint32_t **turn; /* [the same] the place in the first text whose turn it is to be paired, or NULL */
    pair *pairs;           /* [words of the shorter text] */
    uint32_t *tails;       /* the last pair of the best sequence of each length */
    region *regions;       /* still to be searched */
    size_t region_count, region_room;
    bool failed;
} search;

static bool fits(const dedup_two_texts *t, uint32_t at, uint32_t stop)
{
    return at < t->count && at + t->length[at] <= stop;
}

/* The slot of a shingle, or an empty one. `mask`: the number of slots minus one. */
static uint32_t slot_of(const search *s, uint64_t shingle, uint32_t mask)
{
    uint32_t at = (uint32_t)((shingle * DEDUP_FACTOR) >> 32) & mask;
    while (s->slot[at] != 0 && s->texts->shingle[s->slot[at] - 1] != shingle)
        at = (at + 1) & mask;
    return at;
}

/* Lists the places of each shingle in the second text's part of the region. */
static void list_places(search *s, const region *r)
{
    const dedup_two_texts *t = s->texts;
    uint32_t slots = 64;
    while (slots < SLOTS_A_SHINGLE * (r->later_stop - r->later))
        slots *= 2;
    memset(s->slot, 0, slots * sizeof *s->slot);
    for (uint32_t at = r->later; fits(t, at, r->later_stop); at++) {
        uint32_t *place = &s->slot[slot_of(s, t->shingle[at], slots - 1)], here = at - t->border;
        if (*place == 0) {
            *place = at + 1;
            s->times[here] = 0;
        }
        s->first[here] = *place - 1 - t->border;
        s->times[s->first[here]]++;
    }
}

/* The first of some places where a shingle begins that ends before `stop`, or NULL. */
static const uint32_t *next_place(const dedup_two_texts *t, dedup_some_places some, uint64_t shingle, uint32_t stop)
{
    for (; some.at < some.stop && *some.at < stop; some.at++)
        if (t->shingle[*some.at] == shingle && fits(t, *some.at, stop))
            return some.at;
    return NULL;
}

/* The first place of a shingle in the first text's part of the region, if it occurs `times` there; otherwise NULL. */
static const uint32_t *first_of(const dedup_two_texts *t, const region *r, uint64_t shingle, uint32_t times)
{
    dedup_some_places some = dedup_places_from(t->places, shingle, r->earlier);
    const uint32_t *first = next_place(t, some, shingle, r->earlier_stop), *at = first;
    while (at != NULL && times > 0) {
        times--;
        some.at = at + 1;
        at = next_place(t, some, shingle, r->earlier_stop);
    }
    return at == NULL && times == 0 ? first : NULL;
}

/* Pairs the places of shingles that occur equally often. Returns the number of pairs, which ascend in `later`. */
static uint32_t pair_places(search *s, const region *r)
{
    const dedup_two_texts *t = s->texts;
    uint32_t count = 0;
    list_places(s, r);
    for (uint32_t at = r->later; fits(t, at, r->later_stop); at++) {
        uint32_t here = at - t->border, first = s->first[here];
        const uint32_t **turn = &s->turn[first];
        if (first == here)
            *turn = first_of(t, r, t->shingle[at], s->times[first]);
        if (*turn == NULL)
            continue;
        s->pairs[count++] = (pair){ at, **turn, DEDUP_NONE };
        if (--s->times[first] > 0)
            while (t->shingle[*++*turn] != t->shingle[at])
                ;
    }
    return count;
}

/* The last pair of the longest sequence that ascends in `earlier`, too. count > 0. */
static uint32_t longest_sequence(search *s, uint32_t count)
{
    uint32_t length = 0;
    for (uint32_t p = 0; p < count; p++) {
        uint32_t low = 0, high = length;
        if (length > 0 && s->pairs[s->tails[length - 1]].earlier < s->pairs[p].earlier)
            low = length;                                              /* the usual case */
        while (low < high) {
            uint32_t middle = low + (high - low) / 2;
            if (s->pairs[s->tails[middle]].earlier < s->pairs[p].earlier)
                low = middle + 1;
            else
                high = middle;
        }
        s->pairs[p].before = low > 0 ? s->tails[low - 1] : DEDUP_NONE;
        s->tails[low] = p;
        length = low == length ? length + 1 : length;
    }
    return s->tails[length - 1];
}

/* Extends a pair in both directions to a run of equal words, inside what is left of the region. */
static dedup_run run_at(const dedup_words *w, const pair *at, const region *left)
{
    uint32_t later = at->later, earlier = at->earlier;
    uint32_t most = left->later_stop - later, others = left->earlier_stop - earlier;
    uint32_t words = dedup_equal_words(w, later, earlier, later + (most < others ? most : others));
    while (later > left->later && earlier > left->earlier && w->hash[later - 1] == w->hash[earlier - 1])
        later--, earlier--, words++;
    return (dedup_run){ .later = later, .earlier = earlier, .words = words };
}

static void add_region(search *s, region r)
{
    if (DEDUP_GROW(s, region, regions))
        s->regions[s->region_count++] = r;
}

/* Notes text between two runs to be searched again, if it is too long to be aligned letter by letter. */
static void search_again(search *s, region r)
{
    const dedup_words *w = s->texts->words;
    if (r.later >= r.later_stop || r.earlier >= r.earlier_stop || r.level == LEVELS)
        return;
    if (dedup_letters_in(w, r.later, r.later_stop) <= DEDUP_MAX_LETTERS
        && dedup_letters_in(w, r.earlier, r.earlier_stop) <= DEDUP_MAX_LETTERS)
        return;
    add_region(s, r);
}

static void add_run(dedup_chains *found, dedup_run run)
{
    if (run.words > 0 && DEDUP_GROW(found, run, runs))
        found->runs[found->run_count++] = run;
}

/* Adds the runs of one region. */
static void find_runs(search *s, region r, dedup_chains *found)
{
    uint32_t count = pair_places(s, &r), kept = 0;
    if (count == 0)
        return;
    for (uint32_t p = longest_sequence(s, count); p != DEDUP_NONE; p = s->pairs[p].before)
        s->tails[kept++] = p;                                          /* the sequence, backwards */
    region left = r;
    left.level = r.level + 1;
    while (kept-- > 0) {
        const pair *at = &s->pairs[s->tails[kept]];
        if (at->later < left.later || at->earlier < left.earlier)
            continue;                                                  /* inside the last run, or beside it */
        dedup_run run = run_at(s->texts->words, at, &left);
        region between = left;
        between.later_stop = run.later;
        between.earlier_stop = run.earlier;
        search_again(s, between);
        add_run(found, run);
        left.later = run.later + run.words;
        left.earlier = run.earlier + run.words;
    }
    search_again(s, left);
}

/* The equal words from the start of the region on. */
static uint32_t equal_words(const dedup_words *w, const region *r)
{
    uint32_t most = r->later_stop - r->later, others = r->earlier_stop - r->earlier;
    return dedup_equal_words(w, r->later, r->earlier, r->later + (most < others ? most : others));
}

/* Skips the few words that an edit changed: finds the nearest place where SURE words are equal again, at most NEAR words
   on in both texts. Returns false if there is none. */
static bool skip_edit(const dedup_words *w, region *r)
{
    for (uint32_t far = 1; far <= 2 * NEAR; far++)
        for (uint32_t on = far > NEAR ? far - NEAR : 0; on <= far && on <= NEAR; on++) {
            region next = *r;
            next.later += on;
            next.earlier += far - on;
            if (next.later_stop < next.later + SURE || next.earlier_stop < next.earlier + SURE)
                continue;
            if (memcmp(w->hash + next.later, w->hash + next.earlier, SURE * sizeof *w->hash) == 0) {
                *r = next;
                return true;
            }
        }
    return false;
}

/* Adds the runs from the start of the region on, as far as only small edits are between them, and takes them off; and the
   run at its end. Similar texts mostly differ in nothing else. */
static void take_ends(const dedup_words *w, region *r, dedup_chains *found)
{
    do {
        uint32_t words = equal_words(w, r);
        add_run(found, (dedup_run){ .later = r->later, .earlier = r->earlier, .words = words });
        r->later += words;
        r->earlier += words;
        if (dedup_pauses(r->later - words, r->later))
            return;
    } while (!found->failed && skip_edit(w, r));
    uint32_t words = 0;
    while (r->later < r->later_stop && r->earlier < r->earlier_stop
           && w->hash[r->later_stop - 1] == w->hash[r->earlier_stop - 1]) {
        r->later_stop--;
        r->earlier_stop--;
        words++;
    }
    add_run(found, (dedup_run){ .later = r->later_stop, .earlier = r->earlier_stop, .words = words });
}

static int by_place(const void *a, const void *b)
{
    uint32_t x = ((const dedup_run *)a)->later, y = ((const dedup_run *)b)->later;
    return (x > y) - (x < y);
}

/* Makes one chain of all runs. */
static void make_chain(dedup_chains *found)
{
    qsort(found->runs, found->run_count, sizeof *found->runs, by_place);
    for (uint32_t n = 0; n < found->run_count; n++) {
        if (!DEDUP_GROW(found, order, order))
            return;
        found->order[found->order_count++] = n;
    }
    if (DEDUP_GROW(found, chain, chains))
        found->chains[found->chain_count++] = (dedup_chain){ .first = 0, .count = (uint32_t)found->run_count };
}

bool dedup_find_backbone(const dedup_two_texts *texts, dedup_chains *found)
{
    uint32_t border = texts->border, others = (uint32_t)texts->words->count - border;
    size_t shorter = border < others ? border : others, slots = 64;
    while (slots < SLOTS_A_SHINGLE * (size_t)others)
        slots *= 2;
    search s = { .texts = texts,
                 .slot = malloc(slots * sizeof *s.slot),
                 .first = malloc(((size_t)others + 1) * 2 * sizeof *s.first),
                 .turn = malloc(((size_t)others + 1) * sizeof *s.turn),
                 .pairs = malloc((shorter + 1) * sizeof *s.pairs),
                 .tails = malloc((shorter + 1) * sizeof *s.tails) };
    bool done = s.slot && s.first && s.turn && s.pairs && s.tails;
    if (done) {
        s.times = s.first + others;
        region all = { border, border + others, 0, border, 0 };
        take_ends(texts->words, &all, found);
        if (all.later < all.later_stop && all.earlier < all.earlier_stop)
            add_region(&s, all);
        if (s.region_count > 0 && !texts->places->listed)
            s.failed = !dedup_list_shingles(texts->places, texts->shingle, border);
        while (s.region_count > 0 && !s.failed && !found->failed && !dedup_stopped()) {
            region next = s.regions[--s.region_count];
            uint64_t read = found->work;
            found->work += next.later_stop - next.later;
            if (!dedup_pauses(read, found->work))
                find_runs(&s, next, found);
        }
        if (found->run_count > 0)
            make_chain(found);
        done = !s.failed && !found->failed && !dedup_stopped();
    }
    free(s.slot);
    free(s.first);
    free(s.turn);
    free(s.pairs);
    free(s.tails);
    free(s.regions);
    return done;
}
