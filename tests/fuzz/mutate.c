/* Changes to an input of the kinds that texts suffer: blocks are copied, words exchanged, lines broken, bytes damaged.
   Bytes changed at random seldom make a text that repeats itself, and repeats are what the kernel is about. */
#include "fuzz.h"

#include <string.h>

enum { HEAD = sizeof(fuzz_options), MOST_CHANGES = 5 };

/* A text that grows and shrinks in place. */
typedef struct {
    uint8_t *bytes;
    size_t size, most;
    fuzz_random random;
} draft;

static const char *const WORDS[] = {
    "the ", "bridge ", "council ", "of ", "Monday ", "Engineers ", "will ", "a ", "I ", "x", "42 ", "3.14 ", "1,984 ",
    "USA ", "U.S. ", "closed. ", "ended! ", "asked? ", "supercalifragilisticexpialidocious", "abcdefghijklmnop",
    "caf\xC3\xA9 ", "gro\xC3\x9F ", "\xCE\xA3\xCE\xB1\xCF\x82 ", "\xC4\xB0stanbul ", "\xEF\xAC\x81ne ",
    "\xD0\x9C\xD0\xBE\xD1\x81\xD0\xBA\xD0\xB2\xD0\xB0 ", "\xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D ", "\xEF\xB7\xBA ",
    "\xE0\xA4\xA8\xE0\xA4\xAE\xE0\xA4\xB8\xE0\xA5\x8D\xE0\xA4\xA4\xE0\xA5\x87 ", "\xE6\xBC\xA2\xE5\xAD\x97",
    "\xE6\x97\xA5\xE6\x9C\xAC\xE8\xAA\x9E", "\xE3\x81\x8B\xE3\x81\xAA", "\xED\x95\x9C\xEA\xB5\xAD ",
    "\xE1\x84\x92\xE1\x85\xA1", "\xE0\xB8\xA0\xE0\xB8\xB2\xE0\xB8\xA9\xE0\xB8\xB2", "\xE1\x9E\x81\xE1\x9F\x92\xE1\x9E\x98",
    "\xF0\x9D\x90\x80", "\xF0\xA0\x80\x80", "\xF0\x9F\x98\x80", "\xF0\x9F\x87\xA9", "\xE2\x98\x85 ", "\xE2\x98\x86", "\xE2\xA0\x81",
    "\xD9\x84\xD8\xA3 ", "\xD9\x83\xD9\x8E", "\xE5\x9B\xBD", "\xE5\x9C\x8B", "\xF0\xBF\xBC\x80", "\xCD\xB8",
    "\n\xE2\x98\x85\xE2\x98\x86\xE2\x86\x92\xE2\x86\x90\xE2\x86\x91\xE2\x86\x93\xE2\x99\xA0\xE2\x99\xA3\xE2\x99\xA5\xE2\x99\xA6\n",
};
static const char *const SEPARATORS[] = {
    " ", "\n", "\n\n", ". ", "\r\n", "\t", ", ", "", "  \n \n", " | ", "\n- ", "\n* ", "\n1) ", "\n> ", "\n# ", "; ", " {\n",
    "\n}\n", "\xE3\x80\x82", "\xE0\xA5\xA4 ", "\xE2\x80\xA6 ", " \xE2\x80\x94 ", "\xE3\x80\x80", "\xC2\xA0", "\xE2\x80\xA8",
    "\xE2\x80\x8B", "<br>", "\n\n\n[...]\n", " [", "](/a-\nb \"c\") ", "](", ") ", "\n- ", "\n2. ", " https://a.b/c?d ",
};
static const char *const MARKS[] = {
    "&amp;", "&nbsp;", "&eacute;", "&#123;", "&#x41;", "&#xD800;", "&#9999999;", "&", "&;", "&ampx", "\xCC\x81", "\xCC\xA3",
    "\xCC\x81\xCC\xA3\xCC\x88", "\xE0\xA5\x8D\xE0\xA4\xBC", "\xC2\xAD",
    "\xE2\x80\x8D", "\xE2\x80\xAE", "\xE2\x80\x9D", "\"", "'", ")", "]",
};
static const char *const BROKEN_LINES[] = { "-\n", "-\r\n", "\xE2\x80\x90\n", "\xC2\xAD\n", "-\n> ", "- \n", "-" };
/* Bytes that are no UTF-8, or are but for what follows. */
static const char *const BROKEN_BYTES[] = {
    "\xFF", "\x80", "\xC2", "\xE2\x80", "\xF0\x9F\x98", "\xC0\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xF7\xBF\xBF\xBF",
    "\xF8\x88\x80\x80\x80", "\xED\xBF\xBF", "\xEF\xBF\xBF",
};
#define ANY(random, list) list[fuzz_below(random, sizeof list / sizeof *list)]

