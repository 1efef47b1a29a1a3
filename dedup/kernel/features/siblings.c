#include "siblings.h"

#include "exchanged.h"
#include "known_words.h"
#include "places.h"

enum {
    MOST_PLACES = 32,      /* maximum occurrences of a word that are tried */
    RARE = 60,             /* more frequent words than 1 in 60 say nothing */
    CONTENT = 4,           /* minimum letters of a word that says something */
    LIKE = 75,             /* minimum per cent of its letters that a misread word keeps */
    GOOD = 20,             /* minimum per cent of the changes that exchange such words ... */
    LIVING = 50,           /* ... or any words that occur elsewhere ... */
    DENSE = 3,             /* ... if so many places in a hundred words are changed ... */
    DENSER = 6,            /* ... or, for any word, so many */
    NAMED = 1000,          /* letters of a piece up to which a name in code tells copies apart */
    REWORDED = 700,        /* letters of a piece next to its copy that was reworded rather than made from a pattern */
    LONG = 400             /* letters of a piece for which the density does not matter */
};

typedef struct {
    dedup_changes seen;
    uint32_t words;                /* exchanged, or only in the piece */
    uint32_t identifiers;          /* exchanged names in code */
    uint32_t good;                 /* exchanged words that occur elsewhere and say something */
} differences;

static bool is_sign(const dedup_words *w, uint32_t i)
{
    return w->flags[i] & DEDUP_WIDTH;
}

/* Returns whether the `count` words from i on also occur outside both copies, and not between the same two words. `times`
   is how often they occur, counted only until it is more than `rare`. */
static bool occurs_elsewhere(const dedup_side *s, const dedup_piece *p, uint32_t i, uint32_t count, uint32_t rare,
                             uint32_t *times)
{
    const dedup_words *w = s->aligner->words;
    const dedup_places *places = s->aligner->places;
    bool found = false;
    uint32_t tried = 0;
    *times = 0;
    for (uint32_t j = dedup_last_place(w, places, i); j != DEDUP_NOWHERE && tried < MOST_PLACES;
         j = places->before[j]) {
        if (found && (rare >= MOST_PLACES || *times > rare))
            break;
        tried++;
        uint32_t n = 1;
        while (n < count && j + n < w->count && w->hash[j + n] == w->hash[i + n])
            n++;
        if (n < count)
            continue;
        ++*times;
        bool inside = (j >= p->words && j < p->words_stop) || (j >= p->kept_words && j < p->kept_words_stop);
        bool before = i > 0 && j > 0 && w->hash[i - 1] == w->hash[j - 1];
        bool after = i + count < w->count && j + count < w->count && w->hash[i + count] == w->hash[j + count];
        found |= !inside && !(before && after);
    }
    return found;
}

/* Returns whether a word is a name in code, or a part of one: `get_text`, `getText`, `text(`, `--text`. */
static bool is_identifier(const dedup_side *s, uint32_t i)
{
    const uint8_t *text = s->aligner->text;
    uint32_t start = s->aligner->words->start[i], stop = s->aligner->words->stop[i];
    uint8_t before = start > 0 ? text[start - 1] : 0, after = stop < s->aligner->size ? text[stop] : 0;
    uint8_t further = start > 1 ? text[start - 2] : ' ';
    if (before == '_' || after == '_' || after == '(' || before == '`' || after == '`' || before == '$' || before == '%'
        || before == '@' || before == '\\'
        || (before == '-' && (further == '-' || further == ' ' || further == '\n' || further == '[')))
        return true;
    for (uint32_t at = start + 1; at < stop; at++)
        if (text[at] >= 'A' && text[at] <= 'Z' && text[at - 1] >= 'a' && text[at - 1] <= 'z')
            return true;
    return false;
}

/* Returns whether the two characters from i on occur elsewhere, and so do those from j on. */
static bool are_words(const dedup_side *s, const dedup_piece *p, uint32_t i, uint32_t j)
{
    uint32_t times;
    return occurs_elsewhere(s, p, i, 2, MOST_PLACES, &times) && occurs_elsewhere(s, p, j, 2, MOST_PLACES, &times);
}

/* Returns whether words i and j are Han characters that make a word with one beside them, and both words occur elsewhere:
   `lend a book` against `return a book` is one character. A misread one makes no word. */
