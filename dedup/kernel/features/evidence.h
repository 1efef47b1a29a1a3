/* Features: what distinguishes an accidental copy from text that repeats on purpose. */
#ifndef DEDUP_EVIDENCE_H
#define DEDUP_EVIDENCE_H

#include "cuts.h"

/* Sums over the pieces of one side. */
typedef struct {
    uint32_t numbers;      /* letters of sentences whose numbers differ; the fields below leave those out */
    uint32_t denied;       /* letters of sentences where one copy denies the other; left out, too */
    uint32_t letters, equal;
    uint32_t unparted;     /* most letters without other text between the pieces of both copies */
    uint32_t cut_off;      /* letters of pieces that end where a line of the other copy continues, as in a teaser */
    uint32_t spaced;       /* letters of pieces that end only at spaces on both sides, as Thai sentences do */
    uint32_t inside;       /* pieces that begin or end inside a sentence, as in a row of copies */
    uint32_t embedded;     /* letters of changed pieces whose other copy is part of a sentence that says more */
    uint32_t figures;      /* letters of words with a digit */
    uint32_t prose;        /* letters in lines that read like prose */
    uint32_t sentences;    /* of these, in lines that end like a sentence */
    uint32_t symbols;      /* characters that are common in code */
    uint32_t sign_lines;   /* lines of brackets, `=`, `;` and the like only */
    uint32_t lines, rows, items;   /* all lines; table rows; list items */
    uint32_t parted;       /* lines before a blank line */
    uint32_t labels;       /* lines that end in a colon */
    uint32_t paused;       /* lines that end in a comma, a full stop or the like */
    uint32_t same_lines;   /* lines with the same words as the line before */
    uint32_t units, marked;        /* lines after undoing wraps; those with a list marker */
    uint32_t names;        /* capitalised words exchanged for others */
    uint32_t exchanged;    /* words exchanged for others */
    uint32_t again;        /* of these, words whose exchange occurs more than once */
    uint32_t shingles;     /* shingles in the pieces */
    uint32_t thrice;       /* of these, with three or more occurrences in the text */
    uint32_t near_by;      /* of these, with four or more, and one close by */
    bool apart;            /* the copies are in different sections */
    bool touching;         /* hardly a line is between them */
    bool lead;             /* it stands alone, and the other copy heads a longer paragraph */
    dedup_changes changes; /* of all pieces */
    uint32_t replaced;     /* letters for which the other copy has other words */
} dedup_evidence;

static inline void dedup_add_changes(const dedup_changes *more, dedup_changes *sum)
{
    sum->places += more->places;
    sum->stated += more->stated;
    sum->words += more->words;
    sum->living += more->living;
}

dedup_evidence dedup_measure(const dedup_side *side, const dedup_piece *pieces, size_t count);

/* The features of the lines in words [start, stop), which are removed together, from whatever matches. */
dedup_evidence dedup_measure_stretch(const dedup_aligner *aligner, uint32_t start, uint32_t stop);

/* Counts shingles again, for the same pieces in a text that changed elsewhere. Of `side` only the hull is used. */
void dedup_recount(const dedup_side *side, const dedup_piece *pieces, size_t count, dedup_evidence *sum);

#endif
