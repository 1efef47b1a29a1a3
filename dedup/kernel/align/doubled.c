#include "doubled.h"

#include "fours.h"
#include "interrupt.h"
#include "structure/breaks.h"
#include "structure/lines.h"

#include <stdlib.h>
#include <string.h>

enum {
    SHINGLE = 3,         /* words of a shingle, if they are of scripts with spaces: see _repeats.pyx */
    HINT = 10,           /* minimum per cent of shingles that also occur within a unit before */
    NEARLY_ALL = 90,     /* minimum per cent of letters in units with the same number of copies */
    UNITS = 6,           /* minimum number of units; a round, where every line is sung twice, has four */
    LETTERS = 350,       /* minimum letters in units; a song with every line twice has fewer */
    UNIT = 700,          /* maximum letters of a unit ... */
    PHRASE = 350,        /* ... and of one that no break ends */
    COPIES = 16,         /* numbers of copies that are told apart */
    AHEAD = 12,          /* words after the copies of a unit in which a longer unit may start */
    PATIENCE = 7         /* steps per word, after which the text counts as not doubled */
};

/* The words of a text without its time codes, and its breaks. */
typedef struct {
    const uint8_t *text;
    size_t size;
    const dedup_words *words;
    const dedup_occurrences *occurrences;
    uint8_t *strength;            /* before each word; DEDUP_UNKNOWN until needed */
    uint32_t *said, *tag, count;  /* the words read so far, and half of the hash of each */
    uint32_t line;                /* the line to read next: its first word */
    uint8_t least;                /* minimum strength of the breaks between units */
    uint32_t reach;               /* where the longest unit from the current place on ends */
    uint64_t steps;               /* words compared */
} script;

/* One unit, in words, and the number of its copies. */
typedef struct {
    uint32_t words, copies;
} run_of_copies;

static uint32_t letters_in(const script *s, uint32_t from, uint32_t to)
{
    return from == to ? 0 : dedup_letters_in(s->words, s->said[from], s->said[to - 1] + 1);
}

/* The strength of the break before a word. */
static dedup_strength strength_at(const script *s, uint32_t word)
{
    if (s->strength[word] == DEDUP_UNKNOWN)
        s->strength[word] = dedup_strength_before(s->text, s->size, s->words, word);
    return s->strength[word] & DEDUP_STRENGTH;
}

static bool has_arrow(const uint8_t *text, size_t size)
{
    const uint8_t *end = text + size, *at = text;
    for (; (at = memchr(at, '>', (size_t)(end - at))) != NULL; at++)
        if (at - text >= 2 && at[-1] == '-' && at[-2] == '-')
            return true;
    return false;
}

/* Returns whether the line [start, stop), in words, is a time code, the number of a cue, or consists of numbers. */
static bool is_code(const uint8_t *text, const dedup_words *w, uint32_t start, uint32_t stop)
{
    bool figures = true;
    for (uint32_t i = start; i < stop; i++) {
        figures = figures && (w->flags[i] & DEDUP_DIGIT);
        if (i + 1 < stop && has_arrow(text + w->stop[i], w->start[i + 1] - w->stop[i]))
            return true;
    }
    return figures;
}

/* The first word after word i that begins a line. */
static uint32_t next_line(const script *s, uint32_t i)
{
    uint32_t count = (uint32_t)s->words->count;
    do
        i = dedup_next_line(s->text, s->words, i + 1, count);
    while (i < count && strength_at(s, i) < DEDUP_LINE);
    return i;
}

/* Reads the next line. */
static void read_line(script *s)
{
    uint32_t line = s->line, next = s->line = next_line(s, line);
    if (dedup_pauses(line, next) || is_code(s->text, s->words, line, next))
        return;
    for (uint32_t i = line; i < next; i++, s->count++) {
        s->said[s->count] = i;
        s->tag[s->count] = (uint32_t)s->words->hash[i];
    }
}

/* Returns whether there is a word at `place`. Lines are read when they are needed: most texts turn out not to be doubled
   in their first tenth. */
static bool has_word(script *s, uint32_t place)
{
    while (place >= s->count && s->line < s->words->count && !dedup_stopped())
        read_line(s);
    return place < s->count;
}

/* Returns whether a unit may end before the word at `place`. */
static bool is_end(script *s, uint32_t place)
{
    if (s->least == DEDUP_NO_BREAK || !has_word(s, place))
        return true;
    return strength_at(s, s->said[place]) >= s->least;
}

/* Returns whether two spans have the same characters, including the punctuation at their ends. */
static bool is_same_text(const script *s, uint32_t first, uint32_t start, uint32_t words)
{
    uint32_t from = dedup_break_before(s->text, s->size, s->words, first).start;
    uint32_t to = dedup_break_before(s->text, s->size, s->words, first + words).stop;
    uint32_t other_from = dedup_break_before(s->text, s->size, s->words, start).start;
    uint32_t other_to = dedup_break_before(s->text, s->size, s->words, start + words).stop;
    return to - from == other_to - other_from && memcmp(s->text + from, s->text + other_from, to - from) == 0;
}

