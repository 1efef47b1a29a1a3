/* What tells a copy made by accident from text that repeats itself on purpose. */
#ifndef DEDUP_EVIDENCE_H
#define DEDUP_EVIDENCE_H

#include "cuts.h"

/* Sums over the pieces of one side. */
typedef struct {
    uint32_t numbers;      /* letters of the pieces whose numbers differ; all else is of the others that are cut */
    uint32_t denied;       /* and of those that deny what the other copy says */
    uint32_t letters, equal;
    uint32_t unparted;     /* the most letters in a row between which the copies do not hold other text each */
    uint32_t cut_off;      /* letters of pieces that end in the middle of a line of the other copy, as a teaser does */
    uint32_t spaced;       /* letters of pieces that end at mere spaces on both sides, as Thai sentences do */
    uint32_t inside;       /* pieces that begin or end inside a sentence, as copies in a row may */
    uint32_t figures;      /* letters of words with a digit */
    uint32_t prose;        /* letters in lines that read like prose ... */
    uint32_t sentences;    /* ... and of them those in lines that end like one */
    uint32_t symbols;      /* signs that are commoner in code */
    uint32_t sign_lines;   /* lines of nothing but brackets, `=`, `;` and the like */
    uint32_t lines, rows, items;   /* all lines, those of a table, those of a list */
    uint32_t parted;       /* lines with a blank line after them */
    uint32_t labels;       /* lines that end in a colon ... */
    uint32_t paused;       /* ... and in another sign at which a voice pauses */
    uint32_t same_lines;   /* lines of the words of the line before */
    uint32_t units, marked;        /* lines with those they were wrapped into, and those that begin with a mark */
    uint32_t names;        /* capitalised words exchanged for others */
    uint32_t exchanged;    /* words exchanged for others ... */
    uint32_t again;        /* ... and those of them that are exchanged for the same one twice or more */
    uint32_t shingles;     /* that begin in the pieces, ... */
    uint32_t thrice;       /* ... those that stand three times or more in the text, ... */
    uint32_t near_by;      /* ... and those that stand four times or more, another one close by */
    bool apart;            /* the copies stand in different sections of the text ... */
    bool touching;         /* ... or hardly a line lies between them */
    bool lead;             /* it stands by itself, the other heads a paragraph that goes on */
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

/* What its lines are, of the words [start, stop) that go as one whatever matches they are of. */
dedup_evidence dedup_measure_stretch(const dedup_aligner *aligner, uint32_t start, uint32_t stop);

/* Counts shingles again: of the same pieces in a text that is not the same elsewhere.  Of the side the hull is enough. */
void dedup_recount(const dedup_side *side, const dedup_piece *pieces, size_t count, dedup_evidence *sum);

#endif
