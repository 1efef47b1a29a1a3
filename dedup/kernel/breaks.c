/* Sentence ends are found by the sign, never by language: a terminator, its closing quotes and brackets, then white
   space and a word that does not begin in lower case.  Scripts whose terminators need no space end at the sign. */
#include "breaks.h"

typedef enum { OTHER, SPACE, NEWLINE, STOP, FULL_STOP, CLOSER } sign;

/* The code point at `*at`, which moves past it; any byte that begins none counts as one. */
static uint32_t next_sign(const uint8_t *text, uint32_t *at, uint32_t end)
{
    uint32_t p = *at, lead = text[p++];
    uint32_t more = lead < 0xC0 ? 0 : lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3;
    uint32_t code = more == 0 ? lead : lead & (0x3Fu >> more);
    for (; more > 0 && p < end && (text[p] & 0xC0) == 0x80; more--)
        code = code << 6 | (text[p++] & 0x3F);
    *at = p;
    return code;
}

static sign kind_of(uint32_t code)
{
    switch (code) {
    case ' ': case '\t': case 0xA0: case 0x1680: case 0x202F: case 0x205F: case 0x3000:
        return SPACE;
    case '\n': case '\r': case '\v': case '\f': case 0x85: case 0x2028: case 0x2029:
        return NEWLINE;
    case '.': case '!': case '?': case 0x2026:                  /* need white space after them */
        return STOP;
    case 0x3002: case 0xFF01: case 0xFF1F: case 0xFF0E: case 0xFF61:       /* Chinese, Japanese */
    case 0x061F: case 0x06D4: case 0x0589: case 0x0964: case 0x0965:       /* Arabic, Urdu, Armenian, Indic */
    case 0x1362: case 0x104B: case 0x17D4: case 0x17D5: case 0x0F0D:       /* Ethiopic, Myanmar, Khmer, Tibetan */
    case 0x203C: case 0x2047: case 0x2048: case 0x2049:
        return FULL_STOP;
    case '"': case '\'': case ')': case ']': case '}': case 0xBB: case 0x2019: case 0x201D: case 0x203A:
    case 0x300D: case 0x300F: case 0x3011: case 0x3015: case 0xFF02: case 0xFF09: case 0xFF3D:
        return CLOSER;
    default:
        return code >= 0x2000 && code <= 0x200A ? SPACE : OTHER;
    }
}

/* Cased scripts in two bytes run from Latin-1 to Armenian; beyond them a letter has no case worth reading. */
static bool begins_lower(const uint8_t *text, uint32_t at, uint8_t flags)
{
    uint8_t lead = text[at];
    if (flags & DEDUP_CAPITAL)
        return false;
    return (lead >= 'a' && lead <= 'z') || (lead >= 0xC3 && lead <= 0xD6);
}

/* A single letter before a full stop is an initial or an abbreviation: "U.S. Congress", "J. Smith". */
static bool is_initial(const uint8_t *text, const dedup_words *words, size_t word)
{
    uint32_t length = words->stop[word] - words->start[word];
    return length == 1 && (text[words->start[word]] | 0x20) >= 'a';
}

/* At an end of the text a block holds the rest of its own line; blank or wordless lines beyond are no part of it. */
static dedup_break text_end(const uint8_t *text, size_t size, const dedup_words *words, size_t i)
{
    uint32_t at = i == 0 ? 0 : words->stop[words->count - 1];
    uint32_t end = i == 0 && words->count ? words->start[0] : (uint32_t)size;
    dedup_break edge = { DEDUP_TEXT_END, 0, at, end };
    bool content = false;                 /* a sign on the present line */

    while (at < end) {
        uint32_t here = at;
        sign kind = kind_of(next_sign(text, &at, end));
        if (kind == NEWLINE) {
            edge.lines++;
            content = false;
        } else if (kind != SPACE && i == 0) {
            if (!content)
                edge.start = here;
            content = true;
        } else if (kind != SPACE && edge.lines == 0) {
            edge.stop = at;
        } else if (kind != SPACE && edge.start == end) {
            edge.start = here;
        }
        if (i == 0 && !content)
            edge.start = end;
    }
    return edge;
}

