#include "aligned_words.h"

#include "grow.h"

#include <string.h>

bool dedup_is_known(const dedup_words *w, const uint8_t *known, const dedup_chains *chains, const dedup_chain *chain,
                    bool later)
{
    uint64_t fresh = 0, all = 0;
    const uint32_t *order = chains->order + chain->first;
    for (uint32_t x = 0; x < chain->count; x++) {
        const dedup_run *run = &chains->runs[order[x]];
        uint32_t begin = later ? run->later : run->earlier;
        all += dedup_letters_in(w, begin, begin + run->words);
    }
    for (uint32_t x = 0; x < chain->count; x++) {
        const dedup_run *run = &chains->runs[order[x]];
        uint32_t begin = later ? run->later : run->earlier, stop = begin + run->words;
        for (uint32_t i = begin; i < stop && fresh * 10 < all; i++)
            fresh += known[i] ? 0 : dedup_letters_in(w, i, i + 1);
    }
    return fresh * 10 < all;
}

bool dedup_is_in_gap(const dedup_words *w, const uint8_t *known, const dedup_chains *chains, const dedup_chain *chain,
                     bool later, uint32_t min_letters)
{
    uint32_t letters = 0;
    const uint32_t *order = chains->order + chain->first;
    for (uint32_t x = 0; x < chain->count; x++) {
        const dedup_run *run = &chains->runs[order[x]];
        uint32_t begin = later ? run->later : run->earlier, stop = begin + run->words;
        for (uint32_t i = begin; i < stop && letters < min_letters; i++)
            letters += known[i] == DEDUP_GAP ? dedup_letters_in(w, i, i + 1) : 0;
    }
    return letters >= min_letters;
}

void dedup_find_gaps(const dedup_aligner *al, const dedup_chains *chains, const dedup_chain *chain, bool later,
                     dedup_aligned *aligned, dedup_repeats *found)
{
    const dedup_link *links = later ? al->later : al->earlier;
    const uint32_t *order = chains->order + chain->first;
    uint32_t start = later ? aligned->hull.later : aligned->hull.earlier;
    aligned->first_gap = (uint32_t)found->gap_count;
    for (uint32_t x = 1; x < chain->count; x++) {
        const dedup_run *run = &chains->runs[order[x - 1]], *next = &chains->runs[order[x]];
        uint32_t at = (later ? run->later : run->earlier) + run->words, stop = later ? next->later : next->earlier;
        if (at >= stop || dedup_letters_in(al->words, at, stop) < al->min_letters)
            continue;
        for (uint32_t end; at < stop; at = end + 1) {
            end = dedup_next_linked(links, at, stop);
            if (dedup_letters_in(al->words, at, end) >= al->min_letters && DEDUP_GROW(found, gap, gaps))
                found->gaps[found->gap_count++] = (dedup_gap){ at - start, end - start };
        }
    }
    aligned->gaps = (uint32_t)found->gap_count - aligned->first_gap;
}

void dedup_copy_gaps(const dedup_repeats *before, const dedup_aligned *same, dedup_aligned *aligned,
                     dedup_repeats *found)
{
    aligned->first_gap = (uint32_t)found->gap_count;
    for (uint32_t n = 0; n < same->gaps && DEDUP_GROW(found, gap, gaps); n++)
        found->gaps[found->gap_count++] = before->gaps[same->first_gap + n];
    aligned->gaps = (uint32_t)found->gap_count - aligned->first_gap;
}

/* Marks words [start, stop) of an alignment. */
static void mark_aligned(uint8_t *known, uint32_t start, uint32_t stop, bool in_gap)
{
    if (!in_gap)
        memset(known + start, DEDUP_ALIGNED, stop - start);
    for (uint32_t i = start; i < stop && in_gap; i++)
        known[i] = known[i] == DEDUP_GAP ? DEDUP_ALIGNED : known[i];
}

void dedup_mark(const dedup_aligned *aligned, bool later, bool in_gap, const dedup_repeats *found, uint8_t *known)
{
    uint32_t start = later ? aligned->hull.later : aligned->hull.earlier;
    uint32_t stop = later ? aligned->hull.later_stop : aligned->hull.earlier_stop, at = start;
    for (uint32_t n = 0; n < aligned->gaps; n++) {
        const dedup_gap *gap = &found->gaps[aligned->first_gap + n];
        mark_aligned(known, at, start + gap->start, in_gap);
        at = start + gap->stop;
        for (uint32_t i = start + gap->start; i < at && !in_gap; i++)
            known[i] = known[i] ? known[i] : DEDUP_GAP;
    }
    mark_aligned(known, at, stop, in_gap);
}
