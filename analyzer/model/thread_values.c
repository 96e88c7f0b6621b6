/* Thread-specific values, as pthread_setspecific and tss_set keep them: memory of the thread's own.
 *
 * What a model calls a thread value gets a body: the values are an array with thread storage, with
 * an element for each key, and the two functions store into it and load from it. So the analysis
 * and the interpreter know them as they know any `_Thread_local` array, and need no rule of their
 * own. Such a function is the library's still: it is internal, and no entry of anything. It is
 * nowhere in the source: what it does is at the call. */
#include "model/thread_values.h"

#include "rir/build.h"

enum { KEYS = 1024 }; /* PTHREAD_KEYS_MAX of the GNU C library */

static uint32_t values_of(struct rir_module *m)
{
    static const char name[] = "thread-specific values";
    uint32_t at = rir_find_global(m, name);
    if (at != RIR_NONE)
        return at;
    return rir_add_global(m, &(struct rir_global){.name = name,
                                                  .linkage = RIR_INTERNAL,
                                                  .flags = RIR_GLOBAL_DEFINED | RIR_GLOBAL_TLS,
                                                  .type = RIR_NONE,
                                                  .size = (uint64_t)KEYS * m->ptr_bits / 8,
                                                  .align = m->ptr_bits / 8});
}

static bool is_pointer(struct rir_scalar t)
{
    return t.cls == RIR_PTR;
}

/* Parameter 1 is the key. A function as the model's header declares it; a program that
 * declares it otherwise has another function. */
static bool fits(const struct rir_func *f, const struct rir_ann *a)
{
    uint32_t n = f->nparams, value = (uint32_t)a->a - 1;
    if (n == 0 || f->params[0].type.cls != RIR_INT)
        return false;
    return a->a == 0 ? f->nresults == 1 && is_pointer(f->results[0])
                     : value < n && is_pointer(f->params[value].type);
}

static uint32_t emit(struct rir_builder *b, enum rir_op op, uint32_t x, uint32_t y,
                     const struct rir_scalar *result, uint32_t site)
{
    struct rir_insn in = {.op = (uint8_t)op,
                          .site = site,
                          .nargs = (uint32_t)(x != RIR_NONE) + (y != RIR_NONE),
                          .args = (uint32_t[]){x, y},
                          .ref = RIR_NONE,
                          .field = RIR_NONE,
                          .src = RIR_NONE,
                          .nresults = result != NULL};
    if (op == RIR_ELEM)
        in.imm = result->bits / 8;
    return rir_build_insn(b, &in, result);
}

/* get: `return values[key];` set: `values[key] = value;`, for the keys that there are. A key comes
 * out of a variable, so which element it is stays open, and what was there before is kept. */
static void define(struct rir_module *m, uint32_t func, const struct rir_ann *a)
{
    uint32_t values = values_of(m);
    struct rir_func *f = &m->funcs.data[func];
    f->pos = (struct rir_pos){0};
    struct rir_scalar pointer = {m->ptr_bits, RIR_PTR};
    struct rir_builder *b = rir_build_start(m, func);
    rir_build_at(b, rir_build_block(b, NULL));
    uint32_t at = emit(b, RIR_ELEM, rir_build_global(b, values, 0), rir_build_param(b, 0), &pointer,
                       RIR_NONE);
    uint32_t result = RIR_NONE;
    if (a->a == 0) {
        result =
            emit(b, RIR_LOAD, at, RIR_NONE, &pointer, rir_build_site(b, RIR_SITE_LOAD, f->pos));
    } else {
        emit(b, RIR_STORE, at, rir_build_param(b, (uint32_t)a->a - 1), NULL,
             rir_build_site(b, RIR_SITE_STORE, f->pos));
        if (f->nresults == 1)
            result = rir_build_undef(b, f->results[0]);
    }
    emit(b, RIR_RET, result, RIR_NONE, NULL, RIR_NONE);
    rir_build_finish(b);
    m->funcs.data[func].linkage = RIR_INTERNAL;
}

void thread_values_define(struct rir_module *m)
{
    for (uint32_t i = 0; i < m->funcs.len; i++) {
        const struct rir_ann *a = rir_func_ann(&m->funcs.data[i], RIR_ANN_THREAD_VALUE);
        if (a != NULL && (m->funcs.data[i].flags & RIR_FUNC_DEFINED) == 0 &&
            fits(&m->funcs.data[i], a))
            define(m, i, a);
    }
}
