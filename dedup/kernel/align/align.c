#include "align.h"

#include <string.h>

enum {
    REACH = 64,            /* letters tried at a time beyond an end: one machine word per column */
    LOOK = 16,             /* words beyond an end that must share something before letters are compared ... */
    DRIFT = 6,             /* ... each at most so many places from its partner */
    NEAR = 30,             /* letters to the end of a sentence that are tried regardless */
    SHARED = 6,            /* letters of shared words that suffice, in words of three letters or more */
    SIGN = 2               /* letters of a sign, of which the other copy may have a mark more */
};

/* The folded letters of a word, which is usually ASCII: copied in lower case. */
static size_t letters_of(const dedup_aligner *al, uint32_t word, uint32_t *letters, size_t most)
{
    const uint8_t *text = al->text;
    uint32_t start = al->words->start[word], stop = al->words->stop[word];
    if (stop - start > most)
        return dedup_word_letters(text, start, stop, letters, most);
    for (uint32_t at = start; at < stop; at++) {
        uint8_t lower = text[at] | 0x20;
        if (!((lower >= 'a' && lower <= 'z') || (text[at] >= '0' && text[at] <= '9')))
            return dedup_word_letters(text, start, stop, letters, most);
        letters[at - start] = lower;
    }
    return stop - start;
}

/* Collects the letters of words [from, to), up to `most`, backwards if `reversed`. Returns the number of words taken. A
   word that does not fit is left out entirely. */
static uint32_t gather(const dedup_aligner *al, uint32_t from, uint32_t to, size_t most, bool reversed,
                       dedup_stretch *out)
{
    uint32_t taken = 0;
    out->count = 0;
    while (from + taken < to) {
        uint32_t word = reversed ? to - 1 - taken : from + taken;
        uint32_t *letters = out->letter + out->count;
        size_t n = letters_of(al, word, letters, most - out->count);
        if (n > most - out->count)
            break;
        for (size_t x = 0; reversed && x < n / 2; x++) {
            uint32_t swapped = letters[x];
            letters[x] = letters[n - 1 - x];
            letters[n - 1 - x] = swapped;
        }
        for (size_t x = 0; x < n; x++)
            out->word[out->count + x] = word;
        out->count += n;
        taken++;
    }
    return taken;
}

/* The letters a word is credited with when `equal` of its `all` letters have a partner: those, if they are at least 60
   % of the longer of the two words, which has `most` letters; otherwise none. A word of one or two letters, or with a
   digit, counts only if unchanged. One that was `joined` with its neighbours counts as unchanged. */
static uint32_t credit(const dedup_aligner *al, uint32_t word, uint32_t partner, size_t equal, size_t all,
                       size_t most, bool joined)
{
    const dedup_words *w = al->words;
    uint32_t letters = w->letters[word + 1] - w->letters[word];
    if (equal == all && (all == most || all <= SIGN || joined)
        && (!(w->flags[word] & DEDUP_DIGIT) || dedup_same_word(al->text, w, word, partner)))
        return letters;
    if (all <= SIGN || (w->flags[word] & DEDUP_DIGIT) || equal * 5 < most * 3)
        return 0;
    return (uint32_t)(letters * equal / all);
}

/* The letters of a word in a stretch. */
typedef struct {
    size_t start, stop;
} word_letters;

/* The letters of the word that letter `at` belongs to. */
static word_letters letters_there(const dedup_stretch *stretch, size_t at)
{
    word_letters there = { at, at + 1 };
    while (there.start > 0 && stretch->word[there.start - 1] == stretch->word[at])
        there.start--;
    while (there.stop < stretch->count && stretch->word[there.stop] == stretch->word[at])
        there.stop++;
    return there;
}

/* Returns whether a word of the other stretch may have been joined from several: 60 % of its letters have partners. */
static bool is_joined(const dedup_stretch *own, const uint16_t *partner, word_letters there)
{
    size_t covered = 0;
    for (size_t i = 0; i < own->count; i++)
        covered += partner[i] > there.start && partner[i] <= there.stop;
    return covered * 5 >= (there.stop - there.start) * 3;
}

/* Links the words of `own` by the partners of their letters in `other`. A word's partner is the word with the longest
   run of them, and only that run counts, so that the span of the partners contains everything that is counted. */
