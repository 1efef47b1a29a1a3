#include "matches.h"

#include "grow.h"

#include <stdlib.h>

void dedup_add_judged(dedup_match match, const dedup_rules *rules, dedup_repeats *found)
{
    if (!DEDUP_GROW(found, match, matches))
        return;
    match.in_gap = false;
    match.reason = dedup_judge(&match.repeat, rules);
    found->matches[found->match_count++] = match;
}

void dedup_spare_in_gap(dedup_repeats *found, size_t first, const dedup_rules *rules)
{
    for (dedup_match *m = found->matches + first; m < found->matches + found->match_count; m++) {
        m->in_gap = dedup_protects(rules, DEDUP_FORM);
        if (m->in_gap && m->reason == DEDUP_COPY)
            m->reason = DEDUP_FORM;
    }
}

dedup_piece dedup_whole_of(const dedup_repeats *found, const dedup_match *match)
{
    const dedup_piece *first = &found->cut.pieces[match->first], *stop = first + match->count;
    dedup_piece whole = *first;
    for (const dedup_piece *piece = first + 1; piece < stop; piece++) {
        whole.words_stop = piece->words_stop;
        whole.letters += piece->letters;
        whole.equal += piece->equal;
        whole.kept_words = piece->kept_words < whole.kept_words ? piece->kept_words : whole.kept_words;
        if (piece->kept_words_stop > whole.kept_words_stop)
            whole.kept_words_stop = piece->kept_words_stop;
    }
    return whole;
}

void dedup_free_repeats(dedup_repeats *found)
{
    free(found->matches);
    free(found->cut.pieces);
    free(found->aligned);
    free(found->gaps);
    free(found->kept_links);
}