dedup_break dedup_break_before(const uint8_t *text, size_t size, const dedup_words *words, size_t i)
{
    if (i == 0 || i == words->count)
        return text_end(text, size, words, i);

    uint32_t at = words->stop[i - 1], end = words->start[i];
    dedup_break found = { DEDUP_NO_BREAK, 0, end, end };
    uint32_t signs = at;              /* past the last sign before any white space */
    uint32_t terminated = 0;          /* past the terminator and its closers, 0 when there is none */
    uint32_t sentence_start = 0;      /* past the white space after them */
    uint32_t space = 0, after_space = 0;   /* the first white space and what follows it */
    uint32_t line_stop = at, line_start = end;
    bool hard = false, open = false;

    while (at < end) {
        uint32_t here = at;
        sign kind = kind_of(next_sign(text, &at, end));
        if (kind == NEWLINE) {
            bool pair = text[here] == '\n' && here > words->stop[i - 1] && text[here - 1] == '\r';
            if (found.lines == 0)
                line_stop = signs;
            if (!pair)
                found.lines++;
            line_start = end;
            open = true;
            continue;
        }
        if (kind == SPACE) {
            if (!space)
                space = signs ? signs : here;
            if (terminated && !sentence_start)
                sentence_start = end;
            open = open || found.lines > 0;
            continue;
        }
        if (open && line_start == end)
            line_start = here;        /* the first sign of the last line: a bullet, a quote prefix, a quote */
        if (space && !after_space)
            after_space = here;
        if (terminated && sentence_start == end)
            sentence_start = here;
        signs = at;
        if (kind == STOP || kind == FULL_STOP) {
            if (!sentence_start)
                terminated = at;
            hard = hard || kind == FULL_STOP;
        } else if (kind == CLOSER && terminated && !sentence_start) {
            terminated = at;
        } else if (terminated && hard && !sentence_start) {
            sentence_start = here;
        }
    }

    if (found.lines > 0) {
        found.strength = found.lines > 1 ? DEDUP_PARAGRAPH : DEDUP_LINE;
        found.stop = line_stop;
        found.start = line_start;
        return found;
    }
    uint8_t thai = words->flags[i - 1] & words->flags[i] & DEDUP_WIDTH;
    if (terminated && hard && !sentence_start)
        sentence_start = end;
    bool sentence = terminated && sentence_start
        && (hard || (!begins_lower(text, end, words->flags[i])
                     && !(text[words->stop[i - 1]] == '.' && is_initial(text, words, i - 1))));
    if (sentence) {
        found.strength = DEDUP_SENTENCE;
        found.stop = terminated;
        found.start = sentence_start;
    } else if (space) {
        /* Thai and its neighbours write no full stop: their sentences end at spaces. */
        found.strength = thai == 0x04 ? DEDUP_SENTENCE : DEDUP_SPACE;
        found.stop = space;
        found.start = after_space ? after_space : end;
    }
    return found;
}

/* Does a sentence end in [at, end), the signs after a word? */
static bool ends_sentence(const uint8_t *text, uint32_t at, uint32_t end)
{
    while (at < end) {
        sign kind = kind_of(next_sign(text, &at, end));
        if (kind == STOP || kind == FULL_STOP)
            return true;
    }
    return false;
}

/* The break of the commonest gaps, one or two plain signs between words that are no signs themselves; else
   DEDUP_TEXT_END. */
static dedup_strength plain_break(const uint8_t *gap, uint32_t length)
{
    if (length == 1)
        return gap[0] == ' ' || gap[0] == '\t' ? DEDUP_SPACE
            : gap[0] == '\n' ? DEDUP_LINE
            : gap[0] > ' ' && gap[0] < 0x80 && gap[0] != '.' && gap[0] != '!' && gap[0] != '?' ? DEDUP_NO_BREAK
            : DEDUP_TEXT_END;
    if (length == 2 && gap[1] == ' ' && (gap[0] == ',' || gap[0] == ';' || gap[0] == ':' || gap[0] == ')'))
        return DEDUP_SPACE;
    return DEDUP_TEXT_END;
}

void dedup_find_breaks(const uint8_t *text, size_t size, const dedup_words *words, uint8_t *strength)
{
    for (size_t i = 0; i <= words->count; i++) {
        uint32_t at = i == 0 ? 0 : words->stop[i - 1];
        if (i > 0 && i < words->count && !(words->flags[i] & DEDUP_WIDTH)) {
            dedup_strength plain = plain_break(text + at, words->start[i] - at);
            if (plain != DEDUP_TEXT_END) {
                strength[i] = (uint8_t)plain;
                continue;
            }
        }
        dedup_break found = dedup_break_before(text, size, words, i);
        strength[i] = (uint8_t)found.strength;
        if (i > 0 && found.strength >= DEDUP_SENTENCE && ends_sentence(text, at, found.stop))
            strength[i] |= DEDUP_ENDED;
    }
}
