#include "entries.h"

#include "reading.h"
#include "surroundings.h"

enum {
    HEADLINE = 25,             /* minimum letters of a headline; a shorter line is a menu entry, a name or a date */
    LONGEST_HEADLINE = 200,    /* maximum letters of a headline; a longer line is a paragraph */
    LONGEST_READ = 1024,       /* maximum characters of a line: addresses have no letters, but must be read */
    MOST_LINES = 64,           /* maximum lines of a stretch */
    MOST_PARTS = 4,            /* maximum lines of an entry, if all have the same ... */
    MOST_NOTES = 6,            /* ... or short lines below its headline, if entries differ */
    LIST = 3,                  /* minimum entries of a list */
    APART = 2                  /* how often its own length the kept copies of a long stretch may span */
};

typedef enum { IS_SHORT, IS_HEADLINE, IS_PARAGRAPH } line_kind;

static const char *const STOPS[] = { ".", ":", ";", "。", "।", "۔", NULL };      /* after a sentence or a label */

static line_kind kind_of(dedup_page *page, dedup_span line)
{
    bool goes_on = !dedup_is_empty(line) && dedup_is_small(dedup_code_at(page, line.start).code);
    if (goes_on || dedup_count_codes(page, line) > LONGEST_READ || dedup_starts_with_any(page, line, DEDUP_QUOTE_PREFIXES))
        return IS_PARAGRAPH;
    uint32_t letters = dedup_letters_of(page, line);
    if (letters < HEADLINE)
        return IS_SHORT;
    return letters <= LONGEST_HEADLINE && !dedup_ends_with_any(page, line, STOPS) ? IS_HEADLINE : IS_PARAGRAPH;
}

/* The kinds of the lines of an entry, or of several. */
typedef struct {
    line_kind kinds[MOST_LINES];
    uint32_t count;
} line_kinds;

/* Reads the lines of a stretch that are not blank. Returns false if there are too many. */
static bool read_lines(dedup_page *page, dedup_span rest, line_kinds *read)
{
    read->count = 0;
    while (rest.start < rest.stop) {
        dedup_span line = dedup_strip(page, dedup_take_line(page, &rest));
        if (dedup_is_empty(line))
            continue;
        if (read->count == MOST_LINES)
            return false;
        read->kinds[read->count++] = kind_of(page, line);
    }
    return true;
}

/* Reduces lines to those of the first entry if all entries have the same. Returns the number of entries, or 0. */
static uint32_t reduce_to_entry(line_kinds *read)
{
    uint32_t count = read->count;
    for (uint32_t parts = 1; parts <= MOST_PARTS && parts <= count; parts++) {
        uint32_t i = parts;
        while (i < count && read->kinds[i] == read->kinds[i - parts])
            i++;
        if (i == count && count % parts == 0) {
            read->count = parts;
            return count / parts;
        }
    }
    return 0;
}

static bool has_headline(const line_kinds *entry)
{
    for (uint32_t i = 0; i < entry->count; i++)
        if (entry->kinds[i] == IS_HEADLINE)
            return true;
    return false;
}

/* Moves to the start of the line above. Returns false if none stays, or it is of another kind. */
static bool step_up(dedup_page *page, uint32_t *at, line_kind kind)
{
    uint32_t end = dedup_last_solid(page, *at);
    if (end == DEDUP_NONE || dedup_is_removed(page, end))
        return false;
    *at = dedup_line_start(page, end);
    return kind_of(page, dedup_line_to(page, end)) == kind;
}

/* Moves to the end of the line below. Returns false if none stays, or it is of another kind. */
static bool step_down(dedup_page *page, uint32_t *at, line_kind kind)
{
    dedup_span line = { dedup_next_solid(page, *at), 0 };
    if (line.start >= page->size || dedup_is_removed(page, line.start))
        return false;
    uint32_t end = dedup_ahead(page, line.start, LONGEST_READ + 1);
    uint32_t found = dedup_find(page, (dedup_span){ line.start, end }, "\n");
    *at = line.stop = found == DEDUP_NONE ? end : found;
    return kind_of(page, dedup_strip(page, line)) == kind;
}

/* Counts the entries directly above a place, as many as make a list. */
static uint32_t count_above(dedup_page *page, uint32_t at, const line_kinds *entry)
{
    for (uint32_t entries = 0; entries < LIST - 1; entries++)
        for (uint32_t i = entry->count; i > 0; i--)
            if (!step_up(page, &at, entry->kinds[i - 1]))
                return entries;
    return LIST - 1;
}

static uint32_t count_below(dedup_page *page, uint32_t at, const line_kinds *entry)
{
    for (uint32_t entries = 0; entries < LIST - 1; entries++)
        for (uint32_t i = 0; i < entry->count; i++)
            if (!step_down(page, &at, entry->kinds[i]))
                return entries;
    return LIST - 1;
}

