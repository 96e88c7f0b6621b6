/* interpret: the programs of a batch (program.py), interpreted.
 *
 *   interpret MODELS RUNS FIRST LAST UNIT.rir...
 *
 * The units are linked, with the models, and run with each number from FIRST to LAST as the
 * argument of main, under RUNS schedules, the first of them without a switch where no task has to
 * wait. It prints
 *
 *   run NUMBER STATUS REASON            how one ended, for each of them
 *   event NUMBER KIND FILE LINE TASK BACK OBJECT   an operation of that run that the model forbids;
 *                                       BACK is 1 where the task has got the object back
 *
 * run.py compares. A run that turned out memory-unsafe is no evidence, and prints no events. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "model/model.h"
#include "rir/binary.h"
#include "rir/interp.h"
#include "rir/link.h"
#include "rir/verify.h"

enum { MAX_UNITS = 16, MAX_UNIT_BYTES = 1 << 26 };

static struct rir_module *read_unit(const char *path)
{
    struct rir_error error = {0};
    size_t used;
    FILE *in = fopen(path, "rb");
    unsigned char *data = malloc(MAX_UNIT_BYTES);
    if (in == NULL || data == NULL) {
        fprintf(stderr, "interpret: %s: cannot be read\n", path);
        exit(2);
    }
    size_t size = fread(data, 1, MAX_UNIT_BYTES, in);
    fclose(in);
    struct rir_module *unit = rir_binary_read(data, size, &used, &error);
    free(data);
    if (unit == NULL) {
        fprintf(stderr, "interpret: %s: %s\n", path, error.text);
        exit(2);
    }
    return unit;
}

static void on_model_mistake(void *ctx, const char *file, uint32_t line, uint32_t col,
                             const char *message)
{
    (void)ctx;
    fprintf(stderr, "%s:%u:%u: %s\n", file, line, col, message);
}

static struct rir_module *link_units(const char *models, char **paths, uint32_t n)
{
    struct rir_module *units[MAX_UNITS];
    char wrong[300];
    for (uint32_t i = 0; i < n; i++)
        units[i] = read_unit(paths[i]);
    struct rir_module *program = rir_link("batch", units, NULL, n, NULL, NULL);
    for (uint32_t i = 0; i < n; i++)
        rir_module_free(units[i]);
    struct model_set *set = model_set_new();
    if (program == NULL || !model_set_add_library(set, models, NULL, 0, on_model_mistake, NULL)) {
        fprintf(stderr, "interpret: not linked, or no models in %s\n", models);
        exit(2);
    }
    model_set_apply(set, program, NULL, NULL);
    model_set_free(set);
    if (!rir_verify(program, wrong, sizeof wrong)) {
        fprintf(stderr, "interpret: %s\n", wrong);
        exit(2);
    }
    return program;
}

static void print_event(const struct rir_module *m, const char *number,
                        const struct interp_event *e)
{
    const struct rir_func *f = &m->funcs.data[e->func];
    uint32_t site = f->insns[e->insn].site;
    const struct rir_pos *pos = site == RIR_NONE ? NULL : &f->sites[site].pos;
    const char *file = pos == NULL || pos->file == NULL ? "?" : pos->file;
    const char *slash = strrchr(file, '/');
    printf("event %s %s %s %u %u %d %s\n", number, interp_kind_name(e->kind),
           slash == NULL ? file : slash + 1, pos == NULL ? 0 : pos->line, e->task, e->back,
           e->object);
}

static void run_one(const struct rir_module *m, const char *number, uint32_t seed)
{
    const char *const argv[] = {number};
    struct interp_options o;
    interp_options_default(&o);
    o.seed = seed + 1;
    o.sequential = seed == 0;
    o.max_steps = 100000;
    o.max_depth = 200;
    o.argc = 1;
    o.argv = argv;
    struct interp_result *r = interp_run(m, &o);
    bool evidence = r->status != INTERP_UNSAFE && r->status != INTERP_CANNOT;
    printf("run %s %s %s\n", number, interp_status_name(r->status),
           r->reason == NULL ? "" : r->reason);
    for (uint32_t i = 0; evidence && i < r->events.len; i++)
        print_event(m, number, &r->events.data[i]);
    interp_free(r);
}

int main(int argc, char **argv)
{
    if (argc < 6 || argc - 5 > MAX_UNITS) {
        fputs("usage: interpret MODELS RUNS FIRST LAST UNIT.rir...\n", stderr);
        return 2;
    }
    struct rir_module *m = link_units(argv[1], argv + 5, (uint32_t)argc - 5);
    uint32_t runs = (uint32_t)strtoul(argv[2], NULL, 10);
    unsigned long last = strtoul(argv[4], NULL, 10);
    for (unsigned long n = strtoul(argv[3], NULL, 10); n <= last; n++) {
        char number[24];
        snprintf(number, sizeof number, "%lu", n);
        for (uint32_t i = 0; i < runs; i++)
            run_one(m, number, i);
    }
    rir_module_free(m);
    return 0;
}
