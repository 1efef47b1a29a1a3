/* Characters to UTF-8 and back, and byte offsets as code points. */
#include "fuzz.h"

#include "text/code_points.h"
#include "text/encode.h"
#include "text/units.h"

#include <stdlib.h>
#include <string.h>

enum { LAST = 0x10FFFF };

/* The text's bytes taken for characters of `width` bytes each, as the interpreter would hold them. */
static void check_width(const fuzz_input *input, unsigned width)
{
    size_t count = input->size / width;
    uint8_t *characters = fuzz_memory(count * width);
    memcpy(characters, input->text, count * width);
    uint32_t *codes = fuzz_memory(count * sizeof *codes);
    for (size_t i = 0; i < count; i++) {
        uint8_t *character = characters + i * width;
        if (width == 1) {
            codes[i] = *character;
        } else if (width == 2) {
            uint16_t narrow;
            memcpy(&narrow, character, sizeof narrow);
            codes[i] = narrow;
        } else {
            memcpy(&codes[i], character, sizeof *codes);
            codes[i] %= LAST + 1;
            memcpy(character, &codes[i], sizeof *codes);
        }
    }
    size_t size = dedup_utf8_size(characters, count, width);
    uint8_t *utf8 = fuzz_memory(size);
    REQUIRE(dedup_to_utf8(characters, count, width, utf8) == size);
    size_t at = 0;
    for (size_t i = 0; i < count; i++) {
        REQUIRE(at < size);
        dedup_unit unit = { '&', at + 1 };
        if (utf8[at] != '&')
            unit = dedup_next_unit(utf8, at, size);
        REQUIRE(unit.code == codes[i]);
        at = unit.stop;
    }
    REQUIRE(at == size);
    free(characters);
    free(codes);
    free(utf8);
}

/* Units cover the text; none is beyond Unicode, whatever the bytes are. */
static void check_units(const fuzz_input *input)
{
    for (size_t at = 0; at < input->size;) {
        dedup_unit unit = dedup_next_unit(input->text, at, input->size);
        REQUIRE(unit.code <= LAST && at < unit.stop && unit.stop <= input->size);
        at = unit.stop;
    }
}

static void check_code_points(const fuzz_input *input)
{
    uint32_t *marks = fuzz_memory((input->size / DEDUP_STRIDE + 1) * sizeof *marks), before = 0;
    dedup_mark_code_points(input->text, input->size, marks);
    for (size_t at = 0; at <= input->size; at++) {
        REQUIRE(dedup_code_point_at(input->text, marks, (uint32_t)at) == before);
        bool starts = at < input->size && !dedup_continues(input->text[at]);
        REQUIRE(!starts || dedup_byte_at(input->text, input->size, marks, before) == at);
        before += starts;
    }
    REQUIRE(dedup_byte_at(input->text, input->size, marks, before) == input->size);
    free(marks);
}

void fuzz_check_encoding(const fuzz_input *input)
{
    for (unsigned width = 1; width <= 4; width *= 2)
        check_width(input, width);
    check_units(input);
    check_code_points(input);
}
