/* Internal to the linker. */
#ifndef FBP_RIR_LINK_INT_H
#define FBP_RIR_LINK_INT_H

#include "base/map.h"
#include "rir/link.h"

struct link_ref { /* a symbol of the program */
    bool is_func;
    uint32_t index; /* in out->funcs or out->globals */
};

struct link_unit {
    const struct rir_module *in;
    uint32_t rank;     /* of its definitions among those of the same strength */
    uint32_t *types;   /* type -> type of the program */
    uint32_t *globals; /* global -> global of the program */
    uint32_t *funcs;
    const char *last_from, *last_to; /* the string that was interned last */
};

struct link_def { /* where a symbol of the program comes from */
    uint32_t unit, index;
    uint8_t strength; /* 0: only declared */
    bool internal;
};

struct linker {
    struct rir_module *out;
    struct link_unit *units;
    uint32_t nunits;
    struct arena arena;           /* of what is needed while linking */
    VEC(struct link_def) defs[2]; /* of globals, of functions */
    struct link_ref *redirect[2]; /* of globals, of functions: aliases followed */
    rir_link_warn *warn;
    void *ctx;
};

void rir_link_say(struct linker *l, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
const char *rir_link_string(struct linker *l, struct link_unit *u, const char *s);
uint32_t rir_link_type(const struct link_unit *u, uint32_t type);

void rir_link_types(struct linker *l);   /* link_types.c: fills units[].types */
void rir_link_symbols(struct linker *l); /* link_symbols.c: tables, names, redirections */
void rir_link_bodies(struct linker *l);  /* link_body.c: initialisers and functions */
void rir_link_ends(struct linker *l);    /* link_ends.c: what the linker itself defines */

#endif