static void link_words(const dedup_aligner *al, const dedup_stretch *own, const dedup_stretch *other,
                       const uint16_t *partner, dedup_link *links)
{
    for (size_t i = 0; i < own->count;) {
        uint32_t word = own->word[i], there = DEDUP_NONE, best = DEDUP_NONE;
        size_t begin = i, here = 0, most = 0, at = 0;
        for (; i < own->count && own->word[i] == word; i++) {
            if (partner[i] == 0)
                continue;
            here = other->word[partner[i] - 1] == there ? here + 1 : 1;
            there = other->word[partner[i] - 1];
            if (here > most) {
                most = here;
                best = there;
                at = partner[i] - 1u;
            }
        }
        if (most == 0)
            continue;
        word_letters letters_of_best = letters_there(other, at);
        size_t all = i - begin, there_all = letters_of_best.stop - letters_of_best.start;
        bool joined = most == all && all < there_all && is_joined(own, partner, letters_of_best);
        uint32_t letters = credit(al, word, best, most, all, there_all > all ? there_all : all, joined);
        if (letters)
            links[word] = (dedup_link){ best, letters };
    }
}

/* Aligns stretches `a` and `b` and links their words in both directions. */
static dedup_reach align_stretches(dedup_aligner *al, bool whole)
{
    dedup_reach reach = dedup_align_letters(al->letters, al->a, al->b, whole);
    uint16_t back[DEDUP_MAX_LETTERS];
    al->work += reach.work;
    if (reach.a == 0 || reach.b == 0)
        return reach;
    memset(back, 0, al->b->count * sizeof *back);
    for (size_t i = 0; i < al->a->count; i++)
        if (al->letters->partner[i])
            back[al->letters->partner[i] - 1] = (uint16_t)(i + 1);
    link_words(al, al->a, al->b, al->letters->partner, al->later);
    link_words(al, al->b, al->a, back, al->earlier);
    return reach;
}

/* Links `count` words with equal hashes, if their letters are equal, too. */
static void link_run(dedup_aligner *al, uint32_t later, uint32_t earlier, uint32_t count)
{
    const dedup_words *w = al->words;
    bool all = dedup_same_words(al->text, w, later, earlier, count);
    for (uint32_t n = 0, some; n < count && !dedup_pauses(0, n); n = some) {
        some = (uint32_t)dedup_some(n, count);
        for (uint32_t i = later + n, j = earlier + n; i < later + some; i++, j++) {
            uint32_t letters = w->letters[i + 1] - w->letters[i];
            if (!all && !dedup_same_word(al->text, w, i, j))
                continue;
            al->later[i] = (dedup_link){ j, letters };
            al->earlier[j] = (dedup_link){ i, letters };
        }
    }
}

static void fill_gap(dedup_aligner *al, uint32_t later, uint32_t later_stop, uint32_t earlier, uint32_t earlier_stop)
{
    if (later >= later_stop || earlier >= earlier_stop)
        return;
    if (gather(al, later, later_stop, DEDUP_MAX_LETTERS, false, al->a) == later_stop - later
        && gather(al, earlier, earlier_stop, DEDUP_MAX_LETTERS, false, al->b) == earlier_stop - earlier)
        align_stretches(al, true);
}

/* Returns whether words [from, to) and [other, other_to) have words in common, read from the end next to the chain. */
static bool share_words(dedup_aligner *al, uint32_t from, uint32_t to, uint32_t other, uint32_t other_to, bool left)
{
    const dedup_words *w = al->words;
    uint32_t n = to - from < LOOK ? to - from : LOOK, m = other_to - other < LOOK ? other_to - other : LOOK;
    uint32_t shared = 0;
    al->work += n;
    for (uint32_t x = 0; x < n; x++) {
        uint32_t i = left ? to - 1 - x : from + x;
        uint32_t letters = w->letters[i + 1] - w->letters[i];
        if (letters < 3 && !(w->flags[i] & DEDUP_WIDTH))
            continue;
        for (uint32_t y = x > DRIFT ? x - DRIFT : 0; y < m && y <= x + DRIFT; y++)
            if (w->hash[left ? other_to - 1 - y : other + y] == w->hash[i]) {
                shared += letters;
                break;
            }
        if (shared >= SHARED)
            return true;
    }
    return false;
}

/* The nearest break, if there is one a few letters beyond the end of the hull, otherwise `end`. The rest of such a
   sentence is tried regardless: it may be a single misread word. */
static uint32_t to_break(const dedup_aligner *al, uint32_t end, bool left, uint32_t limit)
{
    const dedup_words *w = al->words;
    for (uint32_t at = end; at != limit; at = left ? at - 1 : at + 1) {
        uint32_t letters = left ? w->letters[end] - w->letters[at] : w->letters[at] - w->letters[end];
        if (letters > NEAR)
            return end;
        if ((dedup_strength_at(al, at) & DEDUP_STRENGTH) >= DEDUP_SENTENCE)
            return at;
    }
    return limit;
}

