#include "judge.h"

enum {
    LONG = 350,               /* letters of a nearly unchanged run that is an accident, whatever its form: 250 touched
                                 six times as many texts that repeat on purpose, 800 lost doubled bodies */
    LONGER = 700,             /* letters of a run below which ... */
    REWORKED_IDENTITY = 90,   /* ... so many per cent must be equal, unless it was edited in several places */
    UNCHANGED = 97,           /* minimum per cent equal, of a repeat that is no prose ... */
    SHORT_IDENTITY = 93,      /* ... of a lone block ... */
    EDITED_IDENTITY = 85,     /* ... and of one that was edited in several places, or is in another section */
    REFRAIN = 50,             /* per cent of shingles that occur three times ... */
    REFRAIN_APART = 90,       /* ... and of prose in another section, or of a long form */
    FILLED = 995,             /* per thousand equal, from which a form is not a different filling ... */
    FILLED_PROSE = 980,       /* ... and prose */
    PARALLEL = 1500,          /* letters of a run that is no parallel section */
    MISREAD = 6,              /* changes all over a copy, of which at most 1 in 3 exchanges a word */
    ITEM = 25,                /* minimum letters of a list item; shorter ones are a menu */
    MENU = 8,                 /* minimum lines of a menu ... */
    MENU_LINE = 20,           /* ... maximum average letters of a line, or minimum letters of one that differs ... */
    PAUSES = 4,               /* ... of which fewer than 1 in 4 end in a comma or full stop */
    FIGURES = 8,              /* at most 1 letter in 8 of a menu is in numbers ... */
    VALUES = 16,              /* ... or 1 in 16, if other lines surround it */
    SAME_LINES = 4,           /* at most 1 line in 4 repeats the line before */
    LOOP = 8,                 /* copies in a row: more than a line of verse has */
    SYMBOLS = 12,             /* characters of code in a hundred letters */
    SIGN_LINES = 4,           /* ... or 1 line in 4 without words, in code that was taken apart */
    VERSE_WORDS = 3,          /* minimum average words of a line of verse */
    VERSE_LINE = 45,          /* average letters of a line above which it is no verse ... */
    VERSE_LINES = 3           /* ... and lines up to which it is a broken paragraph */
};

/* Returns whether part / all is at least `percent`. Sums of letters do not overflow 64 bits. */
static bool is_share(uint64_t part, uint64_t all, unsigned percent)
{
    return 100 * part >= percent * all;
}

/* `It` is a repeat, by its evidence, in all comments below. */

/* Returns whether at least half of it reads like prose. */
static bool is_prose(const dedup_evidence *e)
{
    return is_share(e->prose, e->letters, 50);
}

/* Returns whether it is long prose, next to its copy, that was edited all over, rather than filled in: most of its changes
   do not exchange a word for another. */
static bool is_misread(const dedup_evidence *e)
{
    const dedup_changes *c = &e->changes;
    return e->touching && e->letters >= LONG && is_prose(e) && c->places >= MISREAD && 3 * c->stated <= c->places;
}

/* Returns whether it is a section about something else, in the words of its neighbour: of the words exchanged, half also
   occur elsewhere in the text, in other company. */
static bool is_parallel(const dedup_evidence *e)
{
    const dedup_changes *c = &e->changes;
    return e->letters >= LONG && e->letters < PARALLEL && !e->apart && !is_misread(e)
        && !is_share(e->thrice, e->shingles, REFRAIN) && c->living > 0 && 2 * c->living >= c->stated;
}

/* Returns whether it is one of several fillings of a template: its phrases recur close by, the same words are exchanged
   for the same others, or only islands in it agree. */
static bool is_template(const dedup_case *repeat)
{
    const dedup_evidence *e = &repeat->evidence;
    if (1000 * (uint64_t)e->equal >= (is_prose(e) ? FILLED_PROSE : FILLED) * (uint64_t)e->letters)
        return false;
    bool filled = 5 * (uint64_t)e->near_by > 2 * (uint64_t)e->shingles && !is_misread(e);
    uint32_t least = e->letters < LONG || e->again == e->exchanged ? 2 : 3;
    bool refilled = e->again >= least && 3 * (uint64_t)e->again > e->exchanged;
    bool islands = 2 * ((uint64_t)e->letters + e->numbers + e->denied) < repeat->letters;
    return filled || refilled || islands || is_parallel(e);
}