/* Returns whether the unit is repeated at `place` and ends there. A time code between the words rules it out. */
static bool is_copy(script *s, uint32_t unit, uint32_t place, uint32_t words)
{
    if (!has_word(s, place + words - 1) || !is_end(s, place + words))
        return false;
    uint32_t first = s->said[unit], start = s->said[place], last = words - 1;
    if (s->said[unit + last] != first + last || s->said[place + last] != start + last)
        return false;
    uint32_t equal = dedup_equal_words(s->words, start, first, start + words);
    s->steps += equal;
    return equal == words && is_same_text(s, first, start, words);
}

/* Returns whether a unit may go on at `stop`: there is a word, and it is not too long yet. */
static bool may_go_on(script *s, uint32_t place, uint32_t stop)
{
    return has_word(s, stop) && letters_in(s, place, stop) <= (s->least > DEDUP_NO_BREAK ? UNIT : PHRASE);
}

/* Where a unit that begins at `place` gets too long. Must be called with ascending places. */
static uint32_t reach_of(script *s, uint32_t place)
{
    if (s->reach <= place)
        s->reach = place + 1;
    while (may_go_on(s, place, s->reach))
        s->reach++;
    return s->reach;
}

/* The first place in [next, stop) whose word seems equal to that at `place`, or `stop`. */
static uint32_t find_again(const script *s, uint32_t place, uint32_t next, uint32_t stop)
{
    uint32_t tag = s->tag[place];
    while (next < stop && stop - next >= DEDUP_FOUR && !dedup_holds_any((dedup_four)(dedup_four_at(s->tag + next) == tag)))
        next += DEDUP_FOUR;
    while (next < stop && s->tag[next] != tag)
        next++;
    return next;
}

/* Where to stop looking for a copy of the unit at `place`. A unit as long as its first shingle has one only where that
   occurs again: from most places, nowhere. */
static uint32_t search_end(script *s, uint32_t place)
{
    const dedup_occurrences *o = s->occurrences;
    uint32_t first = s->said[place], stop = place + 1;
    if (first >= o->count || o->next[first] != DEDUP_NONE)
        return reach_of(s, place);
    while (stop < place + o->length[first] && may_go_on(s, place, stop))
        stop++;
    return stop;
}

/* The unit at `place`: the shortest of those whose copies reach furthest. */
static run_of_copies copies_at(script *s, uint32_t place)
{
    run_of_copies best = { 1, 1 };
    uint32_t reach = search_end(s, place), stop = reach, next = place;
    while ((next = find_again(s, place, next + 1, stop)) < stop) {
        uint32_t words = next - place, copies = 1;
        bool inside = best.copies > 1 && words < best.copies * best.words;     /* a multiple of the current unit */
        if (inside || !is_end(s, next))
            continue;
        while (is_copy(s, place, place + copies * words, words))
            copies++;
        if (copies == 1 || copies * words <= best.copies * best.words)
            continue;
        best = (run_of_copies){ words, copies };
        uint32_t ahead = place + copies * words + AHEAD;     /* "Bye bye for now. Bye bye for now." */
        stop = ahead < reach ? ahead : reach;
    }
    s->steps += stop - place;
    return best;
}

/* Sums over a text: letters by number of copies, and the number and letters of units. */
typedef struct {
    uint64_t letters[COPIES], alone;       /* in units without copies */
    uint32_t units, unit_letters;
} tally;

static bool add_copies(const script *s, uint32_t place, run_of_copies run, bool keep_last, dedup_chains *found)
{
    uint32_t last = place + (run.copies - 1) * run.words, letters = letters_in(s, place, place + run.words);
    dedup_row row = { run.copies * letters, run.copies, true };
    for (uint32_t copy = 1; copy < run.copies; copy++) {
        uint32_t later = s->said[keep_last ? last : place + copy * run.words];
        uint32_t earlier = s->said[place + (keep_last ? copy - 1 : 0) * run.words];
        int64_t score = DEDUP_LETTER_SCORE * (int64_t)letters;
        if (!dedup_add_chain(found, (dedup_run){ later, earlier, run.words, DEDUP_NONE, later, 1, score }, row))
            return false;
    }
    return true;
}

/* Returns whether so many letters have no copy that the text cannot be doubled. */
static bool is_hopeless(uint64_t alone, uint64_t all)
{
    return 100 * (all - alone) < NEARLY_ALL * all;
}