static bool is_space(uint8_t byte)
{
    return byte == ' ' || byte == '\n' || byte == '\t' || byte == '\r';
}

/* Puts `count` bytes in place of [start, stop), or as many as there is room for; they may be the draft's own. */
static void replace(draft *d, size_t start, size_t stop, const void *bytes, size_t count)
{
    uint8_t copy[1 << 13];
    size_t room = d->most - (d->size - (stop - start));
    count = count < room ? count : room;
    count = count < sizeof copy ? count : sizeof copy;
    memcpy(copy, bytes, count);
    memmove(d->bytes + start + count, d->bytes + stop, d->size - stop);
    memcpy(d->bytes + start, copy, count);
    d->size = d->size - (stop - start) + count;
}

static void insert(draft *d, size_t at, const char *string)
{
    replace(d, at, at, string, strlen(string));
}

/* A place in the text: most often where a word begins, else in the middle of one or of a character. */
static size_t any_place(draft *d)
{
    size_t at = fuzz_below(&d->random, d->size + 1);
    if (fuzz_below(&d->random, 8) > 0)
        while (at > 0 && !is_space(d->bytes[at - 1]))
            at--;
    return at;
}

/* A stretch of the text, of up to `most` bytes. */
static void any_stretch(draft *d, size_t most, size_t *start, size_t *stop)
{
    size_t a = any_place(d), b = any_place(d);
    *start = a < b ? a : b;
    *stop = a < b ? b : a;
    if (*stop - *start > most)
        *stop = *start + 1 + fuzz_below(&d->random, most);
}

/* The end of the word that begins at a place. */
static size_t word_end(const draft *d, size_t at)
{
    while (at < d->size && !is_space(d->bytes[at]))
        at++;
    return at;
}

static void copy_block(draft *d)
{
    size_t start, stop, at = any_place(d);
    any_stretch(d, d->size, &start, &stop);
    size_t before = d->size;
    replace(d, at, at, d->bytes + start, stop - start);
    insert(d, at + d->size - before, ANY(&d->random, SEPARATORS));
    insert(d, at, ANY(&d->random, SEPARATORS));
}

static void append_copy(draft *d)
{
    size_t size = d->size;
    insert(d, size, ANY(&d->random, SEPARATORS));
    replace(d, d->size, d->size, d->bytes, size);
}

static void repeat_in_a_row(draft *d)
{
    size_t start, stop;
    any_stretch(d, 1 + fuzz_below(&d->random, 200), &start, &stop);
    for (size_t copies = 2 + fuzz_below(&d->random, 20); copies-- > 0;)
        replace(d, stop, stop, d->bytes + start, stop - start);
}

static void delete_block(draft *d)
{
    size_t start, stop;
    any_stretch(d, 1 + fuzz_below(&d->random, d->size), &start, &stop);
    replace(d, start, stop, "", 0);
}

static void exchange_word(draft *d)
{
    size_t at = any_place(d), from = any_place(d), stop = word_end(d, from);
    const char *word = ANY(&d->random, WORDS);
    if (fuzz_below(&d->random, 2))
        replace(d, at, word_end(d, at), d->bytes + from, stop - from);
    else
        replace(d, at, word_end(d, at), word, strlen(word));
}

static void insert_words(draft *d)
{
    size_t at = any_place(d);
    for (size_t words = 1 + fuzz_below(&d->random, 12); words-- > 0;)
        insert(d, at, ANY(&d->random, WORDS));
}

