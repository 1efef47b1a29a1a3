#include "stretches.h"

#include "above.h"
#include "alternating.h"
#include "below.h"
#include "entries.h"
#include "links.h"
#include "mentions.h"
#include "numbering.h"
#include "reading.h"
#include "surroundings.h"

enum {
    LONGER = 2000,         /* letters from which a stretch is removed even if it is changed and part of a longer line, or
                              somebody is said to have written it */
    STREWN = 8,            /* how many times its own length of a kept copy is read: that may be as long as a page */
    RECORD = 700,          /* maximum letters of a record; more is an article below its headline */
    MENU_LINE = 20         /* maximum letters of a line of a menu on average, as in judge.c */
};

static const double SAME = 0.97;             /* identity below which a stretch counts as changed */
static const double EDITED_IDENTITY = 0.85;  /* minimum identity of a short stretch, as in judge.c */

static const char *const SENTENCE_ENDS[] = { ". ", "! ", "? ", "。", "！", "？", "। ", "؟ ", NULL };     /* inside a text */
static const char *const ELLIPSES[] = { "…", "...", " [...]", " […]", "...]", NULL };        /* what a teaser ends with */

dedup_removal dedup_stretch_from(const dedup_removables *pieces, size_t first)
{
    const dedup_removable *piece = &pieces->pieces[first], *end = pieces->pieces + pieces->piece_count;
    dedup_removal removal = { piece, piece, piece->letters, piece->equal };
    for (piece++; piece < end && removal.last->at.gap_stop >= piece->at.start; piece++) {
        removal.last = piece;
        removal.letters += piece->letters;
        removal.equal += piece->equal;
    }
    return removal;
}

/* Returns whether a stretch is too short, or too different for its length. */
static bool is_single(const dedup_round *round, const dedup_removal *removal)
{
    bool is_changed = removal->letters < DEDUP_LONG && dedup_round_protects(round, DEDUP_SINGLE)
        && removal->equal < EDITED_IDENTITY * removal->letters;
    return removal->letters < round->asked->rules.min_letters || is_changed;
}

/* Returns whether a span is a single sentence. */
static bool is_sentence(const dedup_page *page, dedup_span span)
{
    span.stop = (uint32_t)dedup_code_before(page, span.stop).stop;
    for (const char *const *end = SENTENCE_ENDS; *end; end++)
        if (dedup_find(page, span, *end) != DEDUP_NONE)
            return false;
    return true;
}

/* Returns whether a span ends in an ellipsis, as a teaser does. */
static bool breaks_off(const dedup_page *page, dedup_span own)
{
    return dedup_starts_with_any(page, dedup_rest(page, own.stop), ELLIPSES) || dedup_ends_with_any(page, own, ELLIPSES);
}

/* The letters in the kept copy of a piece beside its own, if it is broken into lines differently, or a sentence. A teaser
   has none: its kept copy is a paragraph. */
static uint32_t other_letters(dedup_page *page, const dedup_removable *piece)
{
    dedup_span own = { piece->at.start, piece->at.stop }, kept = { piece->at.kept_start, piece->at.kept_stop };
    if (breaks_off(page, own))
        return 0;
    uint32_t lines = dedup_count(page, own, "\n");
    if (lines ? lines == dedup_count(page, kept, "\n") : !is_sentence(page, own))
        return 0;
    uint32_t near_by = dedup_ahead(page, kept.start, STREWN * dedup_count_codes(page, own));
    kept.stop = near_by < kept.stop ? near_by : kept.stop;
    uint32_t letters = dedup_letters_of(page, kept);
    return letters > piece->letters ? letters - piece->letters : 0;
}

/* Returns whether the words of a stretch are scattered in the kept copy, with half as many other letters in between. */
static bool is_strewn(dedup_page *page, const dedup_removal *removal)
{
    if (dedup_is_row(removal) || dedup_is_terse(page, removal, MENU_LINE))
        return false;
    uint64_t others = 0;
    for (const dedup_removable *piece = removal->first; piece <= removal->last; piece++)
        others += other_letters(page, piece);
    return 2 * others > removal->letters;
}

/* Returns whether the text around a stretch needs it, or the kept copy only mentions most of it. */
static bool is_bound(dedup_page *page, const dedup_removal *removal, const dedup_labels *above)
{
    if (dedup_is_below_label(page, removal, above) || dedup_is_explained(page, removal) || dedup_fills_element(page, removal)
        || is_strewn(page, removal))
        return true;
    for (const dedup_removable *piece = removal->first; piece <= removal->last; piece++)
        if (2 * (uint64_t)piece->letters >= removal->letters && dedup_is_mention(page, piece))
            return true;
    return false;
}

