#include "layout.h"

#include "grow.h"
#include "structure/lines.h"
#include "structure/wrapping.h"

enum { PROSE = 70 };       /* minimum letters of a prose paragraph; half of it if it ends in a full stop */

static dedup_joining joining_of(const dedup_words *w, uint32_t i, uint8_t strength)
{
    if ((strength & DEDUP_STRENGTH) > DEDUP_LINE)
        return DEDUP_BEGINS;
    if (strength & DEDUP_RUNS_ON)
        return DEDUP_CONTINUES;
    return (strength & DEDUP_ENDED) || (w->flags[i] & (DEDUP_CAPITAL | DEDUP_DIGIT)) ? DEDUP_BEGINS : DEDUP_FOLLOWS;
}

bool dedup_goes_on(const dedup_line *line, uint32_t letters_before)
{
    return line->joining == DEDUP_CONTINUES || (line->joining == DEDUP_FOLLOWS && letters_before >= DEDUP_WRAPPED);
}

static void add_line(dedup_layout *layout, uint32_t start, dedup_joining joining)
{
    if (DEDUP_GROW(layout, line, lines))
        layout->lines[layout->line_count++] = (dedup_line){ .start = start, .joining = joining };
}

static void find_lines(const dedup_aligner *al, dedup_layout *layout)
{
    uint32_t count = (uint32_t)al->words->count;
    add_line(layout, 0, DEDUP_BEGINS);
    for (uint32_t i = 0, last = 0; !layout->failed && !dedup_pauses(last, i); last = i) {
        i = dedup_next_line(al->text, al->words, i + 1, count);
        if (i == count)
            break;
        uint8_t strength = dedup_strength_at(al, i);
        if ((strength & DEDUP_STRENGTH) >= DEDUP_LINE)
            add_line(layout, i, joining_of(al->words, i, strength));
    }
    add_line(layout, count, DEDUP_BEGINS);
}

/* Letters of a paragraph and of the prose beyond it; 0 if the paragraph is no prose. */
static uint32_t prose_of(const dedup_aligner *al, uint32_t start, uint32_t stop, uint32_t beyond)
{
    uint32_t letters = dedup_letters_in(al->words, start, stop);
    bool prose = letters >= PROSE || (2 * letters >= PROSE && (dedup_strength_at(al, stop) & DEDUP_ENDED));
    return prose ? letters + beyond : 0;
}

/* Reads forward: where the paragraph of each line begins, and the prose before those that begin one. */
static void look_back(const dedup_aligner *al, dedup_line *lines, const dedup_line *end)
{
    uint32_t before = 0;
    for (dedup_line *line = lines + 1; line <= end; line++) {
        line->first = line[-1].first;
        if (line->joining != DEDUP_BEGINS)
            continue;
        line->before = before = prose_of(al, line->first, line->start, before);
        line->first = line->start;
    }
}

/* Reads backward: where the paragraph of each line ends, and the prose from there on. */
static void look_ahead(const dedup_aligner *al, const dedup_line *lines, dedup_line *end)
{
    uint32_t after = 0;
    for (dedup_line *line = end; line-- > lines; ) {
        bool goes_on = dedup_goes_on(&line[1], dedup_letters_in(al->words, line->start, line[1].start));
        line->stop = goes_on ? line[1].stop : line[1].start;
        if (!goes_on)
            after = line[1].after;
        line->after = prose_of(al, line->start, line->stop, after);
    }
}

/* Indexes the lines by their words. */
static void index_lines(uint32_t count, dedup_layout *layout)
{
    layout->near = malloc((count / DEDUP_INDEXED + 1) * sizeof *layout->near);
    layout->failed = layout->near == NULL;
    for (uint32_t word = 0, line = 0; !layout->failed && word <= count; word += DEDUP_INDEXED) {
        while (line + 1 < layout->line_count && layout->lines[line + 1].start <= word)
            line++;
        layout->near[word / DEDUP_INDEXED] = line;
    }
}

void dedup_lay_out(const dedup_aligner *al, dedup_layout *layout)
{
    find_lines(al, layout);
    if (!layout->failed)
        index_lines((uint32_t)al->words->count, layout);
    if (layout->failed)
        return;
    look_back(al, layout->lines, layout->lines + layout->line_count - 1);
    look_ahead(al, layout->lines, layout->lines + layout->line_count - 1);
}

void dedup_free_layout(dedup_layout *layout)
{
    free(layout->lines);
    free(layout->near);
}

const dedup_line *dedup_line_of(const dedup_layout *layout, uint32_t word)
{
    const dedup_line *line = layout->lines + layout->near[word / DEDUP_INDEXED];
    const dedup_line *last = layout->lines + layout->line_count - 1;
    while (line < last && line[1].start <= word)
        line++;
    return line;
}
