#include "aligned_words.h"

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