/* Returns whether a removal would join two words, because only the stretch, in a script without spaces, separates them. */
static bool joins_words(dedup_page *page, const dedup_removal *removal)
{
    enum { MOST_BYTES = 4 };     /* of a code point */
    const dedup_block *first = &removal->first->at, *last = &removal->last->at;
    if (first->gap_start < first->start || last->stop < last->gap_stop || first->start == 0 || last->stop == page->size)
        return false;
    dedup_unit before = dedup_code_before(page, first->start), after = dedup_code_at(page, last->stop);
    if (!dedup_is_alphanumeric(before.code) || !dedup_is_alphanumeric(after.code))
        return false;
    uint8_t joined[2 * MOST_BYTES];
    size_t size = first->start - before.stop, more = after.stop - last->stop;
    memcpy(joined, page->text + before.stop, size);
    memcpy(joined + size, page->text + last->stop, more);
    dedup_page joint = { .text = joined, .size = (uint32_t)(size + more), .words = page->words };
    dedup_letters_of(&joint, dedup_rest(&joint, 0));
    page->words = joint.words;
    page->failed |= joint.failed;
    return joint.words.count == 1;
}

/* Returns whether a stretch is one line, word for word, that breaks off where the kept copy continues. */
static bool is_teaser(const dedup_page *page, const dedup_removal *removal)
{
    const dedup_block *at = &removal->first->at;
    return removal->first == removal->last && at->partial && at->same_words
        && dedup_find(page, dedup_own(removal), "\n") == DEDUP_NONE;
}

/* The reason to spare a stretch for what is beside it or for its own form. */
static dedup_reason fault_of(dedup_round *round, const dedup_removal *removal)
{
    dedup_page *page = &round->page;
    uint32_t letters = removal->letters;
    if (is_single(round, removal))
        return DEDUP_SINGLE;
    bool belongs = letters < DEDUP_LONG || (letters < LONGER && removal->equal < SAME * letters);
    if (belongs && dedup_round_protects(round, DEDUP_SINGLE)
        && (dedup_stands_inside(page, removal) || dedup_is_in_quotation(page, removal)))
        return DEDUP_SINGLE;
    const dedup_labels above = dedup_find_labels(page, removal);
    if (dedup_round_protects(round, DEDUP_FORM)) {
        if (letters < DEDUP_LONG && is_bound(page, removal, &above))
            return DEDUP_FORM;
        if (letters < LONGER && dedup_is_introduced(page, removal, &above))
            return DEDUP_FORM;
        if (letters >= DEDUP_LONG && letters < RECORD && dedup_is_other_record(page, removal, &above))
            return DEDUP_FORM;
    }
    if (dedup_round_protects(round, DEDUP_TABLE) && letters < LONGER && dedup_is_below_table_head(page, removal, &above))
        return DEDUP_TABLE;
    bool in_a_row = above.copies_touch;
    if (dedup_round_protects(round, DEDUP_LIST) && !in_a_row) {
        bool is_item = letters < DEDUP_LONG
            && (dedup_is_in_list(page, removal) || dedup_is_other_item(page, removal) || dedup_is_numbered_item(page, removal));
        bool is_lead = is_teaser(page, removal) && breaks_off(page, dedup_own(removal));
        if (is_item || (!is_lead && dedup_is_among_entries(page, removal)))
            return DEDUP_LIST;
    }
    if (!in_a_row) {
        dedup_reason form = dedup_form_of(round, dedup_own(removal));
        if (form == DEDUP_CODE || (form != DEDUP_COPY && !is_teaser(page, removal)))
            return form;
    }
    return joins_words(page, removal) || dedup_parts_a_pair(round, dedup_own(removal)) ? DEDUP_UNCUT : DEDUP_COPY;
}

dedup_reason dedup_judge_removal(dedup_round *round, const dedup_removal *removal, const dedup_removal *before,
                                 const dedup_removal *after)
{
    dedup_reason reason = fault_of(round, removal);
    if (reason != DEDUP_COPY || !dedup_round_protects(round, DEDUP_FORM))
        return reason;
    bool is_label = removal->letters < DEDUP_LONG
        && ((before && dedup_alternates(&round->page, before, removal))
            || (after && dedup_alternates(&round->page, removal, after)));
    return is_label || dedup_loses_link(round, removal) ? DEDUP_FORM : DEDUP_COPY;
}
