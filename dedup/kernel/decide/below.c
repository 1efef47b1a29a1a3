#include "below.h"

#include "reading.h"
#include "surroundings.h"

enum {
    LONGEST_NAMES = 4 * DEDUP_BESIDE,      /* maximum bytes of a line */
    LONGEST_INITIALS = 2                   /* characters of a part of a name that is too common to find it by */
};

static const char *const DASHES[] = { "–", "—", "―", NULL };        /* before the name of a speaker */
static const char *const BYLINES[] = { "By", "by", "BY", "Von", "Par", "Por", "Di", "Door", "Av", "Af", NULL };

/* Brackets around a line of its own, such as a photographer's name below a caption. */
static const char *const BRACKETS[][2] = { { "(", ")" }, { "（", "）" } };

static bool is_capitalised(const dedup_page *page, dedup_span word)
{
    return dedup_is_capital(dedup_code_at(page, word.start).code);
}

/* Returns whether a word is one of several. */
static bool is_one_of(const dedup_page *page, dedup_span word, const char *const *words)
{
    for (; *words; words++)
        if (strlen(*words) == word.stop - word.start && dedup_starts(page, word, *words))
            return true;
    return false;
}

/* Returns whether a line only says who wrote what is above it. */
static bool is_byline(const dedup_page *page, dedup_span line)
{
    dedup_span rest = line, word = dedup_take_word(page, &rest);
    if (dedup_is_empty(word) || dedup_count_codes(page, line) >= DEDUP_NOTE || !is_one_of(page, word, BYLINES))
        return false;
    while (!dedup_is_empty(word = dedup_take_word(page, &rest)))
        if (!is_capitalised(page, word))
            return false;
    return true;
}

/* Returns whether a line begins with a dash, as before the name of a speaker. */
static bool begins_with_dash(const dedup_page *page, dedup_span line)
{
    return dedup_starts_with_any(page, line, DASHES)
        || (dedup_starts(page, line, "-") && line.start + 1 < line.stop
            && dedup_is_capital(dedup_code_at(page, line.start + 1).code));
}

bool dedup_is_terse(const dedup_page *page, const dedup_removal *removal, uint32_t length)
{
    dedup_span rest = dedup_own(removal), word;
    uint64_t breaks = dedup_count(page, rest, "\n"), characters = 0;
    if (breaks == 0)
        return false;
    while (!dedup_is_empty(word = dedup_take_word(page, &rest)))
        characters += dedup_count_codes(page, word);
    return characters < length * (breaks + 1);
}

/* Returns whether a stretch is marked as a quotation. */
static bool is_quoted(const dedup_page *page, const dedup_removal *removal)
{
    return dedup_looks_quoted(page, dedup_rest(page, removal->first->at.start));
}

/* Returns whether the kept copy begins or ends where a quotation in quotation marks does. */
static bool is_quoted_where_kept(const dedup_page *page, const dedup_removal *removal)
{
    dedup_span kept = { removal->first->at.kept_start, removal->last->at.kept_stop };
    return dedup_starts_with_any(page, kept, DEDUP_OPENING_QUOTES)
        || dedup_ends_with_any(page, (dedup_span){ 0, kept.start }, DEDUP_OPENING_QUOTES)
        || dedup_ends_with_any(page, kept, DEDUP_CLOSING_QUOTES)
        || dedup_starts_with_any(page, dedup_rest(page, kept.stop), DEDUP_CLOSING_QUOTES);
}

/* Returns whether a line says who is quoted: a stretch in quotation marks is above it, and it is neither a sentence nor the
   beginning of one. */
