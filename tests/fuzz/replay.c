/* Without libFuzzer: every seed as it is, cut off at many lengths, and with single bytes changed by
 * a fixed sequence. Deterministic; what a fuzzing run has found is kept as a seed.
 *
 * A seed of another version is refused at its first bytes, and what is made of it tries nothing: so
 * those of make_seeds.sh, but for the archive that only names its member, must be read to the end.
 *
 *   replay SEED... */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

extern unsigned carried_modules;

enum { LARGEST = 1 << 20, CHANGES = 2000 };

static uint8_t data[LARGEST];

static bool is_whole(const char *path)
{
    static const char *const whole[] = {"elf64", "elf32", "archive", "record", "rir"};
    const char *slash = strrchr(path, '/'), *name = slash == NULL ? path : slash + 1;
    bool is = false;
    for (size_t i = 0; i < sizeof whole / sizeof *whole; i++)
        is |= strcmp(name, whole[i]) == 0;
    return is;
}

static void try_seed(size_t size)
{
    uint64_t random = 1;
    LLVMFuzzerTestOneInput(data, size);
    for (size_t n = 0; n < size; n += 1 + size / 300)
        LLVMFuzzerTestOneInput(data, n);
    for (int i = 0; i < CHANGES && size > 1; i++) {
        random = random * 6364136223846793005u + 1442695040888963407u;
        size_t at = 1 + (size_t)(random >> 33) % (size - 1);
        uint8_t old = data[at];
        data[at] = (uint8_t)(random >> 25);
        LLVMFuzzerTestOneInput(data, size);
        data[at] = old;
    }
}

int main(int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        FILE *in = fopen(argv[i], "rb");
        if (in == NULL) {
            fprintf(stderr, "replay: cannot read %s\n", argv[i]);
            return 2;
        }
        size_t size = fread(data, 1, LARGEST, in);
        fclose(in);
        carried_modules = 0;
        LLVMFuzzerTestOneInput(data, size);
        if (is_whole(argv[i]) && carried_modules == 0) {
            fprintf(stderr, "replay: %s: is refused; make the seeds again (make_seeds.sh)\n",
                    argv[i]);
            return 1;
        }
        try_seed(size);
    }
    printf("%d seeds\n", argc - 1);
    return argc > 1 ? 0 : 2;
}
