/* What holds for an annotation wherever it stands: it is one that we know, on the right kind of
 * declaration, with the right number of arguments and a reason that is not empty. And what is
 * particular to types, variables and members. check.c has the functions. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "model/reader.h"

void reader_mistake(struct reader *r, struct model_place place, const char *fmt, ...)
{
    char text[512];
    va_list ap;
    va_start(ap, fmt);
    vsnprintf(text, sizeof text, fmt, ap);
    va_end(ap);
    r->mistakes = true;
    uint64_t h = hash_mem(text, strlen(text)) ^ hash_ptr(place.file) ^
                 hash64(((uint64_t)place.line << 32) | place.col);
    for (uint32_t i = 0; i < r->reported.len; i++) {
        if (r->reported.data[i] == h)
            return;
    }
    vec_push(&r->reported, h);
    if (r->diag != NULL)
        r->diag(r->ctx, place.file, place.line, place.col, text);
}

bool check_count(struct reader *r, const struct model_attr *a)
{
    size_t want = strlen(model_ann_table[a->kind].args);
    if (a->nargs == want)
        return true;
    reader_mistake(r, a->place,
                   "%s: takes %zu argument%s, not %u; use the macros of fbp/annotate.h",
                   model_ann_table[a->kind].title, want, want == 1 ? "" : "s", a->nargs);
    return false;
}

bool check_reason(struct reader *r, const struct model_attr *a, const char *text)
{
    if (text != NULL && (*text != '\0' || a->kind == RIR_ANN_HIDDEN_STATE))
        return true;
    reader_mistake(r, a->place, "%s: %s", model_ann_table[a->kind].title,
                   text != NULL
                       ? "the reason is empty; say why the check may be left out"
                       : "its argument is not a string literal; write the reason in quotes");
    return false;
}

void check_unknown(struct reader *r, const struct model_attr *a)
{
    reader_mistake(r, a->place, "unknown annotation \"%s\"; use the macros of fbp/annotate.h",
                   a->string);
}

bool check_belongs(struct reader *r, const struct model_attr *a, char what, const char *noun)
{
    const char *where = model_ann_table[a->kind].where;
    if (strchr(where, what) != NULL)
        return true;
    reader_mistake(r, a->place, "%s on a %s: it belongs on a %s", model_ann_table[a->kind].title,
                   noun,
                   where[0] == 'f'   ? "function"
                   : where[0] == 't' ? "struct, union or typedef"
                                     : "variable or struct member");
    return false;
}

/* ---- types, variables, members ---- */

/* A tag on a struct without a definition does not reach the debug information. A model's tag does
 * not go that way: it is applied by name. */
static bool is_only_declared(CXCursor decl)
{
    enum CXCursorKind k = libclang.getCursorKind(decl);
    return (k == CXCursor_StructDecl || k == CXCursor_UnionDecl) &&
           libclang.Cursor_isNull(libclang.getCursorDefinition(decl));
}

static bool has_static_storage(CXCursor decl)
{
    enum CX_StorageClass sc = libclang.Cursor_getStorageClass(decl);
    enum CXCursorKind parent = libclang.getCursorKind(libclang.getCursorSemanticParent(decl));
    return parent != CXCursor_FunctionDecl || sc == CX_SC_Static || sc == CX_SC_Extern;
}

bool check_declaration(struct reader *r, CXCursor decl, char what, const struct model_attr *a)
{
    static const char nouns[][12] = {"type", "variable", "member"};
    if (!a->known) {
        check_unknown(r, a);
        return false;
    }
    if (!check_belongs(r, a, what,
                       nouns[what == 't'   ? 0
                             : what == 'v' ? 1
                                           : 2]) ||
        !check_count(r, a))
        return false;
    if (a->kind == RIR_ANN_SHARED && !check_reason(r, a, a->args[0].text))
        return false;
    if (what == 'v' && !has_static_storage(decl)) {
        reader_mistake(r, a->place,
                       "%s on a local variable: it belongs to its task; only variables with static "
                       "storage can be shared",
                       model_ann_table[a->kind].title);
        return false;
    }
    if (!r->model && is_only_declared(decl)) {
        reader_mistake(
            r, a->place,
            "%s on a struct that is only declared is lost; put it on the definition or on "
            "a typedef",
            model_ann_table[a->kind].title);
        return false;
    }
    return true;
}
