#include "repeats.h"

#include "again.h"
#include "aligned_words.h"
#include "align/doubled.h"
#include "grow.h"
#include "interrupt.h"
#include "features/layout.h"
#include "features/places.h"
#include "scratch.h"
#include "features/siblings.h"
#include "structure/atoms.h"

#include <stdlib.h>
#include <string.h>

/* Returns whether it is one block next to its copy, with the same words. Then the two are a row. */
static bool is_pair(const dedup_match *match, const dedup_piece *piece)
{
    return match->repeat.row.copies == 0 && match->count == 1 && piece->equal == piece->letters
        && piece->words_stop - piece->words == piece->kept_words_stop - piece->kept_words
        && (piece->words == piece->kept_words_stop || piece->words_stop == piece->kept_words)
        && match->repeat.evidence.inside == 0;
}

/* Adds one side of an alignment, unless its pieces have too few letters. The repeat is as long as the side unless it says
   otherwise. */
static void add_match(const dedup_side *side, dedup_match match, size_t first, const dedup_rules *rules,
                      dedup_repeats *found)
{
    uint32_t letters = 0;
    for (size_t i = first; i < found->cut.piece_count; i++)
        letters += found->cut.pieces[i].letters;
    bool enough = match.repeat.row.copies > 0 ? found->cut.piece_count > first : letters >= rules->min_letters;
    if (!enough) {
        found->cut.piece_count = first;
        return;
    }
    match.first = (uint32_t)first;
    match.count = (uint32_t)(found->cut.piece_count - first);
    if (match.repeat.letters == 0)
        match.repeat.letters = side->letters;
    for (size_t i = first; i < found->cut.piece_count; i++)
        dedup_compare_words(side, &found->cut.pieces[i]);
    match.repeat.evidence = dedup_measure(side, found->cut.pieces + first, match.count);
    if (is_pair(&match, found->cut.pieces + first))
        match.repeat.row = (dedup_row){ 2 * letters, 2, false };
    dedup_add_judged(match, rules, found);
}

/* The end of the run of pieces from `first` on that is judged by itself: one sentence that differs in numbers or in a
   negation, or all pieces up to the next such sentence. */
static size_t run_from(const dedup_piece *pieces, size_t first, size_t count)
{
    size_t stop = first + 1;
    while (stop < count && dedup_is_measured(&pieces[first]) == dedup_is_measured(&pieces[stop]))
        stop++;
    return stop;
}

/* Adds what two texts share, run by run: a date that differs says nothing of the notice below it. */
static void add_runs(const dedup_side *side, size_t first, const dedup_rules *rules, dedup_repeats *found)
{
    size_t count = found->cut.piece_count - first;
    dedup_piece *pieces = count ? malloc(count * sizeof *pieces) : NULL;
    if (pieces == NULL) {
        found->failed |= count > 0;
        return;
    }
    memcpy(pieces, found->cut.pieces + first, count * sizeof *pieces);
    found->cut.piece_count = first;
    for (size_t at = 0, stop; at < count; at = stop) {
        stop = run_from(pieces, at, count);
        size_t begin = found->cut.piece_count;
        memcpy(found->cut.pieces + begin, pieces + at, (stop - at) * sizeof *pieces);
        found->cut.piece_count += stop - at;
        uint32_t letters = dedup_letters_in(side->aligner->words, pieces[at].words, pieces[stop - 1].words_stop);
        add_match(side, (dedup_match){ .later = true, .repeat.letters = letters }, begin, rules, found);
    }
    free(pieces);
}

enum {
    SENTENCE = 20,     /* letters of a sentence that one copy has and the other lacks */
    MORE = 4           /* letters more, besides a share, that one copy must be able to lose */
};

/* Cuts an alignment and adds what could be removed. The later copy is removed unless it is the fuller one: the earlier
   copy could lose more at clean cuts, as a teaser can before its full text, or the later one has a whole sentence
   more. */
