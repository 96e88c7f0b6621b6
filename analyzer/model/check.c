/* Annotation mistakes: what the C compiler cannot see.
 *
 * The table annotations.def says what arguments an annotation has and what it may stand on. Here
 * each argument is held against the declaration: positions must exist and must be pointers where
 * something is done with what they refer to, conditions must be words we know and must fit the
 * result, reasons must not be empty. Then the annotations of one function are held against each
 * other.
 *
 * One wrong annotation is reported and left out; the others of the same function are kept. */
#include <stdio.h>
#include <string.h>

#include "model/reader.h"

/* ---- one annotation on a function ---- */

struct subject { /* the function whose attributes are judged */
    struct reader *r;
    CXCursor decl;
    CXType result;
    int params;
    bool variadic;
};

/* Type of parameter `n`; the variadic ones have none. */
static bool param_type(const struct subject *f, long long n, CXType *t)
{
    if (n < 1 || n > f->params)
        return false;
    *t = libclang.getCursorType(libclang.Cursor_getArgument(f->decl, (unsigned)(n - 1)));
    return true;
}

static void out_of_range(const struct subject *f, const struct model_attr *a, long long n)
{
    char has[64] = "no parameters";
    if (f->params == 1)
        snprintf(has, sizeof has, "1 parameter; use 1");
    else if (f->params > 1)
        snprintf(has, sizeof has, "%d parameters; use 1 to %d", f->params, f->params);
    reader_mistake(f->r, a->place, "%s: position %lld is out of range: the function has %s",
                   model_ann_table[a->kind].title, n, has);
}

static bool check_range(const struct subject *f, const struct model_attr *a, long long n, bool zero)
{
    if (n >= (zero ? 0 : 1) && (n <= f->params || (f->variadic && n <= INT16_MAX)))
        return true;
    if (n >= 1)
        out_of_range(f, a, n);
    else
        reader_mistake(f->r, a->place, "%s: position %lld is not allowed here; %s",
                       model_ann_table[a->kind].title, n,
                       zero ? "use 0 for the result or none, 1 for the first parameter"
                            : "positions count from 1");
    return false;
}

static bool check_when(const struct subject *f, const struct model_attr *a, const char *text,
                       uint8_t *when)
{
    const char *title = model_ann_table[a->kind].title;
    *when = RIR_ALWAYS;
    for (int i = 1; text != NULL && i < MODEL_WHEN_COUNT; i++) {
        if (strcmp(text, model_when_words[i]) == 0)
            *when = (uint8_t)i;
    }
    if (*when == RIR_ALWAYS) {
        reader_mistake(f->r, a->place,
                       "%s: unknown condition \"%s\"; use \"zero\", \"nonzero\", \"null\", "
                       "\"nonnull\", \"negative\" or \"nonnegative\"",
                       title, text != NULL ? text : "");
        return false;
    }
    enum CXTypeKind k = libclang.getCanonicalType(f->result).kind;
    bool null = *when == RIR_NULL || *when == RIR_NONNULL;
    bool sign = *when == RIR_NEGATIVE || *when == RIR_NONNEGATIVE;
    const char *wrong = NULL;
    if (k == CXType_Void)
        wrong = "the function returns nothing; use the form without a condition";
    else if (null && type_is_integer(k))
        wrong = "the result is an integer; use \"zero\" or \"nonzero\"";
    else if (sign && !type_is_signed_integer(k) && k != CXType_Invalid)
        wrong = "the result is never negative; use \"zero\", \"nonzero\", \"null\" or \"nonnull\"";
    if (wrong != NULL)
        reader_mistake(f->r, a->place, "%s: condition \"%s\": %s", title, text, wrong);
    return wrong == NULL;
}

static bool need(const struct subject *f, const struct model_attr *a, long long n, bool fits,
                 const char *what)
{
    if (fits)
        return true;
    if (n == 0)
        reader_mistake(f->r, a->place, "%s: the result is not %s; name a parameter that is",
                       model_ann_table[a->kind].title, what);
    else
        reader_mistake(f->r, a->place, "%s: parameter %lld is not %s; name one that is",
                       model_ann_table[a->kind].title, n, what);
    return false;
}

/* The type at position `n`, argument `index` of the annotation, against what the annotation does.
 */
