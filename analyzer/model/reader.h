/* What the parts of the reader share: the parse in progress, and attributes as written. Internal.
 */
#ifndef FBP_MODEL_READER_H
#define FBP_MODEL_READER_H

#include <clang-c/Index.h>

#include "model/libclang.h"
#include "model/set.h"

struct reader {
    struct model_set *set; /* where facts go; a throw-away set when only checking */
    const char *path;      /* the file given */
    bool model;            /* a model, not a user's own source */
    CXTranslationUnit tu;
    model_diag *diag;
    void *ctx;
    bool mistakes;
    VEC(uint64_t) reported; /* hashes: an inherited attribute is seen once for each redeclaration */
};

struct model_place {
    const char *file;
    uint32_t line, col;
};

struct model_arg {
    bool is_int;
    long long number;
    const char *text; /* of a string literal; NULL: neither */
};

enum { MODEL_MAX_ARGS = 4 };

struct model_attr { /* one attribute as written */
    enum rir_ann_kind kind;
    bool known; /* false: "fbp.something" that annotations.def does not have */
    const char *string;
    uint32_t nargs; /* as written, may exceed MODEL_MAX_ARGS */
    struct model_arg args[MODEL_MAX_ARGS];
    struct model_place place;
};

typedef VEC(struct model_attr) model_attrs;

void reader_mistake(struct reader *r, struct model_place place, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
struct model_place reader_place(struct reader *r, CXCursor c);
const char *reader_string(struct reader *r,
                          CXString s); /* interned; disposes of `s`; NULL if empty */

/* Attributes of a declaration that we know, those inherited from earlier declarations included.
 * Sets `annotated` if one of them is an annotation and not only a standard attribute. */
void reader_attrs(struct reader *r, CXCursor decl, model_attrs *out, bool *annotated);

/* place.c: what holds for any annotation; each reports what is wrong. */
void check_unknown(struct reader *r, const struct model_attr *a);
bool check_belongs(struct reader *r, const struct model_attr *a, char what, const char *noun);
bool check_count(struct reader *r, const struct model_attr *a);
bool check_reason(struct reader *r, const struct model_attr *a, const char *text);

/* types.c */
bool type_carries_pointer(CXType t);   /* could a value of this type refer to memory? */
bool type_is_pointer(CXType t);        /* the same, but no struct by value */
bool type_points_to_pointer(CXType t); /* could something that refers to memory be put at `*t`? */
bool type_is_function(CXType t);
bool type_may_hold_functions(CXType t); /* a struct, or a pointer to one or to anything */
bool type_is_integer(enum CXTypeKind k);
bool type_is_signed_integer(enum CXTypeKind k);

/* Judges a function's attributes together and turns those that are right into annotations. */
typedef VEC(struct rir_ann) model_anns;
void check_function(struct reader *r, CXCursor decl, const model_attrs *attrs, model_anns *out);

/* True if an attribute may stand on this kind of declaration ('t', 'v' or 'm') with these
 * arguments; reports it otherwise. */
bool check_declaration(struct reader *r, CXCursor decl, char what, const struct model_attr *a);

#endif
