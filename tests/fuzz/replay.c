/* Without libFuzzer: every seed as it is, cut off at many lengths, and with single bytes changed by
 * a fixed sequence. Deterministic; what a fuzzing run has found is kept as a seed.
 *
 *   replay SEED... */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { LARGEST = 1 << 20, CHANGES = 2000 };

static uint8_t data[LARGEST];

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
        try_seed(size);
    }
    printf("%d seeds\n", argc - 1);
    return argc > 1 ? 0 : 2;
}