static void cut_match(const dedup_aligner *al, dedup_hull hull, dedup_fuller fuller, dedup_row row,
                      const dedup_wanted *wanted, dedup_repeats *found)
{
    dedup_side later = dedup_side_of(al, hull, true, row.copies > 0);
    later.lead = fuller == DEDUP_EARLIER_FULLER && dedup_is_lead(al, hull, fuller);
    dedup_match match = { .repeat.row = row, .later = true };
    size_t first = found->cut.piece_count;
    uint32_t later_loses = 0, later_extra = 0;

    if (wanted->border > 0) {
        dedup_cut(&later, &found->cut);
        add_runs(&later, first, &wanted->rules, found);
        return;
    }
    if (wanted->goes != DEDUP_EARLIER) {
        later_loses = dedup_cut(&later, &found->cut);
        later_extra = dedup_count_extra(&later, &found->cut, first);
    }
    uint32_t slack = (uint64_t)later.equal * 10 >= (uint64_t)later.letters * 9 ? 1 : 15;      /* per cent */
    uint64_t most = later_loses + (uint64_t)later_loses * slack / 100 + MORE;
    /* The earlier copy can lose at most its aligned letters. This usually settles it. */
    uint32_t earlier_equal = dedup_equal_in(al->earlier, hull.earlier, hull.earlier_stop);
    bool settled = row.copies > 0 || fuller == DEDUP_EARLIER_FULLER || (fuller == DEDUP_AS_FULL && later_extra < SENTENCE && earlier_equal <= most);
    if (wanted->goes == DEDUP_LATER || wanted->goes == DEDUP_EITHER || (wanted->goes == DEDUP_LESS_FULL && settled))
        add_match(&later, match, first, &wanted->rules, found);
    if (wanted->goes == DEDUP_LATER || (wanted->goes == DEDUP_LESS_FULL && settled))
        return;

    dedup_side earlier = dedup_side_of(al, hull, false, row.copies > 0);
    earlier.lead = fuller == DEDUP_LATER_FULLER && dedup_is_lead(al, hull, fuller);
    size_t middle = found->cut.piece_count;
    uint32_t earlier_loses = dedup_cut(&earlier, &found->cut);
    match.later = false;
    if (wanted->goes != DEDUP_LESS_FULL) {
        add_match(&earlier, match, middle, &wanted->rules, found);
        return;
    }
    bool more = later_extra >= SENTENCE && dedup_count_extra(&earlier, &found->cut, middle) == 0
        && earlier_loses >= later_loses;
    if (fuller == DEDUP_LATER_FULLER || more || earlier_loses > most) {
        size_t count = found->cut.piece_count - middle;
        if (count > 0)
            memmove(found->cut.pieces + first, found->cut.pieces + middle, count * sizeof *found->cut.pieces);
        found->cut.piece_count = first + count;
        add_match(&earlier, match, first, &wanted->rules, found);
    } else {
        found->cut.piece_count = middle;
        match.later = true;
        add_match(&later, match, first, &wanted->rules, found);
    }
}

/* Aligns one copy of a row: its words are those of the other. */
static void match_row(dedup_aligner *al, const dedup_chains *chains, const dedup_chain *chain,
                      const dedup_wanted *wanted, dedup_repeats *found)
{
    dedup_hull hull = dedup_align_chain(al, chains, chain, true);
    cut_match(al, hull, DEDUP_AS_FULL, chain->row, wanted, found);
    dedup_clear_links(al, hull);
    found->failed = found->failed || found->cut.failed;
}

/* Returns whether enough letters are equal for a match, and to mark the words of a chain as known. */
static bool is_enough(const dedup_aligner *al, dedup_hull hull, const dedup_rules *rules)
{
    return (uint64_t)dedup_equal_in(al->later, hull.later, hull.later_stop) * 5 >= (uint64_t)rules->min_letters * 3;
}