static bool is_attribution(const dedup_page *page, dedup_span line, const dedup_removal *removal)
{
    dedup_span own = dedup_strip(page, dedup_own(removal));
    uint32_t next = dedup_next_solid(page, line.stop);
    return dedup_starts_with_any(page, own, DEDUP_OPENING_QUOTES) && dedup_ends_with_any(page, own, DEDUP_CLOSING_QUOTES)
        && is_capitalised(page, line) && !dedup_ends_with_any(page, line, DEDUP_ENDS)
        && (next >= page->size || !dedup_is_small(dedup_code_at(page, next).code));
}

static bool is_all_letters(const dedup_page *page, dedup_span line)
{
    while (line.start < line.stop) {
        dedup_unit unit = dedup_code_at(page, line.start);
        if (!dedup_is_alphabetic(unit.code))
            return false;
        line.start = (uint32_t)unit.stop;
    }
    return true;
}

/* Returns whether a line says when a post was written, or which one it is, or how many liked it. */
static bool is_stamp(const dedup_page *page, dedup_span line)
{
    return dedup_is_date(page, line) || (dedup_is_rank(page, line) && !is_all_letters(page, line));
}

/* Returns whether a name is in title case, as Python defines it. */
static bool is_title(const dedup_page *page, dedup_span name)
{
    bool after_cased = false, is_cased = false;
    while (name.start < name.stop) {
        dedup_unit unit = dedup_code_at(page, name.start);
        bool capital = dedup_is_capital(unit.code), small = dedup_is_small(unit.code);
        if ((capital && after_cased) || (small && !after_cased))
            return false;
        after_cased = capital || small;
        is_cased |= after_cased;
        name.start = (uint32_t)unit.stop;
    }
    return is_cased;
}

/* Returns whether a name occurs in a span, other than in a copy of a line. */
static bool occurs(const dedup_page *page, const uint8_t *name, uint32_t size, dedup_span line, dedup_span span)
{
    uint32_t whole = line.stop - line.start;
    for (uint32_t at = span.start; at < span.stop && size <= span.stop - at; at++) {
        if (whole <= span.stop - at && dedup_are_same(page, line, (dedup_span){ at, at + whole }))
            at += whole - 1;
        else if (memcmp(page->text + at, name, size) == 0)
            return true;
    }
    return false;
}

/* The names in a line, as a text of their own in `bare`: the line up to a comma, without asterisks. */
static dedup_page names_in(const dedup_page *page, dedup_span line, uint8_t bare[LONGEST_NAMES])
{
    dedup_page names = { .text = bare, .marks = page->marks };
    for (uint32_t at = line.start; at < line.stop && page->text[at] != ',' && names.size < LONGEST_NAMES; at++) {
        bare[names.size] = page->text[at];
        names.size += page->text[at] != '*';
    }
    return names;
}

/* Returns whether these are several words, each with a capital: a first name and a surname, at least. */
static bool are_names(const dedup_page *names)
{
    dedup_span rest = dedup_rest(names, 0), name;
    uint32_t count = 0;
    for (; !dedup_is_empty(name = dedup_take_word(names, &rest)); count++)
        if (!is_capitalised(names, name))
            return false;
    return count >= 2;
}

/* Returns whether one of the names in a line also occurs beside the kept copy, as in `..., said Lind on Tuesday`. */
static bool are_beside_kept(const dedup_page *page, const dedup_page *names, dedup_span line, const dedup_removal *removal)
{
    uint32_t start = removal->first->at.kept_start, stop = removal->last->at.kept_stop;
    dedup_span before = { dedup_back(page, start, DEDUP_BESIDE), start };
    dedup_span after = { stop, dedup_ahead(page, stop, DEDUP_BESIDE) };
    dedup_span rest = dedup_rest(names, 0), name;
    while (!dedup_is_empty(name = dedup_take_word(names, &rest))) {
        const uint8_t *letters = names->text + name.start;
        uint32_t size = name.stop - name.start;
        if (dedup_count_codes(names, name) > LONGEST_INITIALS && is_title(names, name)
            && (occurs(page, letters, size, line, before) || occurs(page, letters, size, line, after)))
            return true;
    }
    return false;
}