static bool make_words(const dedup_side *s, const dedup_piece *p, uint32_t i, uint32_t j)
{
    const dedup_words *w = s->aligner->words;
    if ((w->flags[i] & w->flags[j] & DEDUP_WIDTH) != DEDUP_WIDTH)
        return false;
    bool before = i > 0 && j > 0 && w->hash[i - 1] == w->hash[j - 1];
    bool after = i + 1 < w->count && j + 1 < w->count && w->hash[i + 1] == w->hash[j + 1];
    return (before && are_words(s, p, i - 1, j - 1)) || (after && are_words(s, p, i, j));
}

/* Counts the exchange of `count` words from i on for `other_count` from j on. */
static void count_exchange(const dedup_side *s, const dedup_piece *p, uint32_t i, uint32_t count, uint32_t j,
                           uint32_t other_count, differences *d)
{
    const dedup_words *w = s->aligner->words;
    uint32_t own = dedup_letters_in(w, i, i + count), other = dedup_letters_in(w, j, j + other_count);
    uint32_t times, other_times, rare = w->count / RARE < 3 ? 3 : (uint32_t)(w->count / RARE);
    bool signs = is_sign(w, i) || is_sign(w, j);
    if (dedup_are_roles(s, i, j))
        return;
    d->words++;
    d->identifiers += !signs && is_identifier(s, i) && is_identifier(s, j);
    bool names = w->flags[i] & w->flags[j] & DEDUP_CAPITAL;
    if (names && !s->aligner->spare_names)
        return;
    if (signs && count == 1 && other_count == 1 && make_words(s, p, i, j)) {
        d->seen.living++;
        d->good++;
    }
    if (signs ? count < 2 || other_count < 2 : own < 2 || other < 2)
        return;
    if (!occurs_elsewhere(s, p, i, count, rare, &times) || !occurs_elsewhere(s, p, j, other_count, rare, &other_times))
        return;
    d->seen.living++;
    d->good += times <= rare && other_times <= rare && (signs || (own >= CONTENT && other >= CONTENT));
}

/* Returns whether there is a negation. Not in long pieces: there, a single word does not change the statement. */
static bool has_negation(const dedup_side *s, const dedup_piece *p, uint32_t start, uint32_t stop)
{
    const dedup_words *w = s->aligner->words;
    if (p->letters >= LONG)
        return false;
    for (uint32_t i = start; i < stop; i++)
        if (dedup_is_negation(s->aligner->text, w->start[i], w->stop[i]))
            return true;
    return false;
}

/* Returns whether the kept copy continues where the piece ends, as the full text after a cut-off teaser does. */
static bool goes_on(const dedup_side *s, const dedup_piece *p, uint32_t stop, uint32_t to)
{
    return stop == p->words_stop && (dedup_strength_at(s->aligner, to) & DEDUP_STRENGTH) < DEDUP_SENTENCE;
}

/* Counts the exchange of word i for word j, if it may be a different word. Numbers have their own reason; in scripts
   without spaces a single character may be a spelling variant. */
static void count_stated(const dedup_side *s, uint32_t i, uint32_t j, bool another, differences *d)
{
    const dedup_words *w = s->aligner->words;
    bool numbers = w->flags[i] & w->flags[j] & DEDUP_DIGIT, roles = dedup_are_roles(s, i, j);
    bool stated = another && !numbers && !roles;
    d->seen.stated += stated;
    d->seen.words += stated && !is_sign(w, i) && !is_sign(w, j);
}

/* The first of at most `count` words in front of word `at` in its sentence. */
static uint32_t in_front(const dedup_side *s, uint32_t at, uint32_t count)
{
    uint32_t first = at;
    while (first > 0 && at - first < count && !dedup_may_cut(s, first))
        first--;
    return first;
}

/* Compares the unlinked words [start, stop) with those at the same place in the other copy. What begins the piece is
   compared with what begins the sentence there: `Our paper is part of ...`, `Our shop is part of ...`. */
