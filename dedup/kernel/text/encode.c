#include "encode.h"

#include "interrupt.h"

enum {
    RUN = 32,     /* characters narrowed together */
    BLOCK = 64    /* characters counted together: their extra bytes must fit into one */
};

/* The number of UTF-8 bytes after the first, as an integer of the character's width, for compilers to vectorise. */
static inline uint8_t further_of_narrow(uint8_t code)
{
    return code >= 0x80;
}

static inline uint16_t further_of_middle(uint16_t code)
{
    return (uint16_t)((code >= 0x80) + (code >= 0x800));
}

static inline uint32_t further_of_wide(uint32_t code)
{
    return (uint32_t)((code >= 0x80) + (code >= 0x800) + (code >= 0x10000));
}

static inline uint8_t *put(uint32_t code, uint8_t *utf8)
{
    if (code < 0x80) {
        *utf8++ = (uint8_t)code;
    } else if (code < 0x800) {
        *utf8++ = (uint8_t)(0xC0 | code >> 6);
        *utf8++ = (uint8_t)(0x80 | (code & 0x3F));
    } else if (code < 0x10000) {
        *utf8++ = (uint8_t)(0xE0 | code >> 12);
        *utf8++ = (uint8_t)(0x80 | (code >> 6 & 0x3F));
        *utf8++ = (uint8_t)(0x80 | (code & 0x3F));
    } else {
        *utf8++ = (uint8_t)(0xF0 | code >> 18);
        *utf8++ = (uint8_t)(0x80 | (code >> 12 & 0x3F));
        *utf8++ = (uint8_t)(0x80 | (code >> 6 & 0x3F));
        *utf8++ = (uint8_t)(0x80 | (code & 0x3F));
    }
    return utf8;
}

/* Most characters are ASCII even in texts that are not, so runs are narrowed as a whole, up to the first non-ASCII
   character. Loops over `RUN` and `BLOCK` use the characters' own width, so that compilers vectorise them. */
#define DEFINE_ENCODE(name, size_of, further_of, character)                   \
    static size_t size_of(const character *from, size_t count)                \
    {                                                                         \
        size_t size = count, i = 0;                                           \
        for (; count - i >= BLOCK; i += BLOCK) {                              \
            character more = 0;                                               \
            for (unsigned j = 0; j < BLOCK; j++)                              \
                more = (character)(more + further_of(from[i + j]));           \
            size += more;                                                     \
        }                                                                     \
        for (; i < count; i++)                                                \
            size += further_of(from[i]);                                      \
        return size;                                                          \
    }                                                                         \
                                                                              \
    static size_t name(const character *from, size_t count, uint8_t *utf8)    \
    {                                                                         \
        uint8_t *to = utf8;                                                   \
        size_t i = 0;                                                         \
        while (i < count) {                                                   \
            if (count - i >= RUN) {                                           \
                character all = 0;                                            \
                for (unsigned j = 0; j < RUN; j++) {                          \
                    all |= from[i + j];                                       \
                    to[j] = (uint8_t)from[i + j];                             \
                }                                                             \
                unsigned ascii = all < 0x80 ? RUN : 0;                        \
                while (ascii < RUN && from[i + ascii] < 0x80)                 \
                    ascii++;                                                  \
                to += ascii;                                                  \
                i += ascii;                                                   \
                if (ascii == RUN)                                             \
                    continue;                                                 \
            }                                                                 \
            do                                                                \
                to = put(from[i++], to);                                      \
            while (i < count && from[i] >= 0x80);                             \
        }                                                                     \
        return (size_t)(to - utf8);                                           \
    }

DEFINE_ENCODE(encode_narrow, size_of_narrow, further_of_narrow, uint8_t)
DEFINE_ENCODE(encode_middle, size_of_middle, further_of_middle, uint16_t)
DEFINE_ENCODE(encode_wide, size_of_wide, further_of_wide, uint32_t)

size_t dedup_utf8_size(const void *characters, size_t count, unsigned width)
{
    switch (width) {
    case 1:
        return size_of_narrow(characters, count);
    case 2:
        return size_of_middle(characters, count);
    default:
        return size_of_wide(characters, count);
    }
}

static size_t encode(const void *characters, size_t count, unsigned width, uint8_t *utf8)
{
    switch (width) {
    case 1:
        return encode_narrow(characters, count, utf8);
    case 2:
        return encode_middle(characters, count, utf8);
    default:
        return encode_wide(characters, count, utf8);
    }
}

size_t dedup_to_utf8(const void *characters, size_t count, unsigned width, uint8_t *utf8)
{
    const uint8_t *from = characters;
    size_t size = 0;
    for (size_t done = 0, stop; done < count; done = stop) {
        stop = count - done < DEDUP_STEPS ? count : done + DEDUP_STEPS;
        if (dedup_pauses(done, stop))
            break;
        size += encode(from + done * width, stop - done, width, utf8 + size);
    }
    return size;
}
