/* The variables of the C library, with the types that its manual gives them.
 *
 * Of what a unit only declares, debug information tells no type. These the program gets from the C
 * library; their types say what may be found there: characters and streams, but no functions
 * (A-I31 in the solver). A variable that the program defines has the type of its definition. */
#include "model/library_variables.h"

#include <string.h>

#include "rir/build.h"

struct variable {
    const char *name, *base; /* base: the type behind all pointers, a struct or a number */
    int pointers;
    bool is_struct;
};

static const struct variable variables[] = {
    {"stdin", "_IO_FILE", 1, true},
    {"stdout", "_IO_FILE", 1, true},
    {"stderr", "_IO_FILE", 1, true},
    {"environ", "char", 2, false},
    {"__environ", "char", 2, false},
    {"optarg", "char", 1, false},
    {"optind", "int", 0, false},
    {"opterr", "int", 0, false},
    {"optopt", "int", 0, false},
    {"daylight", "int", 0, false},
    {"timezone", "long", 0, false},
    {"tzname", "char", 1, false}, /* an array of them */
    {"program_invocation_name", "char", 1, false},
    {"program_invocation_short_name", "char", 1, false},
    {"signgam", "int", 0, false},
    {"in6addr_any", "in6_addr", 0, true},
    {"in6addr_loopback", "in6_addr", 0, true},
};

static const struct variable *find(const char *name)
{
    for (size_t i = 0; i < sizeof variables / sizeof *variables; i++)
        if (strcmp(variables[i].name, name) == 0)
            return &variables[i];
    return NULL;
}

/* The type of that name in the program, else a new one. */
static uint32_t base_of(struct rir_module *m, const struct variable *v)
{
    uint8_t kind = v->is_struct ? RIR_T_STRUCT : RIR_T_INT;
    for (uint32_t i = 0; i < m->types.len; i++) {
        const struct rir_type *t = &m->types.data[i];
        if (t->kind == kind && t->name != NULL && strcmp(t->name, v->base) == 0)
            return i;
    }
    return rir_add_type(m, &(struct rir_type){.kind = kind,
                                              .name = v->base,
                                              .flags = v->is_struct ? RIR_TYPE_OPAQUE : 0,
                                              .elem = RIR_NONE});
}

static uint32_t type_of(struct rir_module *m, const struct variable *v)
{
    uint32_t t = base_of(m, v);
    for (int i = 0; i < v->pointers; i++)
        t = rir_add_type(m,
                         &(struct rir_type){.kind = RIR_T_PTR, .size = m->ptr_bits / 8, .elem = t});
    return t;
}

void library_variables_type(struct rir_module *m)
{
    for (uint32_t i = 0; i < m->globals.len; i++) {
        struct rir_global *g = &m->globals.data[i];
        const struct variable *v = find(g->name);
        if (v != NULL && g->type == RIR_NONE && g->alias == NULL &&
            (g->flags & RIR_GLOBAL_DEFINED) == 0)
            g->type = type_of(m, v);
    }
}
