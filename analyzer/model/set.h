/* The contents of a model set; internal to this folder and its tests.
 *
 * Names are linker names for functions and variables, tags or typedef names for types. All strings
 * are interned in the set. A name may be described more than once (two models): descriptions are
 * united. */
#ifndef FBP_MODEL_SET_H
#define FBP_MODEL_SET_H

#include "base/map.h"
#include "model/model.h"

struct model_func {
    const char *name;
    const char *path; /* model file that described it first */
    uint32_t line;
    uint16_t params; /* named parameters */
    bool variadic;
    bool library; /* declared by a system header too: never applied to a function with a body */
    VEC(struct rir_ann) anns;
};

enum model_tag_kind { MODEL_STRUCT, MODEL_UNION, MODEL_TYPEDEF };

struct model_type {
    const char *name;
    const char *path;
    uint8_t kind;   /* enum model_tag_kind */
    uint32_t flags; /* RIR_TYPE_CHANNEL, RIR_TYPE_IMMUTABLE */
};

struct model_shared {  /* FBP_SHARED */
    const char *owner; /* tag or typedef name of the struct; NULL: `name` is a variable */
    const char *name;
    const char *path;
    const char *why;
};

struct model_set {
    struct intern strings;
    VEC(struct model_func) funcs;
    VEC(struct model_type) types;
    VEC(struct model_shared) shared;
    struct map func_by_name; /* interned name (address) -> index in funcs */
};

/* Strings given are interned here. */
struct model_func *model_set_func(struct model_set *s, const char *name); /* found or made */
const struct model_func *model_set_find(const struct model_set *s, const char *name);
void model_func_add(struct model_set *s, struct model_func *f,
                    struct rir_ann ann); /* unless there */
void model_set_type(struct model_set *s, const char *name, enum model_tag_kind kind, uint32_t flags,
                    const char *path);
void model_set_shared(struct model_set *s, const char *owner, const char *name, const char *why,
                      const char *path);

/* The table annotations.def, as data. */
struct model_ann_info {
    const char *string; /* "fbp.sends" */
    const char *args;   /* n o w s, see annotations.def */
    const char *where;  /* f t v m */
    const char *title;  /* "FBP_SENDS" */
};
extern const struct model_ann_info model_ann_table[RIR_ANN_COUNT];
bool model_ann_find(const char *string, size_t len, enum rir_ann_kind *kind);

extern const char *const model_when_words[]; /* indexed by enum rir_when; [RIR_ALWAYS] is NULL */
enum { MODEL_WHEN_COUNT = RIR_NONNEGATIVE + 1 };

#endif
