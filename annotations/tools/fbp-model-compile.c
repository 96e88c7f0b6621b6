/* fbp-model-compile HEADER OUT [CLANG-ARGUMENT...]: a model header as text, for model_set_load.
 *
 * Run once at build time on models/all.h: a run of fbp-check then reads a table instead of parsing
 * the system's headers. A model with a mistake is no table: the build stops. */
#include <stdio.h>

#include "model/model.h"

static void say(void *ctx, const char *file, uint32_t line, uint32_t col, const char *message)
{
    (void)ctx;
    fprintf(stderr, "%s:%u:%u: %s\n", file, line, col, message);
}

int main(int argc, char **argv)
{
    if (argc < 3) {
        fprintf(stderr, "usage: fbp-model-compile HEADER OUT [CLANG-ARGUMENT...]\n");
        return 2;
    }
    struct model_set *s = model_set_new();
    bool ok = model_set_add(s, argv[1], (const char *const *)argv + 3, argc - 3, say, NULL);
    FILE *out = ok ? fopen(argv[2], "w") : NULL;
    if (ok && out == NULL)
        perror(argv[2]);
    if (out != NULL) {
        ok = model_set_save(s, out);
        ok = fclose(out) == 0 && ok;
        if (!ok)
            fprintf(stderr, "%s: cannot be written\n", argv[2]);
    }
    model_set_free(s);
    return ok && out != NULL ? 0 : 1;
}
