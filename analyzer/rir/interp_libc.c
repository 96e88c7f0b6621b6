/* Built-in functions of the C library: the heap, the process, sorting.
 *
 * So that lowered C programs can be run. Every access of theirs is judged and traced like one of
 * the program, at the call. Strings, formats, threads and jumps are in files of their own; what is
 * in none of them is not built in, and ends the run with its name. */
#include <stdlib.h>
#include <string.h>

#include "rir/interp_int.h"

struct ival call_arg(const struct call *c, uint32_t i)
{
    return i < c->nargs ? c->args[i] : (struct ival){0};
}

struct place libc_access(struct run *r, const struct ival *p, uint64_t size, bool write)
{
    struct place at = mem_place(r, p, size);
    if (write)
        model_write(r, &at, size);
    else
        model_read(r, &at, size);
    if (size)
        model_trace(r, &at, write ? INTERP_WRITE : INTERP_READ, size, true, NULL);
    return at;
}

struct ival libc_alloc(struct run *r, uint64_t size, uint32_t type)
{
    struct object *o = mem_new(r, INTERP_HEAP, size, 16);
    const struct frame *f = task_place(run_task(r));
    o->func = f ? f->func : RIR_NONE;
    o->insn = f ? f->pc : RIR_NONE;
    o->type = type;
    return mem_pointer(o, 0);
}

struct ival libc_offset(const struct ival *p, int64_t n)
{
    struct ival v = *p;
    v.lo += (uint64_t)n;
    v.ref.item = 0;
    return v;
}

void libc_output(struct run *r, const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++)
        vec_push(&r->output, s[i]);
}

/* ---- heap ---- */

static enum flow do_malloc(struct run *r, struct task *t, const struct call *c, struct ival *ret)
{
    (void)t;
    *ret = libc_alloc(r, call_arg(c, 0).lo, RIR_NONE);
    return FLOW_DONE;
}

static enum flow do_aligned(struct run *r, struct task *t, const struct call *c, struct ival *ret)
{
    (void)t;
    *ret = libc_alloc(r, call_arg(c, 1).lo, RIR_NONE);
    return FLOW_DONE;
}

static enum flow do_calloc(struct run *r, struct task *t, const struct call *c, struct ival *ret)
{
    (void)t;
    uint64_t n = call_arg(c, 0).lo, size = call_arg(c, 1).lo;
    if (size && n > r->o.max_bytes / size)
        run_stop(r, INTERP_LIMIT, "too much memory asked for");
    *ret = libc_alloc(r, n * size, RIR_NONE);
    mem_fill(r, r->objs.data[ret->ref.obj], 0, 0, n * size);
    return FLOW_DONE;
}

static enum flow do_free(struct run *r, struct task *t, const struct call *c, struct ival *ret)
{
    (void)t;
    (void)ret;
    struct ival p = call_arg(c, 0);
    if (p.lo) {
        struct place at = mem_place(r, &p, 0);
        model_free(r, &at);
    }
    return FLOW_DONE;
}

static enum flow do_realloc(struct run *r, struct task *t, const struct call *c, struct ival *ret)
{
    struct ival p = call_arg(c, 0);
    uint64_t size = call_arg(c, 1).lo;
    *ret = libc_alloc(r, size, RIR_NONE);
    if (!p.lo)
        return FLOW_DONE;
    struct place at = mem_place(r, &p, 0);
    struct object *o = r->objs.data[ret->ref.obj];
    model_read(r, &at, at.o->size);
    mem_move(r, o, 0, at.o, 0, at.o->size < size ? at.o->size : size);
    o->type = at.o->type;
    struct ival unused;
    return do_free(r, t, c, &unused);
}

/* ---- process ---- */

static enum flow do_exit(struct run *r, struct task *t, const struct call *c, struct ival *ret)
{
    (void)t;
    (void)ret;
    run_exit(r, (int)call_arg(c, 0).lo);
    return FLOW_PUSHED;
}