static void exchange_separator(draft *d)
{
    size_t start = word_end(d, any_place(d)), stop = start;
    while (stop < d->size && is_space(d->bytes[stop]))
        stop++;
    const char *separator = ANY(&d->random, SEPARATORS);
    replace(d, start, stop, separator, strlen(separator));
}

/* Every line end as a space, or the reverse. */
static void exchange_all_separators(draft *d)
{
    uint8_t from = fuzz_below(&d->random, 2) ? '\n' : ' ', to = from == ' ' ? '\n' : ' ';
    size_t start, stop;
    any_stretch(d, d->size, &start, &stop);
    for (; start < stop; start++)
        if (d->bytes[start] == from)
            d->bytes[start] = to;
}

static void insert_mark(draft *d)
{
    insert(d, fuzz_below(&d->random, d->size + 1), ANY(&d->random, MARKS));
}

static void break_line(draft *d)
{
    insert(d, fuzz_below(&d->random, d->size + 1), ANY(&d->random, BROKEN_LINES));
}

static void break_bytes(draft *d)
{
    insert(d, fuzz_below(&d->random, d->size + 1), ANY(&d->random, BROKEN_BYTES));
}

static void change_byte(draft *d)
{
    if (d->size == 0)
        return;
    uint8_t *byte = &d->bytes[fuzz_below(&d->random, d->size)];
    *byte = fuzz_below(&d->random, 2) ? *byte ^ 0x20 : (uint8_t)fuzz_below(&d->random, 256);
}

static void drop_byte(draft *d)
{
    size_t at = fuzz_below(&d->random, d->size);
    if (d->size > 0)
        replace(d, at, at + 1, "", 0);
}

/* Some of the words of a stretch exchanged: a copy in it becomes a near copy. */
static void edit_here_and_there(draft *d)
{
    size_t start, stop, apart = 10 + fuzz_below(&d->random, 150);
    any_stretch(d, d->size, &start, &stop);
    for (size_t at = start; at < stop && at < d->size; at += 1 + fuzz_below(&d->random, 2 * apart)) {
        const char *word = ANY(&d->random, WORDS);
        replace(d, at, fuzz_below(&d->random, 2) ? word_end(d, at) : at, word, strlen(word));
    }
}

typedef void change(draft *);
static change *const CHANGES[] = {
    copy_block, copy_block, copy_block, append_copy, repeat_in_a_row, delete_block, exchange_word, exchange_word,
    insert_words, exchange_separator, exchange_separator, exchange_all_separators, insert_mark, break_line, break_bytes,
    change_byte, drop_byte, edit_here_and_there,
};

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t most, unsigned seed)
{
    if (size < HEAD)
        return fuzz_make_input(data, most, seed);
    draft d = { data + HEAD, size - HEAD, most - HEAD, fuzz_seeded(seed) };
    fuzz_below(&d.random, 2);
    for (size_t changes = 1 + fuzz_below(&d.random, MOST_CHANGES); changes-- > 0;) {
        if (fuzz_below(&d.random, 12) == 0)
            data[fuzz_below(&d.random, HEAD)] = (uint8_t)fuzz_below(&d.random, 256);
        else
            ANY(&d.random, CHANGES)(&d);
    }
    return d.size + HEAD;
}

size_t fuzz_make_input(uint8_t *data, size_t most, unsigned seed)
{
    if (most < HEAD)
        return 0;
    draft d = { data + HEAD, 0, most - HEAD, fuzz_seeded(seed) };
    for (size_t i = 0; i < HEAD; i++)
        data[i] = (uint8_t)fuzz_below(&d.random, 256);
    if (fuzz_below(&d.random, 2))
        memset(data, 0, 3);                             /* options as they are by default */
    for (size_t words = 1 + fuzz_below(&d.random, 120); words-- > 0;) {
        insert(&d, d.size, ANY(&d.random, WORDS));
        if (fuzz_below(&d.random, 10) == 0)
            insert(&d, d.size, ANY(&d.random, SEPARATORS));
    }
    for (size_t changes = fuzz_below(&d.random, 12); changes-- > 0;)
        ANY(&d.random, CHANGES)(&d);
    return d.size + HEAD;
}
