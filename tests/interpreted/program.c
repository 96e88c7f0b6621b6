/* From a case to a program: clang with the plugin makes RIR of each unit, data included; the units
 * are linked, and the models say what they know, as fbp-check does it. */
#include "program.h"

#include <stdio.h>
#include <stdlib.h>

#include "command.h"
#include "rir/binary.h"
#include "rir/link.h"
#include "rir/verify.h"

enum { MAX_UNITS = 16 };

static const char *rir_path(const struct tools *tools, struct test_case *c, uint32_t unit)
{
    return arena_printf(&c->arena, "%s/%s.%u.rir", tools->work, c->name, unit);
}

const char *program_compile(const struct tools *tools, struct test_case *c)
{
    for (uint32_t i = 0; i < c->units.len; i++) {
        const char *plugin = arena_printf(&c->arena, "-fpass-plugin=%s", tools->plugin);
        const char *out = arena_printf(&c->arena, "FBP_PLUGIN_OUT=%s", rir_path(tools, c, i));
        const char *const argv[] = {"env",
                                    "FBP_PLUGIN_DATA=1",
                                    out,
                                    tools->clang,
                                    "-w",
                                    "-g",
                                    "-O0",
                                    "-fno-discard-value-names", /* as fbp-check does */
                                    "-I",
                                    tools->include,
                                    plugin,
                                    "-c",
                                    c->units.data[i],
                                    "-o",
                                    "/dev/null",
                                    NULL};
        struct command_result r = command_run(&c->arena, argv);
        if (r.status != 0)
            return arena_printf(&c->arena, "does not compile: %s", r.err);
    }
    return NULL;
}

static struct rir_module *read_unit(const char *path, struct arena *arena, const char **why)
{
    struct rir_error error = {0};
    size_t size, used, cap = 1u << 24;
    FILE *in = fopen(path, "rb");
    unsigned char *data = malloc(cap);
    struct rir_module *unit = NULL;
    if (in != NULL && data != NULL) {
        size = fread(data, 1, cap, in);
        unit = rir_binary_read(data, size, &used, &error);
    }
    if (unit == NULL)
        *why = arena_printf(arena, "%s: %s", path, in == NULL ? "cannot be read" : error.text);
    if (in != NULL)
        fclose(in);
    free(data);
    return unit;
}

struct rir_module *program_link(const struct tools *tools, struct test_case *c,
                                const struct model_set *models, const char **why)
{
    struct rir_module *units[MAX_UNITS], *program = NULL;
    char wrong[300];
    uint32_t n = 0;
    while (n < c->units.len && n < MAX_UNITS) {
        units[n] = read_unit(rir_path(tools, c, n), &c->arena, why);
        if (units[n] == NULL)
            break;
        n++;
    }
    if (n == c->units.len)
        program = rir_link(c->name, units, NULL, n, NULL, NULL);
    for (uint32_t i = 0; i < n; i++)
        rir_module_free(units[i]);
    if (program == NULL)
        return NULL;
    model_set_apply(models, program, NULL, NULL);
    if (!rir_verify(program, wrong, sizeof wrong)) {
        *why = arena_strdup(&c->arena, wrong);
        rir_module_free(program);
        return NULL;
    }
    return program;
}