static enum flow do_exit_now(struct run *r, struct task *t, const struct call *c, struct ival *ret)
{
    (void)t;
    (void)ret;
    r->r->exit_code = (int)call_arg(c, 0).lo;
    run_stop(r, INTERP_DONE, "_exit");
}

static enum flow do_abort(struct run *r, struct task *t, const struct call *c, struct ival *ret)
{
    (void)t;
    (void)c;
    (void)ret;
    r->r->exit_code = 134;
    run_stop(r, INTERP_DONE, "abort");
}

static enum flow do_atexit(struct run *r, struct task *t, const struct call *c, struct ival *ret)
{
    (void)t;
    (void)ret;
    struct ival fn = call_arg(c, 0);
    vec_push(&r->atexit, call_target(r, &fn));
    return FLOW_DONE;
}

static enum flow do_yield(struct run *r, struct task *t, const struct call *c, struct ival *ret)
{
    (void)t;
    (void)c;
    (void)ret;
    r->yield = true;
    return FLOW_DONE;
}

static enum flow do_abs(struct run *r, struct task *t, const struct call *c, struct ival *ret)
{
    (void)r;
    (void)t;
    struct ival v = call_arg(c, 0);
    unsigned bits = c->result.bits ? c->result.bits : 32;
    uint64_t sign = UINT64_C(1) << (bits - 1);
    *ret = num_int(num_value(&(struct ival){.lo = v.lo & sign ? 0 - v.lo : v.lo}, bits));
    return FLOW_DONE;
}

static enum flow do_errno(struct run *r, struct task *t, const struct call *c, struct ival *ret)
{
    (void)c;
    if (!t->errno_obj) {
        struct object *o = mem_new(r, INTERP_TLS, 4, 16);
        t->errno_obj = o->index;
    }
    *ret = mem_pointer(r->objs.data[t->errno_obj], 0);
    return FLOW_DONE;
}

/* ---- sorting and searching: insertion sort and binary search, one comparison per step ---- */

struct sort {
    struct ival base, cmp;
    uint64_t n, size, i, j; /* elements before i are in order; the one at j is on its way down */
};

static enum flow compare(struct run *r, struct task *t, const struct ival *cmp, struct ival a,
                         struct ival b, struct frame *f)
{
    struct ival args[2] = {a, b}, v;
    if (call_back(r, t, cmp, args, 2, &v) == FLOW_DONE) {
        f->ret[0] = v; /* a built-in function such as strcmp */
        f->got = true;
    }
    return FLOW_PUSHED;
}

static void swap(struct run *r, struct sort *s, uint64_t j)
{
    struct ival a = libc_offset(&s->base, (int64_t)((j - 1) * s->size));
    struct place at = libc_access(r, &a, 2 * s->size, true);
    struct object *tmp = mem_new(r, INTERP_OTHER, s->size, 16);
    mem_move(r, tmp, 0, at.o, at.off, s->size);
    mem_move(r, at.o, at.off, at.o, at.off + s->size, s->size);
    mem_move(r, at.o, at.off + s->size, tmp, 0, s->size);
    mem_kill(r, tmp);
}

static enum flow sort_step(struct run *r, struct task *t, struct frame *f, struct ival *ret)
{
    struct sort *s = f->state;
    if (f->got) {
        f->got = false;
        bool greater = (int32_t)f->ret[0].lo > 0;
        if (greater)
            swap(r, s, s->j);
        s->j = greater ? s->j - 1 : 0;
    }
    if (s->j == 0)
        s->j = ++s->i;
    if (s->i >= s->n) {
        *ret = (struct ival){0};
        return FLOW_DONE;
    }
    struct ival a = libc_offset(&s->base, (int64_t)((s->j - 1) * s->size));
    struct ival b = libc_offset(&s->base, (int64_t)(s->j * s->size));
    return compare(r, t, &s->cmp, a, b, f);
}