/* Aligns, cuts and judges one chain of one text, or reuses its matches of the previous search. `in_gap`: it is in a gap
   of better chains. */
static void match_chain(dedup_aligner *al, const dedup_chains *chains, const dedup_chain *chain,
                        const dedup_wanted *wanted, const dedup_searched *before, bool in_gap, uint8_t *known,
                        dedup_repeats *found)
{
    dedup_aligned aligned = dedup_describe(al->words, chains, chain);
    const dedup_aligned *same = before ? dedup_find_same(before, al, &aligned) : NULL;
    if (same && !dedup_comes_again(wanted->before->found, same))
        same = NULL;
    bool asks = wanted->goes == DEDUP_LESS_FULL, goes_later = wanted->goes != DEDUP_EARLIER;
    aligned.first = (uint32_t)found->match_count;
    if (same) {
        uint32_t later = same->later - aligned.later, earlier = same->earlier - aligned.earlier;
        aligned.hull = (dedup_hull){ same->hull.later - later, same->hull.later_stop - later,
                                     same->hull.earlier - earlier, same->hull.earlier_stop - earlier };
        aligned.fuller = asks && same->known ? dedup_compare_context(al, aligned.hull) : DEDUP_AS_FULL;
        aligned.apart = dedup_is_apart(al, aligned.hull);
        aligned.lead = dedup_is_lead(al, aligned.hull, aligned.fuller);
        bool stands = aligned.fuller == same->fuller && aligned.apart == same->apart && aligned.lead == same->lead;
        same = stands ? same : NULL;
    }
    if (same) {
        aligned.known = same->known;
        aligned.beyond = same->beyond;
        aligned.tags = same->tags;
        dedup_copy_gaps(wanted->before->found, same, &aligned, found);
        dedup_add_again(al, wanted->before->found, same, &aligned, &wanted->rules, found);
    } else {
        aligned.hull = dedup_align_chain(al, chains, chain, false);
        aligned.apart = dedup_is_apart(al, aligned.hull);
        aligned.known = is_enough(al, aligned.hull, &wanted->rules);
        if (aligned.known) {
            dedup_find_gaps(al, chains, chain, goes_later, &aligned, found);
            aligned.fuller = asks ? dedup_compare_context(al, aligned.hull) : DEDUP_AS_FULL;
            aligned.lead = dedup_is_lead(al, aligned.hull, aligned.fuller);
            found->cut.beyond = 0;
            found->cut.tags = dedup_tags_near(al->words, aligned.hull.earlier, aligned.hull.earlier_stop)
                || dedup_tags_near(al->words, aligned.hull.later, aligned.hull.later_stop);
            cut_match(al, aligned.hull, aligned.fuller, chain->row, wanted, found);
            aligned.beyond = found->cut.beyond;
            aligned.tags = found->cut.tags;
        }
        aligned.count = (uint32_t)found->match_count - aligned.first;
        dedup_keep_links(al, &aligned, found);
        dedup_clear_links(al, aligned.hull);
    }
    if (aligned.known)
        dedup_mark(&aligned, goes_later, in_gap, found, known);
    if (in_gap)
        dedup_spare_in_gap(found, aligned.first, &wanted->rules);
    aligned.count = (uint32_t)found->match_count - aligned.first;
    if (DEDUP_GROW(found, aligned, aligned))
        found->aligned[found->aligned_count++] = aligned;
    found->failed = found->failed || found->cut.failed;
}

/* Aligns one chain between two texts: for passages, or for the link of each word. */
static void link_chain(dedup_aligner *al, const dedup_chains *chains, const dedup_chain *chain,
                       const dedup_wanted *wanted, uint8_t *known, dedup_repeats *found)
{
    dedup_hull hull = dedup_align_chain(al, chains, chain, false);
    if (found->passages) {
        found->failed = !dedup_add_passages(al, hull, wanted->rules.min_letters, known, found->passages);
    } else {
        for (uint32_t i = hull.later; i < hull.later_stop; i++)
            if (found->links[i].partner == DEDUP_NONE)
                found->links[i] = al->later[i];
        if (is_enough(al, hull, &wanted->rules))
            memset(known + hull.later, 1, hull.later_stop - hull.later);
    }
    dedup_clear_links(al, hull);
}