/* Returns whether a line is the name of someone who is quoted, by the stretch or where the kept copy is. */
static bool is_speaker(const dedup_page *page, dedup_span line, const dedup_removal *removal)
{
    uint8_t bare[LONGEST_NAMES];
    dedup_page names = names_in(page, line, bare);
    if (!are_names(&names) || dedup_ends_with_any(page, line, DEDUP_ENDS))
        return false;
    return is_quoted(page, removal)
        || ((removal->first->at.partial || is_quoted_where_kept(page, removal))
            && are_beside_kept(page, &names, line, removal));
}

static dedup_span without_prefixes(const dedup_page *page, dedup_span line)
{
    while (line.start < line.stop && (page->text[line.start] == '>' || page->text[line.start] == ' '))
        line.start++;
    return line;
}

/* Returns whether a quotation goes on after a stretch with a short line that is no sentence: who is quoted. */
static bool is_quoted_signature(const dedup_page *page, dedup_span line, const dedup_removal *removal)
{
    if (!dedup_starts(page, dedup_own(removal), ">") || !dedup_starts(page, line, ">"))
        return false;
    dedup_span name = without_prefixes(page, line);
    if (dedup_is_empty(name) && line.stop < page->size) {      /* an empty line of the quotation */
        line = dedup_line_at(page, dedup_next_solid(page, line.stop));
        if (!dedup_starts(page, line, ">"))
            return false;
        name = without_prefixes(page, line);
    }
    if (dedup_starts_with_any(page, name, DASHES)) {
        name.start = (uint32_t)dedup_code_at(page, name.start).stop;
        name = dedup_strip_start(page, name);
    }
    return !dedup_is_empty(name) && dedup_count_codes(page, name) <= DEDUP_NOTE && !dedup_ends_with_any(page, name, DEDUP_ENDS)
        && is_capitalised(page, name);
}

static bool is_in_brackets(const dedup_page *page, dedup_span line)
{
    for (size_t i = 0; i < sizeof BRACKETS / sizeof *BRACKETS; i++)
        if (dedup_starts(page, line, BRACKETS[i][0]))
            return dedup_ends(page, line, BRACKETS[i][1]);
    return false;
}

bool dedup_is_explained(const dedup_page *page, const dedup_removal *removal)
{
    const dedup_block *last = &removal->last->at;
    if (last->gap_stop == page->size || dedup_is_removed(page, last->gap_stop))
        return false;
    dedup_span line = dedup_line_at(page, last->gap_stop);
    uint32_t length = dedup_count_codes(page, line);
    if (begins_with_dash(page, line))      /* in a list, each item has one */
        return length < DEDUP_BESIDE && !begins_with_dash(page, dedup_line_at(page, removal->first->at.start));
    if (!last->lines_after || dedup_touches_kept(page, removal))
        return false;
    bool is_heading = !dedup_ends_with_any(page, (dedup_span){ 0, last->stop }, DEDUP_ENDS);
    bool may_be_long = dedup_find(page, line, ", ") != DEDUP_NONE || is_quoted(page, removal);      /* with a role */
    if (dedup_starts_with_any(page, line, DEDUP_TABLE_RULES) || (is_heading && is_byline(page, line))
        || (length < DEDUP_BESIDE && may_be_long && is_speaker(page, line, removal))
        || is_quoted_signature(page, line, removal))
        return true;
    if (length > DEDUP_NOTE)
        return false;
    if (dedup_is_terse(page, removal, DEDUP_SHORT_LINE)) {
        dedup_span kept = dedup_line_at(page, dedup_next_solid(page, last->kept_stop));
        return !dedup_are_same(page, kept, line) && is_stamp(page, kept) && is_stamp(page, line);
    }
    return is_in_brackets(page, line) || dedup_is_date(page, line) || is_attribution(page, line, removal)
        || is_speaker(page, line, removal);
}
