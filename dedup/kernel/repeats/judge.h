/* What is a copy and what is natural repetition: one rule a reason. */
#ifndef DEDUP_JUDGE_H
#define DEDUP_JUDGE_H

#include "evidence.h"

/* Why a repeat is left; each is one bit of dedup_rules.protect, but for the last two, which no option lifts by name. */
typedef enum {
    DEDUP_COPY,            /* it is not: a copy, which may go */
    DEDUP_SINGLE, DEDUP_FORM, DEDUP_NUMBERS, DEDUP_NAMES, DEDUP_TEMPLATE, DEDUP_TABLE, DEDUP_LIST, DEDUP_CODE,
    DEDUP_VERSE,
    DEDUP_UNLIKE,          /* fewer of its letters stand in the other copy than are asked for */
    DEDUP_UNCUT            /* nothing in it ends at clean cuts */
} dedup_reason;

/* By what a copy may go. */
typedef enum { DEDUP_ROW, DEDUP_LONG_RUN, DEDUP_TEASER, DEDUP_LONE_BLOCK } dedup_rule;

typedef struct {
    uint32_t min_letters;    /* of a lone block that may go */
    uint32_t protect;        /* the reasons that count, 1 << reason each */
    double identity;         /* the least share of a piece's letters that must be aligned */
} dedup_rules;

/* A repeat as it is judged. */
typedef struct {
    uint32_t letters;        /* from its first aligned word to the last */
    dedup_row row;           /* that it is one copy of */
    dedup_evidence evidence;
} dedup_case;

static inline bool dedup_protects(const dedup_rules *rules, dedup_reason reason)
{
    return rules->protect >> reason & 1;
}

/* The reason to leave a whole repeat; DEDUP_COPY, too, where none of it is cut: then its pieces have their own. */
dedup_reason dedup_judge(const dedup_case *repeat, const dedup_rules *rules);

/* The reason to leave one piece of a repeat that is a copy. */
dedup_reason dedup_judge_piece(const dedup_piece *piece, const dedup_rules *rules);

/* The reason to leave the words [start, stop), which go as one: what they are by themselves.  A match may read like prose,
   and what goes of it be labels. */
dedup_reason dedup_judge_stretch(const dedup_aligner *aligner, uint32_t start, uint32_t stop, const dedup_rules *rules);

/* By what a copy may go. */
dedup_rule dedup_rule_of(const dedup_case *repeat);

#endif