/* Reads the text unit by unit, as long as it may be doubled. Adds the copies to `found` unless it is NULL. */
static tally read_units(script *s, bool keep_last, dedup_chains *found)
{
    tally sum = { 0 };
    uint64_t all = s->words->letters[s->words->count];      /* at least those of the words that are said */
    for (uint32_t place = 0, next; has_word(s, place); place = next) {
        run_of_copies run = is_end(s, place) || place == 0 ? copies_at(s, place) : (run_of_copies){ 1, 1 };
        next = place + run.words * run.copies;
        if (dedup_pauses(place, next) || s->steps > (uint64_t)PATIENCE * s->words->count)
            break;
        if (run.copies == 1) {
            sum.alone += letters_in(s, place, next);
            if (is_hopeless(sum.alone, all))
                break;
            continue;
        }
        sum.letters[run.copies < COPIES ? run.copies : COPIES - 1] += letters_in(s, place, next);
        sum.units++;
        sum.unit_letters += letters_in(s, place, place + run.words);
        if (found && !add_copies(s, place, run, keep_last, found))
            break;
    }
    return sum;
}

static bool is_doubled(script *s, const tally *sum, uint32_t min_letters)
{
    uint64_t most = 0;
    for (uint32_t copies = 2; copies < COPIES; copies++)
        most = sum->letters[copies] > most ? sum->letters[copies] : most;
    if (sum->units < UNITS || sum->unit_letters < (min_letters > LETTERS ? min_letters : LETTERS))
        return false;
    has_word(s, UINT32_MAX - 1);      /* reads the rest, if patience ran out before */
    return 100 * most >= NEARLY_ALL * (uint64_t)letters_in(s, 0, s->count);
}

bool dedup_may_be_doubled(const dedup_words *w, const dedup_occurrences *o)
{
    uint32_t near = 0;
    for (uint32_t n = 0; n < o->repeated_count; n++)
        near += dedup_letters_in(w, o->previous[o->repeated[n]], o->repeated[n]) <= UNIT;
    return 100 * (uint64_t)near >= (uint64_t)HINT * o->count;
}

/* Returns whether no unit of three words or more with copies can contain word i, as no shingle that does occurs again.
   Where a shingle is longer than that, it returns false. */
static bool is_outside(const dedup_occurrences *o, uint32_t i)
{
    if (i < SHINGLE - 1 || i >= o->count)
        return false;
    for (uint32_t p = i - (SHINGLE - 1); p <= i; p++)
        if (o->length[p] != SHINGLE || o->next[p] != DEDUP_NONE || o->previous[p] != DEDUP_NONE)
            return false;
    return true;
}

/* Returns whether so many words have no copy at first sight that the text cannot be doubled: they are outside of longer
   units, and none of the two words before and after is equal, so that they are in no shorter one. Numbers do not count,
   which may be time codes, between the copies of a unit. */
static bool is_hopeless_at_sight(const uint8_t *text, size_t size, const dedup_words *w, const dedup_occurrences *o)
{
    struct { uint64_t hash; uint32_t letters; } one = { 0 }, two = { 0 };      /* words before; no letters: has a copy */
    uint64_t alone = 0, all = w->letters[w->count];
    for (uint32_t i = 0; i < o->count && !is_hopeless(alone, all) && !dedup_pauses(i, i + 1); i++) {
        if (w->flags[i] & DEDUP_DIGIT)
            continue;
        uint64_t hash = w->hash[i];
        bool again = hash == one.hash || hash == two.hash;
        one.letters = hash == one.hash ? 0 : one.letters;
        alone += hash == two.hash ? 0 : two.letters;
        two = one;
        one.hash = hash;
        one.letters = again || !is_outside(o, i) ? 0 : dedup_letters_in(w, i, i + 1);
    }
    return is_hopeless(alone, all) && !has_arrow(text, size);
}

bool dedup_find_doubled(const uint8_t *text, size_t size, const dedup_words *w, const dedup_occurrences *o,
                        uint32_t min_letters, bool keep_last, uint8_t *strength, dedup_chains *found)
{
    static const uint8_t BREAKS[] = { DEDUP_LINE, DEDUP_SENTENCE, DEDUP_NO_BREAK };
    if (o->border > 0 || !dedup_may_be_doubled(w, o) || is_hopeless_at_sight(text, size, w, o))
        return true;
    script s = { .text = text, .size = size, .words = w, .occurrences = o, .strength = strength,
                 .said = malloc(2 * w->count * sizeof *s.said) };
    if (s.said == NULL)
        return false;
    s.tag = s.said + w->count;
    for (size_t n = 0; n < sizeof BREAKS && !dedup_stopped(); n++) {
        s.least = BREAKS[n];
        s.steps = s.reach = 0;
        tally sum = read_units(&s, keep_last, NULL);
        found->work += s.steps;
        if (is_doubled(&s, &sum, min_letters)) {
            s.steps = s.reach = 0;
            read_units(&s, keep_last, found);
            break;
        }
    }
    free(s.said);
    return !found->failed;
}
