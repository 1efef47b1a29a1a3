#include "short_lines.h"

#include "interrupt.h"
#include "reading.h"
#include "surroundings.h"
#include "text/bytes.h"
#include "text/code_points.h"

#include <stdlib.h>

enum {
    LONGEST = 300,         /* maximum characters of such a line; a longer one is a block of its own */
    LONGEST_BYTES = 4 * LONGEST,
    NAME = 30,             /* maximum letters of the name of a value, as in cuts.c */
    MOST_SEARCHED = 16     /* how often the text is searched for equal lines, at most, so that the work stays linear */
};

/* A line to find: its bytes, and how many of them match again after each mismatch (Knuth, Morris, Pratt). */
typedef struct {
    const uint8_t *bytes;
    uint32_t size;
    uint16_t border[LONGEST_BYTES + 1];
} needle;

static void make_needle(const uint8_t *bytes, uint32_t size, needle *made)
{
    made->bytes = bytes;
    made->size = size;
    made->border[0] = made->border[1] = 0;
    for (uint32_t i = 1, length = 0; i < size; i++) {
        while (length > 0 && bytes[i] != bytes[length])
            length = made->border[length];
        length += bytes[i] == bytes[length];
        made->border[i + 1] = (uint16_t)length;
    }
}

/* The first occurrence in a span, or DEDUP_NONE. Places where only one end of the line agrees are passed over. */
static uint32_t find(const dedup_page *page, const needle *line, dedup_span span)
{
    if (span.stop - span.start < line->size)
        return DEDUP_NONE;
    uint32_t length = 0, beyond = span.stop - line->size + 1;      /* where it can no longer begin */
    for (uint32_t at = span.start; at < span.stop; at++) {
        uint32_t last = at;
        if (length == 0) {
            at = at < beyond ? (uint32_t)dedup_next_two(page->text, at, beyond, line->bytes[0], line->size - 1,
                                                        line->bytes[line->size - 1]) : beyond;
            if (at == beyond)
                break;
        }
        while (length > 0 && page->text[at] != line->bytes[length])
            length = line->border[length];
        length += page->text[at] == line->bytes[length];
        if (length == line->size)
            return at + 1 - length;
        if (dedup_pauses(last, at + UINT64_C(1)))
            break;
    }
    return DEDUP_NONE;
}

static bool is_blank_before(const dedup_page *page, uint32_t at)
{
    return at == 0 || dedup_is_blank(dedup_code_before(page, at).code);
}

static bool is_blank_after(const dedup_page *page, uint32_t at)
{
    return at == page->size || dedup_is_blank(dedup_code_at(page, at).code);
}

/* Finds the one line in `around` that equals `line`. Returns false if there is none or several, or it has no word. */
static bool find_twin(dedup_page *page, dedup_span line, dedup_span around, dedup_span *twin)
{
    needle content;
    make_needle(page->text + line.start, line.stop - line.start, &content);
    uint32_t start = find(page, &content, around);
    if (start == DEDUP_NONE || start == line.start)
        return false;
    *twin = (dedup_span){ start, start + content.size };
    if (!is_blank_before(page, twin->start) || !is_blank_after(page, twin->stop))
        return false;
    dedup_letters_of(page, line);
    return page->words.count > 0
        && (twin->stop >= around.stop || find(page, &content, (dedup_span){ twin->stop, around.stop }) == DEDUP_NONE);
}

/* The line after a piece that ends its line, if it is short and not removed; empty otherwise. */
static dedup_span following_line(const dedup_page *page, const dedup_block *at)
{
    uint32_t start = at->gap_stop;
    if (!at->lines_after || start >= page->size || page->state[start])
        return (dedup_span){ 0, 0 };
    uint32_t end = dedup_ahead(page, start, LONGEST), stop = dedup_find(page, (dedup_span){ start, end }, "\n");
    if (stop == DEDUP_NONE)
        stop = end == page->size ? end : start;
    return dedup_strip(page, (dedup_span){ start, stop });
}

/* The line before a piece that begins its line, if it is short and not removed; empty otherwise. */
static dedup_span preceding_line(const dedup_page *page, const dedup_block *at)
{
    uint32_t stop = at->gap_start;
    if (!at->lines_before || stop == 0 || page->state[stop - 1])
        return (dedup_span){ 0, 0 };
    uint32_t first = dedup_back(page, stop, LONGEST), end = dedup_find_last(page, (dedup_span){ first, stop }, "\n");
    if (end == DEDUP_NONE && first > 0)
        return (dedup_span){ 0, 0 };
    return dedup_strip(page, (dedup_span){ end == DEDUP_NONE ? 0 : end + 1, stop });
}

