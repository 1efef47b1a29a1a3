#include "sparing.h"

#include "interrupt.h"

void dedup_refuse(dedup_refusals *list, uint32_t match, uint32_t piece, dedup_reason reason)
{
    if (DEDUP_GROW(list, refusal, refusals))
        list->refusals[list->refusal_count++] = (dedup_refusal){ match, piece, reason };
}

/* The letters of the words that begin in [start, stop) of the searched text. */
static uint32_t letters_in(const dedup_words *words, uint32_t start, uint32_t stop)
{
    uint32_t first = dedup_word_from(words, start), last = dedup_word_from(words, stop);
    return first < last ? dedup_letters_in(words, first, last) : 0;
}

/* Adds an entry, with offsets of the searched text, unless it is too short. */
static void add(const dedup_round *round, dedup_spared entry, dedup_decision *made)
{
    const dedup_asked *asked = round->asked;
    if (entry.letters < asked->rules.min_letters)
        return;
    /* Cuts extend to the ends of lines and sentences, so one of two adjacent copies may reach into the other. */
    if (entry.kept_start < entry.start)
        entry.kept_stop = entry.kept_stop < entry.start ? entry.kept_stop : entry.start;
    else
        entry.stop = entry.stop < entry.kept_start ? entry.stop : entry.kept_start;
    dedup_spared turned = entry;
    if (asked->keep != DEDUP_KEEP_LAST && entry.kept_start > entry.start
        && letters_in(asked->words, entry.kept_start, entry.kept_stop) >= asked->rules.min_letters) {
        /* An entry names the later copy and the first one, whichever would have been removed. */
        turned.start = entry.kept_start;
        turned.stop = entry.kept_stop;
        turned.kept_start = entry.start;
        turned.kept_stop = entry.stop;
    }
    turned.start = dedup_to_read(round, turned.start);
    turned.stop = dedup_to_read(round, turned.stop);
    turned.kept_start = dedup_to_read(round, turned.kept_start);
    turned.kept_stop = dedup_to_read(round, turned.kept_stop);
    if (DEDUP_GROW(made, spare, spared))
        made->spared[made->spare_count++] = turned;
}

/* A refused block, and what it repeats. */
static dedup_spared entry_of(const dedup_asked *asked, const dedup_refusal *refused)
{
    const dedup_match *match = &asked->found->matches[refused->match];
    dedup_piece piece = refused->piece == DEDUP_NONE ? dedup_whole_of(asked->found, match)
        : asked->found->cut.pieces[refused->piece];
    dedup_block at = dedup_place(asked->searched.text, asked->searched.size, asked->words, &piece);
    return (dedup_spared){ at.start, at.stop, at.kept_start, at.kept_stop, piece.letters, piece.equal, refused->reason };
}

void dedup_spare(const dedup_round *round, const dedup_refusals *refused, dedup_decision *made)
{
    const dedup_asked *asked = round->asked;
    dedup_spared row = { .letters = 0 };
    bool in_row = false;
    for (size_t i = 0; i < refused->refusal_count && !dedup_pauses(i, i + 1); i++) {
        const dedup_refusal *one = &refused->refusals[i];
        dedup_spared entry = entry_of(asked, one);
        if (dedup_rule_of(&asked->found->matches[one->match].repeat) != DEDUP_ROW) {
            add(round, entry, made);
        } else if (in_row && row.kept_start == entry.kept_start && row.kept_stop == entry.kept_stop
                   && row.reason == entry.reason) {
            row.start = entry.start < row.start ? entry.start : row.start;
            row.stop = entry.stop > row.stop ? entry.stop : row.stop;
            row.letters += entry.letters;
            row.equal += entry.equal;
        } else {
            if (in_row)
                add(round, row, made);
            row = entry;
            in_row = true;
        }
    }
    if (in_row)
        add(round, row, made);
}
