#include "matches.h"

#include "grow.h"

#include <stdlib.h>

void dedup_add_judged(dedup_match match, const dedup_rules *rules, dedup_repeats *found)
{
    if (!DEDUP_GROW(found, match, matches))
        return;
    match.reason = dedup_judge(&match.repeat, rules);
    found->matches[found->match_count++] = match;
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
    free(found->kept_links);
}