/* Makes a piece of a line that equals another. */
static dedup_removable piece_of(const dedup_page *page, dedup_span line, dedup_span kept)
{
    dedup_span before = { dedup_strip_end(page, (dedup_span){ 0, line.start }).stop, line.start };
    dedup_span after = { line.stop, dedup_strip_start(page, dedup_rest(page, line.stop)).start };
    uint32_t letters = dedup_count_codes(page, line);
    return (dedup_removable){
        .at = { .start = line.start, .stop = line.stop, .gap_start = before.start, .gap_stop = after.stop,
                .lines_before = dedup_count(page, before, "\n"), .lines_after = dedup_count(page, after, "\n"),
                .kept_start = kept.start, .kept_stop = kept.stop, .same_words = true },
        .letters = letters, .equal = letters, .match = DEDUP_NONE, .piece = DEDUP_NONE,
    };
}

/* Returns whether the text may be cut at both ends of a line. */
static bool may_be_cut(const dedup_round *round, dedup_span line)
{
    const dedup_coded *searched = &round->asked->searched;
    return dedup_may_be_cut(searched->text, searched->size, round->asked->words, dedup_to_searched(round, line.start))
        && dedup_may_be_cut(searched->text, searched->size, round->asked->words, dedup_to_searched(round, line.stop));
}

/* Returns whether the keep rule lets the copy at `kept` be kept for the one at `own`. */
static bool may_stay(dedup_keep keep, uint32_t kept, uint32_t own)
{
    return keep == DEDUP_KEEP_FULLEST || (kept < own) == (keep == DEDUP_KEEP_FIRST);
}

/* Returns whether a line is the name of a value, such as `Author:`, and the kept copy has another value. */
static bool leaves_value(dedup_page *page, const dedup_removable *line)
{
    dedup_span own = { line->at.start, line->at.stop };
    bool is_last = line->at.gap_stop == page->size || dedup_is_removed(page, line->at.gap_stop);
    if (is_last || !dedup_ends_with_any(page, own, DEDUP_COLONS) || dedup_letters_of(page, own) > NAME)
        return false;
    dedup_span value = following_line(page, &line->at);
    uint32_t start = dedup_next_solid(page, line->at.kept_stop), size = value.stop - value.start;
    return dedup_is_empty(value) || size > page->size - start
        || !dedup_are_same(page, value, (dedup_span){ start, start + size });
}

/* Returns whether a line goes with the piece next to it. Next to a paragraph, or if it is long enough to be a copy by
   itself, its kept copy must be next to any other; next to another short line, as in a menu, to that of the same line. */
static bool goes_along(dedup_round *round, const dedup_removable *line, const dedup_block *at, bool after)
{
    dedup_page *page = &round->page;
    uint32_t least = round->asked->rules.min_letters;
    dedup_span own = { line->at.start, line->at.stop }, kept = { line->at.kept_start, line->at.kept_stop };
    uint32_t edge = (uint32_t)dedup_code_before(page, at->stop).stop;
    dedup_span beside = after ? dedup_line_to(page, edge) : dedup_line_at(page, at->start);
    if (dedup_letters_of(page, own) >= least || dedup_letters_of(page, beside) >= least)
        return dedup_is_beside_kept(page, kept);
    bool is_after = at->kept_stop <= kept.start;
    dedup_span gap = is_after ? (dedup_span){ at->kept_stop, kept.start } : (dedup_span){ kept.stop, at->kept_start };
    return gap.start <= gap.stop && dedup_is_joint(page, gap);
}

/* Takes one line after another on one side of a piece. */
static void take_side(dedup_round *round, dedup_block at, bool after, dedup_span around, uint64_t *searches,
                      dedup_removables *taken)
{
    dedup_page *page = &round->page;
    for (; *searches > 0; --*searches) {
        dedup_span line = after ? following_line(page, &at) : preceding_line(page, &at), twin;
        if (dedup_is_empty(line))
            return;
        if (!find_twin(page, line, around, &twin) || !may_stay(round->asked->keep, twin.start, line.start)
            || !may_be_cut(round, line))
            break;
        dedup_removable piece = piece_of(page, line, twin);
        if (!goes_along(round, &piece, &at, after) || (after && leaves_value(page, &piece)) || !dedup_stands(page, &piece)
            || !dedup_take_piece(page, &piece))
            break;
        dedup_add_removable(taken, piece);
        at = piece.at;
    }
    *searches -= *searches > 0;
}

void dedup_take_short_lines(dedup_round *round, dedup_span kept, dedup_removables *taken)
{
    dedup_page *page = &round->page;
    uint32_t first = dedup_code_point_at(page->text, page->marks, kept.start);
    uint32_t last = dedup_code_point_at(page->text, page->marks, kept.stop) + DEDUP_MARGIN;
    first -= first < DEDUP_MARGIN ? first : DEDUP_MARGIN;
    uint64_t characters = dedup_code_point_at(page->text, page->marks, page->size);
    uint64_t searches = MOST_SEARCHED * characters / (last - first);
    dedup_span around = { dedup_back(page, kept.start, DEDUP_MARGIN), dedup_ahead(page, kept.stop, DEDUP_MARGIN) };
    size_t count = taken->piece_count;
    for (size_t i = 0; i < count && searches > 0 && !dedup_pauses(i, i + 1); i++) {
        dedup_block at = taken->pieces[i].at;
        take_side(round, at, true, around, &searches, taken);
        take_side(round, at, false, around, &searches, taken);
    }
}
