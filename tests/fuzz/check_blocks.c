/* Two texts as Python holds them: their runs of equal characters, whole lines of these, and what is alike around them.
   The width of a character must not matter. */
#include "fuzz.h"

#include "blocks/alike.h"
#include "text/units.h"

#include <stdlib.h>

enum { PLACES = 16 };

/* The characters of a text, in 1, 2 or 4 bytes each: as few as they need, or more. */
typedef struct {
    dedup_characters narrow, wide;
} two_widths;

static void put(void *data, size_t at, uint32_t code, unsigned width)
{
    if (width == 1)
        ((uint8_t *)data)[at] = (uint8_t)code;
    else if (width == 2)
        ((uint16_t *)data)[at] = (uint16_t)code;
    else
        ((uint32_t *)data)[at] = code;
}

static void *characters(const uint32_t *code, size_t count, unsigned width)
{
    void *data = fuzz_memory(count * width);
    for (size_t i = 0; i < count; i++)
        put(data, i, code[i], width);
    return data;
}

static two_widths read(const uint8_t *text, size_t size)
{
    uint32_t *code = fuzz_memory(size * sizeof *code), most = 0, count = 0;
    for (size_t at = 0; at < size;) {
        dedup_unit unit = dedup_next_unit(text, at, size);
        code[count++] = unit.code;
        most = unit.code > most ? unit.code : most;
        at = unit.stop;
    }
    unsigned width = most < 0x100 ? 1 : most < 0x10000 ? 2 : 4;
    two_widths made = { { characters(code, count, width), count, width }, { characters(code, count, 4), count, 4 } };
    free(code);
    return made;
}

static void free_both(two_widths text)
{
    free((void *)text.narrow.data);
    free((void *)text.wide.data);
}

static bool is_same(dedup_run_of_equals a, dedup_run_of_equals b)
{
    return a.start == b.start && a.stop == b.stop && a.kept_start == b.kept_start;
}

static uint32_t code_at(const two_widths *text, uint32_t at)
{
    return dedup_character(&text->wide, at);
}

/* The run goes as far as the characters are equal, and no further. */
static void check_run(const two_widths *kept, uint32_t kept_place, const two_widths *text, uint32_t place,
                      dedup_run_of_equals run)
{
    uint32_t start = place, stop = place, kept_start = kept_place, kept_stop = kept_place;
    while (stop < text->wide.count && kept_stop < kept->wide.count && code_at(text, stop) == code_at(kept, kept_stop))
        stop++, kept_stop++;
    while (stop > place && start > 0 && kept_start > 0 && code_at(text, start - 1) == code_at(kept, kept_start - 1))
        start--, kept_start--;
    REQUIRE(run.start == start && run.stop == stop && run.kept_start == kept_start);
}

/* Is there only white space between a place and an end of its line? */
static bool is_at_line_end(const two_widths *text, uint32_t at, int step)
{
    int64_t i = step > 0 ? (int64_t)at : (int64_t)at - 1;
    for (; i >= 0 && i < text->wide.count && code_at(text, (uint32_t)i) != '\n'; i += step)
        if (!dedup_is_white(code_at(text, (uint32_t)i)))
            return false;
    return true;
}

/* Whole lines are part of the run, begin and end with something to see, and share their lines with nothing else. */
static void check_lines(const two_widths *kept, const two_widths *text, dedup_run_of_equals run,
                        dedup_run_of_equals lines)
{
    REQUIRE(lines.start <= lines.stop && run.start <= lines.start && lines.stop <= run.stop);
    REQUIRE(lines.start - lines.kept_start == run.start - run.kept_start);
    if (lines.start == lines.stop)
        return;
    uint32_t kept_stop = lines.kept_start + (lines.stop - lines.start);
    REQUIRE(!dedup_is_white(code_at(text, lines.start)) && !dedup_is_white(code_at(text, lines.stop - 1)));
    REQUIRE(is_at_line_end(text, lines.start, -1) && is_at_line_end(text, lines.stop, 1));
    REQUIRE(is_at_line_end(kept, lines.kept_start, -1) && is_at_line_end(kept, kept_stop, 1));
}

static uint32_t letters_in(const two_widths *text, uint32_t start, uint32_t stop)
{
    uint32_t letters = 0;
    for (uint32_t i = start; i < stop; i++)
        letters += dedup_letters_of_character(code_at(text, i));
    return letters;
}

/* No more is alike than there are letters, and what is enough is enough for less. */
static void check_likeness(const two_widths *kept, const two_widths *text, dedup_run_of_equals run,
                           dedup_likeness wanted)
{
    bool alike = dedup_is_alike_around(&kept->narrow, &text->narrow, run, wanted);
    REQUIRE(alike == dedup_is_alike_around(&kept->wide, &text->wide, run, wanted));
    REQUIRE(!alike || letters_in(text, 0, text->wide.count) >= wanted.enough);
    if (alike) {
        wanted.enough /= 2;
        REQUIRE(dedup_is_alike_around(&kept->wide, &text->wide, run, wanted));
    }
}

static void check_around(const two_widths *kept, uint32_t kept_place, const two_widths *text, uint32_t place,
                         dedup_likeness wanted)
{
    dedup_run_of_equals run = dedup_equal_around(&kept->narrow, kept_place, &text->narrow, place);
    check_run(kept, kept_place, text, place, run);
    REQUIRE(is_same(run, dedup_equal_around(&kept->wide, kept_place, &text->wide, place)));
    dedup_run_of_equals lines = dedup_whole_lines(&kept->narrow, &text->narrow, run);
    check_lines(kept, text, run, lines);
    REQUIRE(is_same(lines, dedup_whole_lines(&kept->wide, &text->wide, run)));
    uint32_t letters = letters_in(text, run.start, run.stop);
    REQUIRE(dedup_has_letters(&text->narrow, run, letters) && !dedup_has_letters(&text->narrow, run, letters + 1));
    check_likeness(kept, text, run, wanted);
}

void fuzz_check_blocks(const fuzz_input *input)
{
    const size_t first = input->size * input->options.border / 256;
    two_widths kept = read(input->text, first), text = read(input->text + first, input->size - first);
    fuzz_random random = fuzz_seeded(input->options.seed);
    dedup_likeness wanted = { input->rules.min_letters, input->options.identity };
    for (int n = 0; n < PLACES && kept.wide.count > 0 && text.wide.count > 0; n++) {
        uint32_t place = (uint32_t)fuzz_below(&random, text.wide.count);
        uint32_t kept_place = (uint32_t)fuzz_below(&random, kept.wide.count);
        while (n % 2 && kept_place + 1 < kept.wide.count && code_at(&kept, kept_place) != code_at(&text, place))
            kept_place++;
        check_around(&kept, kept_place, &text, place, wanted);
        check_around(&text, place, &text, place, wanted);
    }
    free_both(kept);
    free_both(text);
}
