/* Decides in one round which copies to remove, each for one that is kept, or, if none, which repeats to spare. */
#ifndef DEDUP_DECIDE_H
#define DEDUP_DECIDE_H

#include "repeats/matches.h"

/* A text, and what converts its offsets to code points (see code_points.h). */
typedef struct {
    const uint8_t *text;
    size_t size;
    const uint32_t *marks;
} dedup_coded;

typedef enum { DEDUP_KEEP_FULLEST, DEDUP_KEEP_FIRST, DEDUP_KEEP_LAST } dedup_keep;

typedef struct {
    dedup_coded searched;        /* the text that was searched ... */
    const dedup_words *words;    /* ... its words */
    const dedup_repeats *found;  /* ... and its repeats */
    dedup_coded read;            /* the text that the rules read: the same, or as many code points, with other digits */
    dedup_rules rules;           /* those of the search */
    dedup_keep keep;             /* which copy of a short line may stay */
    const uint8_t *goes;         /* [matches] nonzero for those that the keep rule removes; NULL: all */
} dedup_asked;

typedef enum { DEDUP_EXACT, DEDUP_SAME_WORDS, DEDUP_NEAR } dedup_kind;

/* One removal. Offsets are those of the text that was read. */
typedef struct {
    uint32_t start, stop;        /* with its separator */
    uint32_t kept_start, kept_stop;
    uint32_t letters, equal;     /* without it; those aligned to equal ones */
    uint32_t match;              /* by whose rule it is removed; DEDUP_NONE: it is a neighbour of another one */
    dedup_kind kind;
    bool partial;                /* the kept copy has more */
} dedup_choice;

/* A repeat that is left in place, or a row of them, and what it repeats; offsets as above. */
typedef struct {
    uint32_t start, stop, kept_start, kept_stop, letters, equal;
    dedup_reason reason;
} dedup_spared;

typedef struct {
    dedup_choice *choices;       /* disjoint, in order */
    size_t choice_count, choice_room;
    dedup_spared *spared;        /* if there are no choices: no round follows then */
    size_t spare_count, spare_room;
    bool failed;                 /* out of memory */
} dedup_decision;

/* Returns false if out of memory or stopped. `made` must be zeroed; free it in any case. */
bool dedup_decide(const dedup_asked *asked, dedup_decision *made);

/* Spares all repeats, none of which can be removed without breaking a kept copy. As `dedup_decide`. */
bool dedup_spare_all(const dedup_asked *asked, dedup_decision *made);

void dedup_free_decision(dedup_decision *made);

#endif
