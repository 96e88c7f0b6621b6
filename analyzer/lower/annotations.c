/* llvm.global.annotations: what __attribute__((annotate("fbp.sends", 2))) left in the module.
 *
 * Arguments are read by the signature in rir/annotations.def; an annotation whose arguments do not
 * fit it is left out here, because the front end of fbp-check diagnoses it with its place. */
#include <string.h>

#include "lower/internal.h"

static const struct {
    const char *name, *args, *what;
} table[] = {
#define RIR_ANN(ID, string, args, where, title) {string, args, where},
#include "rir/annotations.def"
#undef RIR_ANN
};

/* The characters of a constant string; false if it is none. */
static bool string_of(LLVMValueRef global, struct ll_text *out)
{
    size_t len;
    if (global == NULL || !LLVMIsAGlobalVariable(global))
        return false;
    LLVMValueRef init = LLVMGetInitializer(global);
    if (init == NULL)
        return false;
    *out = (struct ll_text){"", 0};
    if (LLVMIsNull(init))
        return true;
    if (!LLVMIsConstantString(init))
        return false;
    out->s = LLVMGetAsString(init, &len);
    out->len = len > 0 && out->s[len - 1] == '\0' ? len - 1 : len;
    return true;
}

static bool condition(struct ll_text t, uint8_t *when)
{
    static const char *const names[] = {"",        "zero",     "nonzero",    "null",
                                        "nonnull", "negative", "nonnegative"};
    for (unsigned i = 1; i < sizeof names / sizeof *names; i++) {
        if (t.len != strlen(names[i]) || memcmp(t.s, names[i], t.len) != 0)
            continue;
        *when = (uint8_t)i;
        return true;
    }
    return false;
}

static bool number(LLVMValueRef v, bool zero_too, int16_t *out)
{
    if (!LLVMIsAConstantInt(v) || LLVMGetIntTypeWidth(LLVMTypeOf(v)) > 64)
        return false;
    long long n = LLVMConstIntGetSExtValue(v);
    if (n < (zero_too ? 0 : 1) || n > INT16_MAX)
        return false;
    *out = (int16_t)n;
    return true;
}

static bool arguments(struct lower *l, LLVMValueRef args, const char *signature,
                      struct rir_ann *ann)
{
    bool second = false;
    struct ll_text t;
    unsigned n = args == NULL ? 0 : LLVMCountStructElementTypes(LLVMTypeOf(args));
    if (n != strlen(signature))
        return false;
    for (unsigned i = 0; i < n; i++) {
        LLVMValueRef v = LLVMGetAggregateElement(args, i);
        bool ok;
        if (signature[i] == 'w') {
            ok = string_of(v, &t) && condition(t, &ann->when);
        } else if (signature[i] == 's') {
            ok = string_of(v, &t);
            ann->text = ok ? intern_n(&l->m->strings, t.s, t.len) : NULL;
        } else {
            ok = number(v, signature[i] == 'o', second ? &ann->b : &ann->a);
            second = true;
        }
        if (!ok)
            return false;
    }
    return true;
}

/* Do the positions exist? In a function without a prototype, and from "..." on, any does. */
static bool in_range(const struct rir_func *f, const struct rir_ann *ann)
{
    bool open = (f->flags & RIR_FUNC_VARIADIC) != 0;
    int last = (int)f->ncparams;
    return open || (ann->a <= last && ann->b <= last);
}

static void on_function(struct lower *l, uint32_t func, const struct rir_ann *ann)
{
    struct rir_func *f = &l->m->funcs.data[func];
    if (in_range(f, ann))
        rir_add_ann(l->m, f, ann);
}

static void on_variable(struct lower *l, uint32_t global, const struct rir_ann *ann)
{
    struct rir_global *g = &l->m->globals.data[global];
    if (ann->kind == RIR_ANN_SHARED) {
        g->flags |= RIR_GLOBAL_SHARED;
        g->why = ann->text;
    } else if (ann->kind == RIR_ANN_CHANNEL) {
        g->flags |= RIR_GLOBAL_CHANNEL;
    }
}

static void one(struct lower *l, LLVMValueRef entry)
{
    struct ll_text name;
    LLVMValueRef target = listed(LLVMGetAggregateElement(entry, 0));
    LLVMValueRef args = LLVMGetAggregateElement(entry, 4);
    if (!string_of(LLVMGetAggregateElement(entry, 1), &name))
        return;
    args = args != NULL && LLVMIsAGlobalVariable(args) ? LLVMGetInitializer(args) : NULL;
    for (unsigned k = 0; k < sizeof table / sizeof *table; k++) {
        struct rir_ann ann = {.kind = (uint8_t)k};
        uint32_t index;
        uint64_t key = (uint64_t)(uintptr_t)target;
        if (strncmp(table[k].name, "fbp.", 4) != 0 || name.len != strlen(table[k].name) ||
            memcmp(name.s, table[k].name, name.len) != 0 ||
            !arguments(l, args, table[k].args, &ann))
            continue;
        if (map_get(&l->funcs, key, &index) && strchr(table[k].what, 'f') != NULL)
            on_function(l, index, &ann);
        else if (map_get(&l->globals, key, &index))
            on_variable(l, index, &ann);
    }
}

void annotations_read(struct lower *l)
{
    LLVMValueRef list = LLVMGetNamedGlobal(l->module, "llvm.global.annotations");
    LLVMValueRef init = list == NULL ? NULL : LLVMGetInitializer(list);
    if (init == NULL)
        return;
    for (int i = 0; i < LLVMGetNumOperands(init); i++)
        one(l, LLVMGetOperand(init, (unsigned)i));
}