enum { CHAIN = 256 };      /* steps that take as long as a chain */

/* Processes all chains, best first. */
static void match_chains(dedup_aligner *al, const dedup_chains *chains, const dedup_wanted *wanted,
                         const dedup_searched *before, uint8_t *known, dedup_repeats *found)
{
    bool later = wanted->goes != DEDUP_EARLIER;
    memset(known, 0, al->words->count);
    for (size_t c = 0; c < chains->chain_count && !found->failed && !dedup_stopped(); c++) {
        const dedup_chain *chain = &chains->chains[c];
        if (dedup_pauses(c * CHAIN, (c + 1) * CHAIN))
            break;
        bool aligned = c > 0 && chain->row.copies == 0 && dedup_is_known(al->words, known, chains, chain, later)
            && (!found->passages || dedup_is_known(al->words, known, chains, chain, !later));
        bool in_gap = aligned && wanted->border == 0 && found->gap_count > 0
            && dedup_is_in_gap(al->words, known, chains, chain, later, wanted->rules.min_letters);
        if (aligned && !in_gap)
            continue;
        if (al->work > al->work_limit) {
            al->truncated = true;
            break;
        }
        if (found->passages || found->links)
            link_chain(al, chains, chain, wanted, known, found);
        else if (chain->row.copies > 0)
            match_row(al, chains, chain, wanted, found);
        else
            match_chain(al, chains, chain, wanted, before, in_gap, known, found);
    }
}

/* The memory of a search, except for arrays that grow. */
typedef struct {
    uint32_t *previous, *first, *next, *times, *repeated;
    uint64_t *table;
    uint8_t *masked, *strength;
    dedup_link *links;
    dedup_stretch *stretches;
    dedup_letters *letters;
} memory;

static bool make_room(size_t words, size_t shingles, size_t slots, memory *m, dedup_scratch **scratch)
{
    const dedup_part parts[] = {
        { &m->previous, shingles * sizeof *m->previous },
        { &m->first, shingles * sizeof *m->first },
        { &m->next, shingles * sizeof *m->next },
        { &m->times, shingles * sizeof *m->times },
        { &m->repeated, shingles * sizeof *m->repeated },
        { &m->table, slots * sizeof *m->table },
        { &m->masked, words },
        { &m->strength, words + 1 },
        { &m->links, 2 * words * sizeof *m->links },
        { &m->stretches, 2 * sizeof *m->stretches },
        { &m->letters, sizeof *m->letters },
    };
    return dedup_take(DEDUP_FOR_REPEATS, parts, sizeof parts / sizeof *parts, scratch);
}