static void count_gap(const dedup_side *s, const dedup_piece *p, uint32_t start, uint32_t stop, differences *d)
{
    uint32_t from, to;
    dedup_opposite(s, start, stop, &from, &to);
    if (start == p->words && from >= to && stop < p->words_stop)
        from = in_front(s, p->kept_words, stop - start);
    uint32_t own = stop - start, other = to > from && to - from <= 4 * own + 8 ? to - from : 0;
    d->seen.places++;
    if (other == 0)
        d->seen.stated += has_negation(s, p, start, stop);
    else
        count_stated(s, start, from, !goes_on(s, p, stop, to), d);
    if (other == 0) {
        d->words += is_sign(s->aligner->words, start) ? 1 : own;
    } else if (is_sign(s->aligner->words, start) || is_sign(s->aligner->words, from)) {
        count_exchange(s, p, start, own, from, other, d);
    } else {
        uint32_t both = own < other ? own : other;
        for (uint32_t n = 0; n < both; n++)
            count_exchange(s, p, start + n, 1, from + n, 1, d);
        d->words += own - both;
    }
}

/* Returns whether two linked words differ too much for a misreading or inflection, as `north` and `south` do. */
static bool is_another(const dedup_side *s, uint32_t i, uint32_t partner)
{
    uint32_t own = dedup_letters_in(s->aligner->words, i, i + 1);
    uint32_t other = dedup_letters_in(s->aligner->words, partner, partner + 1);
    uint32_t longer = own > other ? own : other;
    return longer >= CONTENT && 100 * (uint64_t)s->links[i].equal < LIKE * (uint64_t)longer;
}

static void count_own(const dedup_side *s, const dedup_piece *p, differences *d)
{
    const dedup_words *w = s->aligner->words;
    for (uint32_t i = p->words, next; i < p->words_stop; i = next) {
        uint32_t partner = s->links[i].partner;
        next = dedup_next_linked(s->links, i, p->words_stop);
        if (i < next) {
            count_gap(s, p, i, next, d);
            continue;
        }
        next = i + 1;
        if (w->hash[i] != w->hash[partner]) {
            d->seen.places++;
            count_stated(s, i, partner, is_another(s, i, partner) && !goes_on(s, p, i + 1, partner + 1), d);
            count_exchange(s, p, i, 1, partner, 1, d);
        }
    }
}

static bool are_siblings(const dedup_side *s, const dedup_piece *p, const differences *d)
{
    uint32_t words = p->words_stop - p->words;
    bool good = d->good > 0 && 100 * (uint64_t)d->good >= GOOD * (uint64_t)d->words;
    bool living = d->good > 0 && 100 * (uint64_t)d->seen.living >= LIVING * (uint64_t)d->words;
    uint64_t dense = 100 * (uint64_t)d->seen.places;
    bool named = 3 * (uint64_t)d->identifiers >= d->words && d->identifiers > 0 && p->letters < NAMED;
    if (s->apart || (s->touching && p->letters >= REWORDED))
        return named;
    return named || (good && (p->letters >= LONG || dense >= DENSE * (uint64_t)words))
        || (living && dense >= DENSER * (uint64_t)words);
}

/* Counts words that only the kept copy has, between the partners of words i - 1 and i. They may reverse the meaning. */
static void count_extra(const dedup_side *s, const dedup_piece *p, uint32_t i, dedup_changes *changes)
{
    if (i == p->words || s->links[i - 1].partner == DEDUP_NONE || s->links[i].partner <= s->links[i - 1].partner + 1)
        return;
    changes->places++;
    changes->stated += has_negation(s, p, s->links[i - 1].partner + 1, s->links[i].partner);
}

/* Builds the table of places when first needed. Returns false if out of memory. */
static bool knows_places(const dedup_side *s)
{
    dedup_places *places = s->aligner->places;
    if (places->slots == 0 && !places->failed)
        dedup_find_places(s->aligner->words, places);
    return !places->failed;
}

void dedup_compare_words(const dedup_side *s, dedup_piece *p)
{
    differences d = { 0 };
    bool whole = p->equal == p->letters;           /* all its letters are in the kept copy, which may have more */
    p->sibling = false;
    if (!whole && knows_places(s)) {
        count_own(s, p, &d);
        p->sibling = are_siblings(s, p, &d);
    }
    if (!whole || p->words_stop - p->words != p->kept_words_stop - p->kept_words)
        for (uint32_t i = p->words; i < p->words_stop; i++)
            if (s->links[i].partner != DEDUP_NONE)
                count_extra(s, p, i, &d.seen);
    p->changes = d.seen;
}