/* Returns whether it is a long form that the text fills in at least three times, such as the meals of a plan or the
   parameters of a function: no prose, no menu, and something else is between its parts. */
static bool is_filled_in(const dedup_case *repeat)
{
    const dedup_evidence *e = &repeat->evidence;
    return e->letters >= LONG && !is_prose(e) && e->letters >= MENU_LINE * (uint64_t)e->lines
        && is_share(e->thrice, e->shingles, REFRAIN_APART) && repeat->letters >= (uint64_t)e->letters + MENU_LINE;
}

/* Returns whether it is a list: a marker heads each item, and items are long enough to say something. That they read
   like prose does not matter: under another heading, a list means something else. */
static bool is_list(const dedup_evidence *e)
{
    return e->units >= 2 && e->marked == e->units && e->letters >= ITEM * (uint64_t)e->units;
}

/* Returns whether it has as much punctuation as code, or as many lines without words as code that was taken apart. */
static bool is_code(const dedup_evidence *e)
{
    return 100 * (uint64_t)e->symbols > SYMBOLS * (uint64_t)e->letters || SIGN_LINES * (uint64_t)e->sign_lines > e->lines;
}

/* Returns whether it is many short unchanged lines, such as a menu. Verse has longer lines, or commas. */
static bool is_terse(const dedup_evidence *e)
{
    return e->lines >= MENU && e->equal == e->letters && e->letters < MENU_LINE * (uint64_t)e->lines && e->prose == 0
        && e->rows == 0 && !is_code(e) && PAUSES * (uint64_t)e->paused < e->lines;
}

/* Returns whether many letters are in numbers, as in the fields of a record. */
static bool has_values(const dedup_evidence *e)
{
    return FIGURES * (uint64_t)e->figures > e->letters;
}

/* Returns whether lines have as many words as verse. */
static bool has_verse_words(const dedup_evidence *e)
{
    return e->shingles >= VERSE_WORDS * e->lines;
}

/* Returns whether lines have as many words as verse, and the copies are in one section and not adjacent. */
static bool is_verse_like(const dedup_evidence *e)
{
    return !e->apart && !e->touching && has_verse_words(e);
}

/* Returns whether it is a menu. What occurs more than twice may be a refrain: labels and values, as next to every post
   of a forum, or the chorus of a song. */
static bool is_menu(const dedup_evidence *e)
{
    bool refrain = 2 * (uint64_t)e->thrice >= e->shingles;
    return is_terse(e) && !(refrain && (e->labels > 0 || has_values(e) || is_verse_like(e)));
}

/* The form of a repeat that is no menu; DEDUP_COPY if it is prose. */
static dedup_reason form_of(const dedup_evidence *e)
{
    if (2 * (uint64_t)e->rows > e->lines)
        return DEDUP_TABLE;
    bool prose = is_prose(e) || 2 * (uint64_t)e->cut_off > e->letters;
    if (is_code(e) && !(prose && e->equal == e->letters))
        return DEDUP_CODE;
    if (prose)
        return DEDUP_COPY;
    if (2 * (uint64_t)e->items > e->lines)
        return DEDUP_LIST;
    if (e->lines <= VERSE_LINES || e->letters >= VERSE_LINE * (uint64_t)e->lines)
        return DEDUP_FORM;
    return e->letters >= MENU_LINE * (uint64_t)e->lines || has_verse_words(e) ? DEDUP_VERSE : DEDUP_LIST;
}

/* Returns whether nearly all of it is prose. */
static bool is_written(const dedup_evidence *e)
{
    return 10 * (uint64_t)e->prose >= 9 * (uint64_t)e->letters;
}

/* Returns whether a single word or negation is the difference. Such blocks in one section are different statements.
   Next to each other they are, too, if several words differ: a list treats its subjects in the same words. */
