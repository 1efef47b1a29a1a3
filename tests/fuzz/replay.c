/* The checks where there is no libFuzzer: on files, on inputs that are made here, and to write those for a fuzzer to begin
   with.  Usage: replay FILE... | replay --made COUNT SEED | replay --write DIRECTORY COUNT SEED */
#include "fuzz.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST = 1 << 13 };

static size_t read_file(const char *name, uint8_t **data)
{
    FILE *file = fopen(name, "rb");
    if (file == NULL || fseek(file, 0, SEEK_END) != 0) {
        perror(name);
        exit(2);
    }
    size_t size = (size_t)ftell(file);
    rewind(file);
    *data = fuzz_memory(size);
    if (fread(*data, 1, size, file) != size) {
        perror(name);
        exit(2);
    }
    fclose(file);
    return size;
}

static void write_file(const char *directory, unsigned number, const uint8_t *data, size_t size)
{
    char name[4096];
    snprintf(name, sizeof name, "%s/made-%u", directory, number);
    FILE *file = fopen(name, "wb");
    if (file == NULL || fwrite(data, 1, size, file) != size || fclose(file) != 0) {
        perror(name);
        exit(2);
    }
}

int main(int count, char **arguments)
{
    const bool made = count == 4 && strcmp(arguments[1], "--made") == 0;
    const bool written = count == 5 && strcmp(arguments[1], "--write") == 0;
    if (made || written) {
        static uint8_t data[MOST];
        unsigned first = (unsigned)strtoul(arguments[count - 1], NULL, 10);
        unsigned inputs = (unsigned)strtoul(arguments[count - 2], NULL, 10);
        for (unsigned n = first; n < first + inputs; n++) {
            size_t size = fuzz_make_input(data, sizeof data, n);
            if (written)
                write_file(arguments[2], n, data, size);
            else
                LLVMFuzzerTestOneInput(data, size);
        }
        printf("%u inputs\n", inputs);
        return 0;
    }
    for (int n = 1; n < count; n++) {
        uint8_t *data;
        size_t size = read_file(arguments[n], &data);
        LLVMFuzzerTestOneInput(data, size);
        free(data);
    }
    printf("%d files\n", count - 1);
    return 0;
}