/* Extends the hull on one side as far as letters agree. A copy is never extended into its own original. */
static void extend(dedup_aligner *al, dedup_hull *hull, bool left)
{
    uint32_t later_limit = left ? (al->border ? al->border : hull->earlier_stop) : (uint32_t)al->words->count;
    uint32_t earlier_limit = left ? 0 : al->border ? al->border : hull->later;
    for (uint64_t worked = al->work;;) {
        uint32_t from = left ? later_limit : hull->later_stop, to = left ? hull->later : later_limit;
        uint32_t other = left ? earlier_limit : hull->earlier_stop, other_to = left ? hull->earlier : earlier_limit;
        if (from >= to || other >= other_to)
            return;
        if (!share_words(al, from, to, other, other_to, left)) {
            uint32_t near = to_break(al, left ? to : from, left, left ? from : to);
            if (near == (left ? to : from))
                return;
            *(left ? &from : &to) = near;
        }
        if (al->work > al->work_limit) {
            al->truncated = true;
            return;
        }
        if (dedup_pauses(worked, al->work))
            return;
        worked = al->work;
        gather(al, from, to, REACH, left, al->a);
        gather(al, other, other_to, REACH, left, al->b);
        dedup_reach reach = align_stretches(al, false);
        if (reach.a == 0 || reach.b == 0)
            return;
        uint32_t last = al->a->word[reach.a - 1], other_last = al->b->word[reach.b - 1];
        if (left) {
            hull->later = last;
            hull->earlier = other_last;
        } else {
            hull->later_stop = last + 1;
            hull->earlier_stop = other_last + 1;
        }
    }
}

/* Extends the hull of a match between two texts to the end of the sentence, if that is near and both copies end in the
   same word: before it a word was exchanged, after which too few letters are left to make up for it. */
static void end_sentence(dedup_aligner *al, dedup_hull *hull, bool left)
{
    const dedup_words *w = al->words;
    uint32_t later = left ? hull->later : hull->later_stop, earlier = left ? hull->earlier : hull->earlier_stop;
    uint32_t end = to_break(al, later, left, left ? al->border : (uint32_t)w->count);
    uint32_t earlier_end = to_break(al, earlier, left, left ? 0 : al->border);
    if (end == later || earlier_end == earlier)
        return;
    if (left && w->hash[end] == w->hash[earlier_end]) {
        fill_gap(al, end, later, earlier_end, earlier);
        hull->later = end;
        hull->earlier = earlier_end;
    } else if (!left && w->hash[end - 1] == w->hash[earlier_end - 1]) {
        fill_gap(al, later, end, earlier, earlier_end);
        hull->later_stop = end;
        hull->earlier_stop = earlier_end;
    }
}

/* Shrinks the hull to the words with a partner: letters may agree where no word does. */
static void trim(const dedup_aligner *al, dedup_hull *hull)
{
    while (hull->later < hull->later_stop && al->later[hull->later].partner == DEDUP_NONE)
        hull->later++;
    while (hull->later < hull->later_stop && al->later[hull->later_stop - 1].partner == DEDUP_NONE)
        hull->later_stop--;
    while (hull->earlier < hull->earlier_stop && al->earlier[hull->earlier].partner == DEDUP_NONE)
        hull->earlier++;
    while (hull->earlier < hull->earlier_stop && al->earlier[hull->earlier_stop - 1].partner == DEDUP_NONE)
        hull->earlier_stop--;
}

dedup_hull dedup_align_chain(dedup_aligner *al, const dedup_chains *chains, const dedup_chain *chain, bool fixed)
{
    const uint32_t *order = chains->order + chain->first;
    const dedup_run *first = &chains->runs[order[0]];
    dedup_hull hull = { first->later, first->later, first->earlier, first->earlier };

    uint64_t worked = al->work;
    for (uint32_t x = 0; x < chain->count; x++) {
        const dedup_run *run = &chains->runs[order[x]];
        uint32_t over_later = hull.later_stop > run->later ? hull.later_stop - run->later : 0;
        uint32_t over_earlier = hull.earlier_stop > run->earlier ? hull.earlier_stop - run->earlier : 0;
        uint32_t over = over_later > over_earlier ? over_later : over_earlier;
        fill_gap(al, hull.later_stop, run->later + over, hull.earlier_stop, run->earlier + over);
        link_run(al, run->later + over, run->earlier + over, run->words - over);
        al->work += run->words;
        hull.later_stop = run->later + run->words;
        hull.earlier_stop = run->earlier + run->words;
        if (dedup_pauses(worked, al->work))
            break;
        worked = al->work;
    }
    if (!fixed) {
        extend(al, &hull, true);
        extend(al, &hull, false);
        if (al->border) {
            end_sentence(al, &hull, true);
            end_sentence(al, &hull, false);
        }
        trim(al, &hull);
    }
    return hull;
}

void dedup_clear_links(dedup_aligner *al, dedup_hull hull)
{
    const dedup_link none = { DEDUP_NONE, 0 };
    for (uint32_t i = hull.later; i < hull.later_stop; i++)
        al->later[i] = none;
    for (uint32_t i = hull.earlier; i < hull.earlier_stop; i++)
        al->earlier[i] = none;
}