static bool check_position_type(const struct subject *f, const struct model_attr *a, uint32_t index,
                                long long n, bool joins)
{
    CXType t = f->result;
    if (n != 0 && !param_type(f, n, &t))
        return true; /* variadic */
    switch (a->kind) {
    case RIR_ANN_SPAWNS:
    case RIR_ANN_SPAWNS_IF:
    case RIR_ANN_CALLS:
    case RIR_ANN_CALLS_LATER:
        if (index == 0)
            return need(f, a, n, type_is_function(t) || type_may_hold_functions(t),
                        "a function pointer or a pointer to an object with functions in it");
        return n == 0 || need(f, a, n, type_carries_pointer(t), "a pointer");
    case RIR_ANN_RECEIVES_INTO:
    case RIR_ANN_RECEIVES_INTO_IF:
    case RIR_ANN_RESULT_INTO:
        return need(f, a, n, type_points_to_pointer(t), "a pointer to a pointer");
    case RIR_ANN_POINTS_INTO:
        if (index == 0 && n != 0)
            return need(f, a, n, type_points_to_pointer(t), "a pointer to a pointer");
        return need(f, a, n, type_carries_pointer(t), "a pointer");
    case RIR_ANN_HANDLE:
        return n == 0 || joins || need(f, a, n, type_is_pointer(t), "a pointer to a handle");
    case RIR_ANN_ENDS_ANYWHERE:
    case RIR_ANN_MAPS:
    case RIR_ANN_LEAVES:
        return true;
    case RIR_ANN_FILLS:
        return index == 1 || n == 0 || need(f, a, n, type_is_pointer(t), "a pointer");
    case RIR_ANN_FORMAT:
    case RIR_ANN_SCAN_FORMAT:
        return n == 0 || index == 1 || need(f, a, n, type_is_pointer(t), "a format string");
    default:
        return need(f, a, n, type_carries_pointer(t), "a pointer");
    }
}

static bool check_args(const struct subject *f, const struct model_attr *a, bool joins,
                       struct rir_ann *out)
{
    const char *args = model_ann_table[a->kind].args;
    *out = (struct rir_ann){.kind = (uint8_t)a->kind, .model = true};
    if (!check_count(f->r, a))
        return false;
    for (uint32_t i = 0; args[i] != '\0'; i++) {
        const struct model_arg *arg = &a->args[i];
        if (args[i] == 's') {
            if (!check_reason(f->r, a, arg->text))
                return false;
            out->text = arg->text;
        } else if (args[i] == 'w') {
            if (!check_when(f, a, arg->text, &out->when))
                return false;
        } else {
            if (!arg->is_int) {
                reader_mistake(f->r, a->place,
                               "%s: argument %u is not an integer constant; write a number",
                               model_ann_table[a->kind].title, i + 1);
                return false;
            }
            if (args[i] != 'i' && (!check_range(f, a, arg->number, args[i] == 'o') ||
                                   !check_position_type(f, a, i, arg->number, joins)))
                return false;
            *(i == 0 ? &out->a : &out->b) = (int16_t)arg->number;
        }
    }
    return true;
}

/* ---- several annotations of one function ---- */

static bool has(const model_attrs *attrs, enum rir_ann_kind kind)
{
    for (uint32_t i = 0; i < attrs->len; i++) {
        if (attrs->data[i].known && attrs->data[i].kind == kind)
            return true;
    }
    return false;
}

static bool has_join(const model_attrs *attrs)
{
    return has(attrs, RIR_ANN_JOINS) || has(attrs, RIR_ANN_JOINS_IF);
}

/* What PURE rules out. */
static bool touches_memory(enum rir_ann_kind k)
{
    return k == RIR_ANN_READS || k == RIR_ANN_WRITES || k == RIR_ANN_KEEPS || k == RIR_ANN_LINKS ||
           k == RIR_ANN_FREES || k == RIR_ANN_HIDDEN_STATE || k == RIR_ANN_FREEZES;
}

static bool check_together(const struct subject *f, const model_attrs *attrs,
                           const struct model_attr *a)
{
    bool starts = has(attrs, RIR_ANN_SPAWNS) || has(attrs, RIR_ANN_SPAWNS_IF);
    bool joins = has_join(attrs);
    if (a->kind == RIR_ANN_HANDLE && !starts && !joins) {
        reader_mistake(
            f->r, a->place,
            "FBP_HANDLE: the function neither starts nor joins a task; add FBP_SPAWNS or "
            "FBP_JOINS");
        return false;
    }
    if (a->kind == RIR_ANN_RESULT_INTO && !joins) {
        reader_mistake(f->r, a->place,
                       "FBP_RESULT_INTO: the function joins no task; add FBP_JOINS");
        return false;
    }
    if (a->kind == RIR_ANN_RECEIVES && !type_carries_pointer(f->result)) {
        reader_mistake(f->r, a->place,
                       "FBP_RECEIVES: the result is not a pointer; FBP_RECEIVES_INTO is for what a "
                       "pointer leads to");
        return false;
    }
    if (touches_memory(a->kind) && has(attrs, RIR_ANN_PURE)) {
        reader_mistake(
            f->r, a->place,
            "%s: contradicts FBP_PURE, which says that the function touches nothing; leave one out",
            model_ann_table[a->kind].title);
        return false;
    }
    return true;
}

void check_function(struct reader *r, CXCursor decl, const model_attrs *attrs, model_anns *out)
{
    CXType type = libclang.getCursorType(decl);
    struct subject f = {.r = r,
                        .decl = decl,
                        .result = libclang.getCursorResultType(decl),
                        .params = libclang.Cursor_getNumArguments(decl),
                        .variadic = libclang.isFunctionTypeVariadic(type) != 0};
    for (uint32_t i = 0; i < attrs->len; i++) {
        const struct model_attr *a = &attrs->data[i];
        struct rir_ann ann;
        if (!a->known)
            check_unknown(r, a);
        else if (check_belongs(r, a, 'f', "function") && check_together(&f, attrs, a) &&
                 check_args(&f, a, has_join(attrs), &ann))
            vec_push(out, ann);
    }
}