static bool is_statement(const dedup_evidence *e)
{
    const dedup_changes *c = &e->changes;
    bool one = c->places == 1 && c->stated == 1, several = c->words > 0 && 2 * c->words >= c->places;
    return !e->apart && (one || (e->touching && several));
}

/* Returns whether it is prose in another section, so that it may be an old version. */
static bool is_version(const dedup_evidence *e)
{
    return e->apart && is_written(e);
}

/* Returns whether one copy is an edit of the other. In another section: words were only dropped or inserted, or there
   are several changes. In the same section: several changes that say nothing elsewhere. In both: not just two exchanged
   words. */
static bool is_edited(const dedup_evidence *e)
{
    const dedup_changes *c = &e->changes;
    if (c->places < 2)
        return is_version(e) && e->replaced == 0;
    return (e->apart || c->living == 0) && (c->places > 2 || 2 * c->stated <= c->places);
}

/* Returns whether it is no copy by itself: too short, a refrain, part of a sentence, or too much changed. */
static bool is_single(const dedup_evidence *e, const dedup_rules *rules)
{
    bool lead = e->lead && is_written(e);
    bool refrain = !lead && is_share(e->thrice, e->shingles, is_version(e) ? REFRAIN_APART : REFRAIN);
    bool like = is_share(e->equal, e->letters, is_edited(e) ? EDITED_IDENTITY : SHORT_IDENTITY);
    return e->letters < rules->min_letters || refrain || 2 * (uint64_t)e->spaced > e->letters
        || (!lead && 2 * (uint64_t)e->embedded > e->letters) || !like;
}

/* Returns whether a run is too much changed for its length: in a few places only, unless three or more copies were edited
   on their own. */
static bool is_reworked(const dedup_evidence *e)
{
    return !e->touching && !is_edited(e) && !is_share(e->thrice, e->shingles, REFRAIN)
        && !is_share(e->equal, e->letters, REWORKED_IDENTITY);
}

/* Returns whether a row is cells, short lines of verse, or answers. No author repeats a line as often as a loop. */
static bool is_sung(const dedup_case *repeat, dedup_reason form)
{
    const dedup_evidence *e = &repeat->evidence;
    if (form == DEDUP_COPY || e->letters >= VERSE_LINE * (uint64_t)e->lines)
        return false;
    bool is_long = repeat->row.letters >= LONG, loops = repeat->row.copies >= LOOP;
    bool short_lines = form == DEDUP_VERSE || (form == DEDUP_LIST && 2 * (uint64_t)e->items <= e->lines);
    bool stanza = (short_lines && e->parted == 0) || e->lines == 1;
    return is_long ? stanza && !loops : !loops || e->letters < MENU_LINE;
}

/* The reason to spare copies in a row. Adjacent copies are neither refrains nor items under another heading. */
static dedup_reason form_of_row(const dedup_case *repeat, uint32_t min_letters)
{
    const dedup_evidence *e = &repeat->evidence;
    const dedup_row *row = &repeat->row;
    bool is_long = row->letters >= LONG, data = 2 * (uint64_t)e->figures > e->letters;
    dedup_reason form = data ? DEDUP_TABLE : is_menu(e) ? DEDUP_COPY : form_of(e);
    if (row->whole_text || e->letters >= LONG)
        return DEDUP_COPY;
    if (data || ((form == DEDUP_TABLE || form == DEDUP_CODE) && !(is_long && is_prose(e))))
        return form;
    if (row->letters - e->letters < min_letters || (e->inside && !is_long))
        return DEDUP_SINGLE;
    return is_sung(repeat, form) ? form : DEDUP_COPY;
}

/* Returns whether its sentences with other numbers have more than a third as many letters as the rest of it; if it is long
   prose, more than the rest. */
static bool is_renumbered(const dedup_evidence *e, bool is_short)
{
    return 3 * (uint64_t)e->numbers > e->letters && (is_short || e->numbers > e->letters || !is_prose(e));
}