/* Returns whether a stretch begins or ends with headlines whose list goes on above or below it. */
static bool parts_headlines(dedup_page *page, const dedup_removal *removal, const line_kinds *read)
{
    const line_kinds headline = { .kinds = { IS_HEADLINE }, .count = 1 };
    uint32_t head = 0, tail = 0;
    while (head < read->count && read->kinds[head] == IS_HEADLINE)
        head++;
    while (tail < read->count && read->kinds[read->count - 1 - tail] == IS_HEADLINE)
        tail++;
    uint32_t above = head > 0 ? count_above(page, removal->first->at.start, &headline) : 0;
    uint32_t below = tail > 0 ? count_below(page, removal->last->at.stop, &headline) : 0;
    return (above > 0 && head + above >= LIST) || (below > 0 && tail + below >= LIST);
}

/* The place of the next headline among the lines above or below that stay, from 1 on, if all lines before it are short;
   0 if they are not, or too many. */
static uint32_t next_headline(dedup_page *page, uint32_t at, bool (*step)(dedup_page *, uint32_t *, line_kind))
{
    for (uint32_t notes = 0; notes <= MOST_NOTES; notes++) {
        uint32_t line = at;
        if (!step(page, &at, IS_SHORT))
            return step(page, &line, IS_HEADLINE) ? notes + 1 : 0;
    }
    return 0;
}

/* Returns whether a stretch is headlines with short lines around each, as many as there are, such as the places of an
   event or the label of a card, and others of the kind stay above and below it. */
static bool parts_notes(dedup_page *page, const dedup_removal *removal, const line_kinds *read)
{
    uint32_t before = 0;                         /* lines above the first headline */
    while (before < read->count && read->kinds[before] == IS_SHORT)
        before++;
    if (before == read->count)
        return false;
    /* One may begin with the last lines of the entry above. More lines are a box with a list in it. */
    if (before > 0 && (read->count > MOST_NOTES || read->kinds[read->count - 1] != IS_SHORT))
        return false;
    for (uint32_t i = before; i < read->count; i++)
        if (read->kinds[i] == IS_PARAGRAPH)
            return false;
    uint32_t above = next_headline(page, removal->first->at.start, step_up);
    return above > 0 && above + before > 1
        && next_headline(page, removal->last->at.stop, step_down) > 0;
}

/* Returns whether a stretch ends in a headline that is a list item, and the items that are indented below it stay. */
static bool heads_items(const dedup_page *page, const dedup_removal *removal, const line_kinds *read)
{
    const dedup_block *last = &removal->last->at;
    uint32_t end = dedup_last_solid(page, last->stop), below = dedup_next_solid(page, last->stop);
    if (end == DEDUP_NONE || below >= page->size || dedup_is_removed(page, below) || read->count == 0)
        return false;
    return read->kinds[read->count - 1] == IS_HEADLINE
        && dedup_starts_with_any(page, dedup_line_to(page, end), DEDUP_ITEMS)
        && dedup_starts_with_any(page, dedup_line_at(page, below), DEDUP_ITEMS)
        && dedup_indentation(page, below) > dedup_indentation(page, end);
}

/* Returns whether the kept copies of a stretch are so far apart that they are no copy of it as a whole. */
static bool is_gathered(const dedup_page *page, const dedup_removal *removal)
{
    enum { MOST_BYTES = 4 };     /* of a code point */
    dedup_span own = dedup_own(removal), kept = { UINT32_MAX, 0 };
    for (const dedup_removable *piece = removal->first; piece <= removal->last; piece++) {
        kept.start = piece->at.kept_start < kept.start ? piece->at.kept_start : kept.start;
        kept.stop = piece->at.kept_stop > kept.stop ? piece->at.kept_stop : kept.stop;
    }
    if (kept.stop - kept.start > (uint64_t)MOST_BYTES * APART * (own.stop - own.start))
        return true;
    return dedup_count_codes(page, kept) > (uint64_t)APART * dedup_count_codes(page, own);
}

bool dedup_is_among_entries(dedup_page *page, const dedup_removal *removal)
{
    line_kinds entry;
    if (!dedup_has_whole_lines(page, removal) || !read_lines(page, dedup_own(removal), &entry))
        return false;
    bool is_long = removal->letters >= DEDUP_LONG && !is_gathered(page, removal);
    if (!is_long
        && (parts_headlines(page, removal, &entry) || parts_notes(page, removal, &entry)
            || heads_items(page, removal, &entry)))
        return true;
    uint32_t entries = reduce_to_entry(&entry);
    if (entries == 0 || !has_headline(&entry))
        return false;
    uint32_t above = count_above(page, removal->first->at.start, &entry);
    uint32_t below = count_below(page, removal->last->at.stop, &entry);
    if (is_long)
        return above > 0 && below > 0;
    return above + below > 0 && entries + above + below >= LIST;
}
