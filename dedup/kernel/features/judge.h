/* Decides between a copy and natural repetition, by one rule per reason. */
#ifndef DEDUP_JUDGE_H
#define DEDUP_JUDGE_H

#include "evidence.h"

/* Why a repeat is spared. Each is one bit of dedup_rules.protect, except for the last two, which no option names. */
typedef enum {
    DEDUP_COPY,            /* a copy: it may be removed */
    DEDUP_SINGLE, DEDUP_FORM, DEDUP_NUMBERS, DEDUP_NAMES, DEDUP_TEMPLATE, DEDUP_TABLE, DEDUP_LIST, DEDUP_CODE,
    DEDUP_VERSE,
    DEDUP_UNLIKE,          /* too few letters equal */
    DEDUP_UNCUT            /* no clean ends */
} dedup_reason;

/* The rule by which a copy may be removed. */
typedef enum { DEDUP_ROW, DEDUP_LONG_RUN, DEDUP_TEASER, DEDUP_LONE_BLOCK } dedup_rule;

typedef struct {
    uint32_t min_letters;    /* minimum of a removable lone block */
    uint32_t protect;        /* protected reasons, 1 << reason each */
    double identity;         /* minimum share of equal letters in a piece */
} dedup_rules;

/* A repeat, as it is judged. */
typedef struct {
    uint32_t letters;        /* from its first aligned word to the last */
    dedup_row row;           /* the row it is a copy in */
    dedup_evidence evidence;
} dedup_case;

static inline bool dedup_protects(const dedup_rules *rules, dedup_reason reason)
{
    return rules->protect >> reason & 1;
}

/* The reason to spare a whole repeat. DEDUP_COPY if none of it has clean ends: its pieces have their own reasons. */
dedup_reason dedup_judge(const dedup_case *repeat, const dedup_rules *rules);

/* The reason to spare one piece of a repeat that is a copy. */
dedup_reason dedup_judge_piece(const dedup_piece *piece, const dedup_rules *rules);

/* The reason to spare the words [start, stop), which are removed together, judged by themselves. A match may read like
   prose while what is removed of it is labels. */
dedup_reason dedup_judge_stretch(const dedup_aligner *aligner, uint32_t start, uint32_t stop, const dedup_rules *rules);

/* The rule by which a copy may be removed. */
dedup_rule dedup_rule_of(const dedup_case *repeat);

#endif