/* The reason to spare a short repeat for what differs. */
static dedup_reason judge_short(const dedup_evidence *e, dedup_reason form, const dedup_rules *rules)
{
    /* A menu or a footer comes back unchanged; a form that is changed has other values, or another subject. */
    bool is_other_form = form != DEDUP_COPY && e->equal < e->letters;
    if (is_other_form && dedup_protects(rules, DEDUP_TEMPLATE))
        return DEDUP_TEMPLATE;
    if (e->names && dedup_protects(rules, DEDUP_NAMES))
        return DEDUP_NAMES;
    if (is_statement(e) && dedup_protects(rules, DEDUP_TEMPLATE))
        return DEDUP_TEMPLATE;
    return !is_menu(e) && is_single(e, rules) && dedup_protects(rules, DEDUP_SINGLE) ? DEDUP_SINGLE : DEDUP_COPY;
}

dedup_reason dedup_judge(const dedup_case *repeat, const dedup_rules *rules)
{
    const dedup_evidence *e = &repeat->evidence;
    if (e->letters == 0)
        return DEDUP_COPY;
    if (repeat->row.copies > 0) {
        dedup_reason row = form_of_row(repeat, rules->min_letters);
        return dedup_protects(rules, row) ? row : DEDUP_COPY;
    }
    /* Refrains between other verses are not one long run. */
    bool is_short = e->letters < LONG || (e->unparted < LONG && is_share(e->thrice, e->shingles, REFRAIN));
    if (is_renumbered(e, is_short) && dedup_protects(rules, DEDUP_NUMBERS))
        return DEDUP_NUMBERS;
    bool is_denied = is_short && e->denied > e->letters;
    if (dedup_protects(rules, DEDUP_TEMPLATE) && (is_denied || is_template(repeat) || is_filled_in(repeat)))
        return DEDUP_TEMPLATE;
    if (is_list(e) && dedup_protects(rules, DEDUP_LIST))
        return DEDUP_LIST;
    bool has_form = (is_short || !is_share(e->equal, e->letters, UNCHANGED)) && !is_menu(e);
    dedup_reason form = has_form ? form_of(e) : DEDUP_COPY;
    if (form != DEDUP_COPY && dedup_protects(rules, form))
        return form;
    if (is_short)
        return judge_short(e, form, rules);
    return e->letters < LONGER && is_reworked(e) && dedup_protects(rules, DEDUP_SINGLE) ? DEDUP_SINGLE : DEDUP_COPY;
}

dedup_reason dedup_judge_piece(const dedup_piece *piece, const dedup_rules *rules)
{
    if (!piece->cut)
        return DEDUP_UNCUT;
    if (piece->numbers)
        return DEDUP_NUMBERS;
    if ((piece->sibling || piece->denied) && dedup_protects(rules, DEDUP_TEMPLATE))
        return DEDUP_TEMPLATE;
    if ((double)piece->equal < rules->identity * piece->letters)
        return DEDUP_UNLIKE;
    bool is_weak = piece->letters < rules->min_letters && !is_share(piece->equal, piece->letters, SHORT_IDENTITY);
    return is_weak && dedup_protects(rules, DEDUP_SINGLE) ? DEDUP_SINGLE : DEDUP_COPY;
}

dedup_reason dedup_judge_stretch(const dedup_aligner *al, uint32_t start, uint32_t stop, const dedup_rules *rules)
{
    dedup_evidence e = dedup_measure_stretch(al, start, stop);
    bool menu = is_terse(&e) && e.labels <= 1 && VALUES * (uint64_t)e.figures <= e.letters
        && SAME_LINES * e.same_lines < e.lines;
    bool code = is_code(&e) && !is_share(e.sentences, e.letters, 50);
    dedup_reason form = code ? DEDUP_CODE : is_list(&e) ? DEDUP_LIST : menu ? DEDUP_COPY : form_of(&e);
    if (e.letters >= LONG && form != DEDUP_CODE)
        return DEDUP_COPY;
    return dedup_protects(rules, form) ? form : DEDUP_COPY;
}

dedup_rule dedup_rule_of(const dedup_case *repeat)
{
    if (repeat->row.copies > 0)
        return DEDUP_ROW;
    if (repeat->evidence.letters >= LONG)
        return DEDUP_LONG_RUN;
    return repeat->evidence.cut_off ? DEDUP_TEASER : DEDUP_LONE_BLOCK;
}
