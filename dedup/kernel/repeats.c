#include "repeats.h"

#include <stdlib.h>

static bool add_match(dedup_repeats *found, dedup_match match)
{
    if (found->match_count == found->match_room) {
        size_t room = found->match_room ? found->match_room * 2 : 16;
        dedup_match *moved = realloc(found->matches, room * sizeof *moved);
        if (moved == NULL)
            return false;
        found->matches = moved;
        found->match_room = room;
    }
    found->matches[found->match_count++] = match;
    return true;
}

/* Aligns and cuts every chain; what stays below `min_letters` equal letters is forgotten at once. */
static bool match_chains(dedup_aligner *al, const dedup_chains *chains, uint32_t min_letters, dedup_repeats *found)
{
    for (size_t c = 0; c < chains->chain_count; c++) {
        const dedup_chain *chain = &chains->chains[c];
        bool fixed = chain->tandem > 0;
        dedup_hull hull = dedup_align_chain(al, chains, chain, fixed);
        dedup_match match = { .hull = hull, .tandem = chain->tandem, .first = (uint32_t)found->cut.piece_count };
        match.letters = al->words->letters[hull.later_stop] - al->words->letters[hull.later];
        for (uint32_t i = hull.later; i < hull.later_stop; i++) {
            match.equal += al->later[i].equal;
            if (found->links && found->links[i].partner == DEDUP_NONE)
                found->links[i] = al->later[i];
        }
        if (match.equal >= min_letters * 3 / 5) {
            dedup_cut(al, hull, true, fixed, &found->cut);
            match.later = (uint32_t)found->cut.piece_count - match.first;
            dedup_cut(al, hull, false, fixed, &found->cut);
            match.earlier = (uint32_t)found->cut.piece_count - match.first - match.later;
            if (found->cut.failed || !add_match(found, match))
                return false;
        }
        dedup_clear_links(al, hull);
        if (al->work > al->work_limit) {
            al->truncated = true;
            break;
        }
    }
    return true;
}

static bool align_all(const uint8_t *text, size_t size, const dedup_words *words, const dedup_occurrences *o,
                      const dedup_chains *chains, uint32_t min_letters, bool spare_numbers,
                      dedup_repeats *found)
{
    size_t n = words->count;
    dedup_aligner al = { .text = text, .size = size, .words = words, .occurrences = o,
                         .border = o->border, .spare_numbers = spare_numbers, .work = chains->work, .work_limit = chains->work_limit };
    al.later = malloc(2 * n * sizeof *al.later);
    al.letters = calloc(1, sizeof *al.letters);
    al.a = malloc(2 * sizeof *al.a);
    bool done = al.later && al.letters && al.a;
    if (done) {
        for (size_t i = 0; i < 2 * n; i++)
            al.later[i] = (dedup_link){ DEDUP_NONE, 0 };
        al.earlier = al.later + n;
        al.b = al.a + 1;
        done = match_chains(&al, chains, min_letters, found);
    }
    found->work = al.work;
    found->truncated = al.truncated || chains->truncated;
    free(al.later);
    free(al.letters);
    free(al.a);
    return done;
}

void dedup_find_repeats(const uint8_t *text, size_t size, const dedup_words *words, const uint64_t *shingle,
                        const uint8_t *length, uint32_t shingles, uint32_t border, uint32_t min_letters,
                        bool spare_numbers, dedup_repeats *found)
{
    if (shingles < 2)
        return;
    size_t slots = 64;
    while (slots < (size_t)shingles * 2)
        slots *= 2;
    uint32_t *arrays = malloc((size_t)shingles * 4 * sizeof *arrays);
    uint64_t *table = malloc(slots * sizeof *table);
    dedup_occurrences o = { .shingle = shingle, .length = length, .count = shingles, .border = border,
                            .previous = arrays, .table = table, .slots = slots };
    found->failed = arrays == NULL || table == NULL;
    if (!found->failed && dedup_find_previous(&o) > 0) {
        o.first = arrays + shingles;
        o.next = o.first + shingles;
        o.times = o.next + shingles;
        dedup_count_occurrences(&o);
        dedup_chains chains = { .work_limit = (uint64_t)words->count * DEDUP_WORK_A_WORD + DEDUP_WORK_BASE };
        uint8_t *masked = calloc(words->count, 1);
        if (masked == NULL)
            chains.failed = true;
        else
            dedup_find_chains(text, size, words, &o, min_letters, masked, &chains);
        found->failed = chains.failed
            || (chains.chain_count > 0 && !align_all(text, size, words, &o, &chains, min_letters, spare_numbers, found));
        found->truncated = found->truncated || chains.truncated;
        if (chains.chain_count == 0)
            found->work = chains.work;
        free(masked);
        dedup_free_chains(&chains);
    }
    free(arrays);
    free(table);
}

void dedup_free_repeats(dedup_repeats *found)
{
    free(found->matches);
    free(found->cut.pieces);
}