static void align_all(const uint8_t *text, size_t size, const dedup_words *words, const dedup_occurrences *o,
                      const dedup_chains *chains, const dedup_wanted *wanted, const memory *m, dedup_repeats *found)
{
    size_t n = words->count;
    dedup_places places = { 0 };
    dedup_layout layout = { 0 };
    dedup_aligner al = { .text = text, .size = size, .words = words, .occurrences = o, .strength = m->strength,
                         .border = wanted->border, .min_letters = wanted->rules.min_letters,
                         .identity = wanted->rules.identity,
                         .spare_numbers = dedup_protects(&wanted->rules, DEDUP_NUMBERS),
                         .spare_denied = dedup_protects(&wanted->rules, DEDUP_TEMPLATE),
                         .spare_names = dedup_protects(&wanted->rules, DEDUP_NAMES),
                         .later = m->links, .earlier = m->links + n, .letters = m->letters,
                         .a = m->stretches, .b = m->stretches + 1,
                         .places = &places, .layout = &layout, .work = chains->work, .work_limit = chains->work_limit };
    dedup_ready_letters(m->letters);
    for (size_t i = 0, some; i < 2 * n && !dedup_pauses(0, i); ) {
        for (some = dedup_some(i, 2 * n); i < some; i++)
            m->links[i] = (dedup_link){ DEDUP_NONE, 0 };
    }
    if (dedup_stopped())
        return;

    const dedup_search *last = wanted->before;
    dedup_searched before = { 0 };
    if (last && last->found->aligned_count && !last->found->truncated) {
        before = (dedup_searched){ .text = last->text, .size = last->size, .words = last->words,
                                   .aligned = last->found->aligned, .count = last->found->aligned_count };
        found->failed = !dedup_index_aligned(&before);
    }
    match_chains(&al, chains, wanted, before.table ? &before : NULL, m->masked, found);
    free(before.table);
    found->failed = found->failed || places.failed || layout.failed;
    dedup_free_places(&places);
    dedup_free_layout(&layout);
    found->work = al.work;
    found->truncated = al.truncated;
}

/* The work left for a search. All searches for one call share one limit, since there may be many rounds. */
static uint64_t work_left(const dedup_words *words, const dedup_search *before)
{
    if (before == NULL)
        return (uint64_t)words->count * DEDUP_WORK_A_WORD + DEDUP_WORK_BASE;
    return before->found->work < before->found->work_limit ? before->found->work_limit - before->found->work : 0;
}

/* Returns whether the shingles that occur again may be part of a repeat. */
static bool may_repeat(const dedup_words *words, const dedup_occurrences *o, uint32_t min_letters)
{
    return dedup_may_chain(words, o, min_letters) || (o->border == 0 && dedup_may_be_doubled(words, o));
}

bool dedup_find_repeats(const uint8_t *text, size_t size, dedup_words *words, const uint64_t *shingle,
                        const uint8_t *length, uint32_t shingles, dedup_wanted wanted, dedup_repeats *found)
{
    found->work_limit = work_left(words, wanted.before);
    if (shingles < 2)
        return true;
    size_t slots = 64;
    while (slots < (size_t)shingles * 2)
        slots *= 2;
    memory m;
    dedup_scratch *scratch;
    if (!make_room(words->count, shingles, slots, &m, &scratch))
        return false;
    dedup_occurrences o = { .shingle = shingle, .length = length, .count = shingles, .border = wanted.border,
                            .previous = m.previous, .first = m.first, .next = m.next, .times = m.times,
                            .repeated = m.repeated, .table = m.table, .slots = slots };
    if (dedup_find_previous(&o) > 0 && may_repeat(words, &o, wanted.rules.min_letters) && dedup_count_occurrences(&o)) {
        dedup_chains chains = { .work_limit = found->work_limit };
        bool done = dedup_find_atoms(text, size, wanted.border, words);
        memset(m.masked, 0, words->count);
        memset(m.strength, DEDUP_UNKNOWN, words->count + 1);
        bool keep_last = wanted.goes == DEDUP_EARLIER;
        uint32_t least = wanted.rules.min_letters;
        done = done && dedup_find_doubled(text, size, words, &o, least, keep_last, m.strength, &chains);
        found->doubled = chains.chain_count > 0;
        if (done && !found->doubled)
            done = dedup_find_chains(text, size, words, &o, least, keep_last, m.masked, &chains);
        found->work = chains.work;
        found->failed = !done;
        if (done && !dedup_stopped() && chains.chain_count > 0)
            align_all(text, size, words, &o, &chains, &wanted, &m, found);
        found->truncated = found->truncated || chains.truncated;
        dedup_free_chains(&chains);
    }
    dedup_give(DEDUP_FOR_REPEATS, scratch);
    return !found->failed && !dedup_stopped();
}
