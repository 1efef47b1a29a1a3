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

void dedup_free_repeats(dedup_repeats *found)
{
    free(found->matches);
    free(found->cut.pieces);
    free(found->aligned);
    free(found->kept_links);
}