static struct frame *native_frame(struct run *r, struct task *t, native_step *step, size_t size)
{
    struct frame *f = calloc(1, sizeof *f);
    if (!f || !(f->state = calloc(1, size))) {
        free(f);
        run_stop(r, INTERP_LIMIT, "out of memory");
    }
    f->native = step;
    frame_push(r, t, f);
    return f;
}

static enum flow do_qsort(struct run *r, struct task *t, const struct call *c, struct ival *ret)
{
    (void)ret;
    struct ival base = call_arg(c, 0);
    uint64_t n = call_arg(c, 1).lo, size = call_arg(c, 2).lo;
    if (n > 1 && size)
        libc_access(r, &base, n * size, false);
    struct sort *s = native_frame(r, t, sort_step, sizeof *s)->state;
    *s = (struct sort){.base = base, .cmp = call_arg(c, 3), .n = n, .size = size};
    return FLOW_PUSHED;
}

struct search {
    struct ival key, base, cmp;
    uint64_t lo, hi, size;
};

static enum flow search_step(struct run *r, struct task *t, struct frame *f, struct ival *ret)
{
    struct search *s = f->state;
    uint64_t mid = s->lo + (s->hi - s->lo) / 2;
    if (f->got) {
        f->got = false;
        int32_t order = (int32_t)f->ret[0].lo;
        if (order == 0) {
            *ret = libc_offset(&s->base, (int64_t)(mid * s->size));
            return FLOW_DONE;
        }
        if (order < 0)
            s->hi = mid;
        else
            s->lo = mid + 1;
        mid = s->lo + (s->hi - s->lo) / 2;
    }
    if (s->lo >= s->hi) {
        *ret = (struct ival){0};
        return FLOW_DONE;
    }
    return compare(r, t, &s->cmp, s->key, libc_offset(&s->base, (int64_t)(mid * s->size)), f);
}

static enum flow do_bsearch(struct run *r, struct task *t, const struct call *c, struct ival *ret)
{
    (void)ret;
    struct search *s = native_frame(r, t, search_step, sizeof *s)->state;
    *s = (struct search){.key = call_arg(c, 0),
                         .base = call_arg(c, 1),
                         .cmp = call_arg(c, 4),
                         .hi = call_arg(c, 2).lo,
                         .size = call_arg(c, 3).lo};
    return FLOW_PUSHED;
}

static const struct libc_entry table[] = {
    {"malloc", do_malloc},
    {"calloc", do_calloc},
    {"realloc", do_realloc},
    {"free", do_free},
    {"aligned_alloc", do_aligned},
    {"memalign", do_aligned},
    {"exit", do_exit},
    {"_exit", do_exit_now},
    {"_Exit", do_exit_now},
    {"quick_exit", do_exit_now},
    {"abort", do_abort},
    {"__assert_fail", do_abort},
    {"atexit", do_atexit},
    {"sched_yield", do_yield},
    {"thrd_yield", do_yield},
    {"usleep", do_yield},
    {"sleep", do_yield},
    {"nanosleep", do_yield},
    {"abs", do_abs},
    {"labs", do_abs},
    {"llabs", do_abs},
    {"__errno_location", do_errno},
    {"qsort", do_qsort},
    {"bsearch", do_bsearch},
};

builtin *libc_in(const struct libc_entry *entries, size_t n, const char *name)
{
    for (size_t i = 0; i < n; i++)
        if (!strcmp(entries[i].name, name))
            return entries[i].fn;
    return NULL;
}

builtin *libc_find(const char *name)
{
    builtin *b = libc_in(table, sizeof table / sizeof *table, name);
    if (!b)
        b = libc_find_string(name);
    if (!b)
        b = libc_find_format(name);
    if (!b)
        b = libc_find_jump(name);
    return b ? b : libc_find_thread(name);
}
