/* A run: setting up, the scheduler, tasks, the end.
 *
 * Tasks are stacks of frames; the scheduler executes one instruction of the current task at a time
 * and changes to another one when the current one waits, ends, or where r->yield was set (after an
 * operation on memory or a call, by a chance that the seed decides). Task 0 is main: the resolvers
 * of ifuncs, as the dynamic linker asks them, constructors, main, functions registered with atexit,
 * destructors. When main has returned the run is over, as the process would be; tasks that still
 * run are cut off. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "rir/interp_int.h"

static const char *const status_names[] = {
    "done", "stopped", "unsafe", "deadlock", "limit", "cannot run",
};

const char *interp_status_name(enum interp_status s)
{
    return status_names[s];
}

void interp_options_default(struct interp_options *o)
{
    *o = (struct interp_options){
        .seed = 1,
        .max_steps = 10000000,
        .max_objects = 1000000,
        .max_depth = 2000,
        .max_bytes = UINT64_C(256) << 20,
    };
}

uint64_t run_random(struct run *r) /* splitmix64 */
{
    uint64_t z = r->rng += UINT64_C(0x9E3779B97F4A7C15);
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return z ^ (z >> 31);
}

_Noreturn void run_stop(struct run *r, enum interp_status s, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    r->r->reason = arena_vprintf(&r->r->arena, fmt, ap);
    va_end(ap);
    r->r->status = s;
    longjmp(r->stop, 1);
}

/* ---- frames ---- */

struct frame *task_place(const struct task *t)
{
    for (uint32_t i = t->frames.len; i > 0; i--)
        if (!t->frames.data[i - 1]->native)
            return t->frames.data[i - 1];
    return NULL;
}

void frame_push(struct run *r, struct task *t, struct frame *f)
{
    f->serial = r->nframes++;
    f->prev = RIR_NONE;
    if (t->frames.len)
        t->frames.data[t->frames.len - 1]->got = false;
    vec_push(&t->frames, f);
}

static void frame_free(struct frame *f)
{
    free(f->vals);
    free(f->va);
    free(f->state);
    vec_free(&f->stack);
    free(f);
}

static void frame_pop(struct run *r, struct task *t)
{
    struct frame *f = t->frames.data[--t->frames.len];
    for (uint32_t i = 0; i < f->stack.len; i++)
        mem_kill(r, r->objs.data[f->stack.data[i]]);
    frame_free(f);
}

void frame_unwind(struct run *r, struct task *t, uint32_t n)
{
    while (t->frames.len > n)
        frame_pop(r, t);
}

static void end_task(struct run *r, struct task *t, const struct ival *result)
{
    t->result = *result;
    t->wait = WAIT_DONE;
    model_task_end(r, t);
    r->yield = true;
}

void frame_return(struct run *r, struct task *t, const struct ival *ret, uint32_t nret)
{
    struct ival copy[MAX_RET] = {0};
    for (uint32_t i = 0; i < nret; i++)
        copy[i] = ret[i];
    struct frame *f = t->frames.data[t->frames.len - 1];
    uint32_t func = f->func, nafter = f->nafter;
    bool native = f->native != NULL;
    struct ival *after = f->after;
    frame_pop(r, t);
    if (after)
        call_after(r, t, func, after, nafter, &copy[0]);
    if (!native)
        immutable_returned(r, &r->m->funcs.data[func], &copy[0]);
    if (!t->frames.len) {
        end_task(r, t, &copy[0]);
        return;
    }
    f = t->frames.data[t->frames.len - 1];
    if (f->native) {
        memcpy(f->ret, copy, sizeof copy);
        f->got = true;
        return;
    }
    const struct rir_insn *in = &r->m->funcs.data[f->func].insns[f->pc];
    for (uint32_t i = 0; i < in->nresults && i < MAX_RET; i++)
        f->vals[in->result + i] = copy[i];
    f->pc++;
}

void task_finish(struct run *r, struct task *t, const struct ival *result)
{
    frame_unwind(r, t, 1);
    struct frame *root = t->frames.data[0];
    root->ret[0] = *result;
    root->got = true;
}

/* ---- tasks ---- */

enum { HANDLE_BASE = 0x7f000000, HANDLE_STEP = 0x100, ELSEWHERE_STEP = 0x12300 };

struct task *task_new(struct run *r, uint32_t starter)
{
    struct task *t = ARENA_NEW(&r->arena, struct task);
    t->id = r->tasks.len;
    t->handle = HANDLE_BASE + (t->id + 1) * (r->o.elsewhere ? ELSEWHERE_STEP : HANDLE_STEP);
    t->starter = starter;
    vec_push(&r->tasks, t);
    return t;
}

static struct task *task_of_handle(struct run *r, uint64_t handle)
{
    for (uint32_t i = 0; i < r->tasks.len; i++)
        if (r->tasks.data[i]->handle == handle)
            return r->tasks.data[i];
    run_stop(r, INTERP_UNSAFE, "0x%llx is no handle of a task", (unsigned long long)handle);
}

struct root { /* native frame at the bottom of a task */
    uint32_t func;
    struct ival arg;
    bool called;
    struct ival result;
    uint32_t rounds, key; /* destructors of thread-specific data */
};

static enum flow task_root(struct run *r, struct task *t, struct frame *f, struct ival *ret)
{
    struct root *s = f->state;
    if (!s->called) {
        s->called = true;
        struct ival fn = mem_pointer(mem_func(r, s->func), 0), v;
        enum flow flow = call_back(r, t, &fn, &s->arg, 1, &v);
        if (flow == FLOW_DONE) {
            f->ret[0] = v;
            f->got = true;
        }
        return FLOW_PUSHED;
    }
    if (f->got && !s->rounds) {
        s->result = f->ret[0];
        s->rounds = 1;
    }
    if (key_destructors(r, t, &s->key) == FLOW_PUSHED)
        return FLOW_PUSHED;
    *ret = s->result;
    return FLOW_DONE;
}

uint64_t task_start(struct run *r, struct task *t, uint32_t func, const struct ival *arg)
{
    struct task *n = task_new(r, t->id);
    struct frame *f = calloc(1, sizeof *f);
    struct root *s = calloc(1, sizeof *s);
    if (!f || !s)
        run_stop(r, INTERP_LIMIT, "out of memory");
    s->func = r->func_of[func];
    s->arg = *arg;
    f->native = task_root;
    f->state = s;
    frame_push(r, n, f);
    model_lend(r, n, arg);
    if (!r->o.sequential)
        r->yield = true;
    return n->handle;
}

bool task_join(struct run *r, struct task *t, uint64_t handle, struct ival *result)
{
    struct task *j = task_of_handle(r, handle);
    if (j->joined)
        run_stop(r, INTERP_UNSAFE, "a task is joined twice");
    if (j->wait != WAIT_DONE) {
        t->wait = WAIT_JOIN;
        t->wait_on = j->id;
        return false;
    }
    j->joined = true;
    model_join(r, j);
    *result = j->result;
    return true;
}

/* ---- main ---- */

struct start { /* native frame at the bottom of main */
    enum { RESOLVERS, CTORS, MAIN, OTHERS, ATEXIT, DTORS, OVER } phase;
    uint32_t next;
    int code;
    bool waits; /* for the declared tasks, which go on where the program is a part */
};

static struct object *constant_string(struct run *r, const char *s)
{
    struct object *o = mem_new(r, INTERP_HEAP, strlen(s) + 1, 1);
    memcpy(o->bytes, s, strlen(s) + 1);
    o->state = STATE_CONST;
    return o;
}

static enum flow call_main(struct run *r, struct task *t, struct ival *ret)
{
    uint32_t func = rir_find_func(r->m, "main"), n = r->o.argc + 1;
    uint64_t word = r->m->ptr_bits / 8;
    struct rir_scalar ptr = {r->m->ptr_bits, RIR_PTR};
    struct object *argv = mem_new(r, INTERP_HEAP, (n + 1) * word, 16);
    mem_fill(r, argv, 0, 0, argv->size);
    for (uint32_t i = 0; i < n; i++) {
        struct ival s = mem_pointer(constant_string(r, i ? r->o.argv[i - 1] : "program"), 0);
        mem_put(r, argv, i * word, ptr, &s);
    }
    struct ival args[3] = {num_int(n), mem_pointer(argv, 0), mem_pointer(argv, n * word)};
    struct ival fn = mem_pointer(mem_func(r, func), 0);
    uint32_t nparams = r->m->funcs.data[r->func_of[func]].nparams;
    return call_back(r, t, &fn, args, nparams < 3 ? nparams : 3, ret);
}

/* The next function with this flag at or after s->next, called; FLOW_DONE when there is none. */
static enum flow call_flagged(struct run *r, struct task *t, struct start *s, uint32_t flag)
{
    struct ival ret;
    while (s->next < r->m->funcs.len) {
        uint32_t f = s->next++;
        if (!(r->m->funcs.data[f].flags & flag))
            continue;
        struct ival fn = mem_pointer(mem_func(r, f), 0);
        call_back(r, t, &fn, NULL, 0, &ret);
        return FLOW_PUSHED;
    }
    s->next = 0;
    return FLOW_DONE;
}

/* Asks the next ifunc's resolver, after the answer of the one before was noted; FLOW_DONE when all
 * have been asked. */
static enum flow call_resolver(struct run *r, struct task *t, struct frame *f)
{
    struct start *s = f->state;
    struct ival ret;
    if (f->got)
        r->resolved[s->next - 1] = call_target(r, &f->ret[0]);
    for (; s->next < r->m->funcs.len; s->next++) {
        const struct rir_func *fn = &r->m->funcs.data[s->next];
        uint32_t resolver =
            fn->flags & RIR_FUNC_IFUNC && fn->alias ? rir_find_func(r->m, fn->alias) : RIR_NONE;
        if (resolver == RIR_NONE)
            continue;
        struct ival p = mem_pointer(mem_func(r, resolver), 0);
        s->next++;
        call_back(r, t, &p, NULL, 0, &ret);
        return FLOW_PUSHED;
    }
    s->next = 0;
    return FLOW_DONE;
}

/* main itself; where there is none, the tasks that are declared are all there is. */
static enum flow begin_main(struct run *r, struct task *t, struct start *s, struct ival *ret)
{
    uint32_t declared = r->o.outside ? outside_start(r) : 0;
    s->waits = declared > 0;
    s->phase = rir_find_func(r->m, "main") == RIR_NONE ? OTHERS : MAIN;
    if (s->phase == OTHERS && declared == 0)
        run_stop(r, INTERP_CANNOT, "cannot run: there is no function 'main', nor a task");
    return s->phase == MAIN ? call_main(r, t, ret) : FLOW_PUSHED;
}

static enum flow main_root(struct run *r, struct task *t, struct frame *f, struct ival *ret)
{
    struct start *s = f->state;
    switch (s->phase) {
    case RESOLVERS:
        if (call_resolver(r, t, f) == FLOW_DONE)
            s->phase = CTORS;
        return FLOW_PUSHED;
    case CTORS:
        if (call_flagged(r, t, s, RIR_FUNC_CTOR) == FLOW_PUSHED)
            return FLOW_PUSHED;
        return begin_main(r, t, s, ret);
    case MAIN:
        s->code = (int)f->ret[0].lo;
        s->phase = s->waits ? OTHERS : ATEXIT;
        return FLOW_PUSHED;
    case OTHERS:
        s->phase = ATEXIT;
        t->wait = WAIT_OTHERS;
        return FLOW_BLOCKED;
    case ATEXIT:
        if (r->atexit.len) {
            struct ival fn = mem_pointer(mem_func(r, r->atexit.data[--r->atexit.len]), 0);
            struct ival v;
            call_back(r, t, &fn, NULL, 0, &v);
            return FLOW_PUSHED;
        }
        s->phase = DTORS;
        return FLOW_PUSHED;
    case DTORS:
        if (call_flagged(r, t, s, RIR_FUNC_DTOR) == FLOW_PUSHED)
            return FLOW_PUSHED;
        s->phase = OVER;
        return FLOW_PUSHED;
    default:
        r->r->exit_code = s->code;
        run_stop(r, INTERP_DONE, "main returned");
    }
}

/* What is left to do; destructors begin with the first, unless they have begun. */
static struct start *leave_main(struct run *r, int code)
{
    struct task *t = r->tasks.data[0];
    frame_unwind(r, t, 1);
    struct start *s = t->frames.data[0]->state;
    s->code = code;
    if (s->phase <= MAIN)
        s->next = 0;
    return s;
}

void run_exit(struct run *r, int code)
{
    struct task *t = run_task(r);
    r->r->exit_code = code;
    if (t->id != 0 || !t->frames.len)
        run_stop(r, INTERP_DONE, "exit");
    struct start *s = leave_main(r, code);
    s->phase = s->phase <= MAIN ? ATEXIT : s->phase;
}

/* main ends by pthread_exit: the process does when the last task has ended. */
void main_finish(struct run *r)
{
    leave_main(r, 0)->phase = OTHERS;
}

static void start_main(struct run *r)
{
    if (rir_find_func(r->m, "main") == RIR_NONE && !r->o.outside)
        run_stop(r, INTERP_CANNOT, "cannot run: there is no function 'main'");
    struct task *t = task_new(r, 0);
    struct frame *f = calloc(1, sizeof *f);
    struct start *s = calloc(1, sizeof *s);
    if (!f || !s)
        run_stop(r, INTERP_LIMIT, "out of memory");
    f->native = main_root;
    f->state = s;
    frame_push(r, t, f);
}

/* ---- scheduler ---- */

static bool others_are_done(const struct run *r, const struct task *t)
{
    for (uint32_t i = 0; i < r->tasks.len; i++)
        if (r->tasks.data[i] != t && r->tasks.data[i]->wait != WAIT_DONE)
            return false;
    return true;
}

static bool runnable(const struct run *r, const struct task *t)
{
    uint32_t holder, left;
    switch (t->wait) {
    case WAIT_NOTHING:
        return true;
    case WAIT_JOIN:
        return r->tasks.data[t->wait_on]->wait == WAIT_DONE;
    case WAIT_LOCK:
        return !map_get(&r->locks, t->wait_on, &holder) || holder == 0;
    case WAIT_SEMAPHORE:
        return map_get(&r->semaphores, t->wait_on, &left) && left > 0;
    case WAIT_OTHERS:
        return others_are_done(r, t);
    default:
        return false;
    }
}

static void choose(struct run *r)
{
    uint32_t n = 0, pick = RIR_NONE, len = r->tasks.len;
    for (uint32_t k = 1; k <= len; k++) {
        uint32_t i = (r->current + k) % len; /* others before the current one */
        if (!runnable(r, r->tasks.data[i]))
            continue;
        n++;
        if (pick == RIR_NONE || (!r->o.sequential && run_random(r) % n == 0))
            pick = i;
    }
    if (pick == RIR_NONE)
        run_stop(r, INTERP_DEADLOCK, "every task waits");
    r->current = pick;
    r->tasks.data[pick]->wait = WAIT_NOTHING;
    r->yield = false;
}

static void run_loop(struct run *r)
{
    for (;;) {
        struct task *t = run_task(r);
        if ((r->yield && !task_gives(r, t)) || t->wait != WAIT_NOTHING) {
            choose(r);
            t = run_task(r);
        }
        if (++r->r->steps > r->o.max_steps)
            run_stop(r, INTERP_LIMIT, "more than %llu steps", (unsigned long long)r->o.max_steps);
        exec_step(r, t);
    }
}

/* ---- set-up and end ---- */

static void resolve_aliases(struct run *r)
{
    const struct rir_module *m = r->m;
    r->global_of = ARENA_ARRAY(&r->arena, uint32_t, m->globals.len);
    r->func_of = ARENA_ARRAY(&r->arena, uint32_t, m->funcs.len);
    r->resolved = ARENA_ARRAY(&r->arena, uint32_t, m->funcs.len);
    for (uint32_t i = 0; i < m->globals.len; i++) {
        uint32_t to =
            m->globals.data[i].alias ? rir_find_global(m, m->globals.data[i].alias) : RIR_NONE;
        r->global_of[i] = to == RIR_NONE ? i : to;
    }
    for (uint32_t i = 0; i < m->funcs.len; i++) {
        const struct rir_func *f = &m->funcs.data[i];
        uint32_t to =
            f->alias && !(f->flags & RIR_FUNC_IFUNC) ? rir_find_func(m, f->alias) : RIR_NONE;
        r->func_of[i] = to == RIR_NONE ? i : to;
        r->resolved[i] = RIR_NONE;
    }
}

#define ELSEWHERE UINT64_C(0x00005a5ab6c79d70) /* no byte that an address needs is as usual */

static void set_up(struct run *r)
{
    const struct rir_module *m = r->m;
    r->rng = hash64(r->o.seed + 1);
    static const uint32_t masks[] = {0, 1, 3, 7, 15, 63};
    r->switch_mask = masks[run_random(r) % (sizeof masks / sizeof *masks)];
    r->next_addr = r->o.elsewhere ? ELSEWHERE & (UINT64_MAX >> (64 - m->ptr_bits)) : 0x10000;
    vec_push(&r->objs, NULL);
    r->objs.data[0] = ARENA_NEW(&r->arena, struct object);
    r->objs.data[0]->dead = true;
    r->global_obj = ARENA_ARRAY(&r->arena, uint32_t, m->globals.len);
    r->func_obj = ARENA_ARRAY(&r->arena, uint32_t, m->funcs.len);
    r->named = ARENA_ARRAY(&r->arena, bool, m->globals.len);
    r->builtins = ARENA_ARRAY(&r->arena, builtin *, m->funcs.len);
    r->epoch = r->visit = 0;
    resolve_aliases(r);
    start_main(r);
    for (uint32_t i = 0; i < m->globals.len; i++)
        if (!(m->globals.data[i].flags & RIR_GLOBAL_TLS))
            mem_global(r, r->tasks.data[0], i);
    r->immutables = immutable_any(r->m); /* what initialisers store shows nothing by itself */
}

static void tear_down(struct run *r)
{
    struct interp_result *res = r->r;
    vec_push(&r->output, '\0');
    res->output = r->output.data;
    res->noutput = r->output.len - 1;
    res->tasks = r->tasks.len;
    if (r->building)
        frame_free(r->building);
    for (uint32_t i = 0; i < r->tasks.len; i++) {
        struct task *t = r->tasks.data[i];
        for (uint32_t k = 0; k < t->frames.len; k++)
            frame_free(t->frames.data[k]);
        vec_free(&t->frames);
        vec_free(&t->loans);
        vec_free(&t->specific);
    }
    mem_free_all(r);
    vec_free(&r->tasks);
    vec_free(&r->lent);
    vec_free(&r->kept);
    vec_free(&r->gone);
    vec_free(&r->met);
    vec_free(&r->has.objs);
    vec_free(&r->has.funcs);
    vec_free(&r->worklist);
    vec_free(&r->spans);
    vec_free(&r->queue);
    vec_free(&r->deferred);
    vec_free(&r->deferred_loans);
    vec_free(&r->spared);
    vec_free(&r->behind);
    vec_free(&r->atexit);
    vec_free(&r->keys);
    vec_free(&r->text);
    vec_free(&r->jumps);
    map_free(&r->sent);
    map_free(&r->reads);
    map_free(&r->element_reads);
    map_free(&r->seen);
    map_free(&r->locks);
    map_free(&r->semaphores);
    map_free(&r->onces);
    map_free(&r->channels);
    arena_free(&r->arena);
    free(r);
}

struct interp_result *interp_run(const struct rir_module *m, const struct interp_options *o)
{
    struct interp_result *res = calloc(1, sizeof *res);
    struct run *r = calloc(1, sizeof *r);
    if (!res || !r)
        abort();
    res->func = res->insn = RIR_NONE;
    r->m = m;
    r->o = *o;
    r->r = res;
    if (setjmp(r->stop) == 0) {
        set_up(r);
        run_loop(r);
    }
    struct frame *f = r->tasks.len ? task_place(run_task(r)) : NULL;
    if (f) {
        res->func = f->func;
        res->insn = f->pc;
    }
    if (res->status != INTERP_UNSAFE)
        model_finish(r);
    tear_down(r);
    return res;
}

void interp_free(struct interp_result *r)
{
    if (!r)
        return;
    vec_free(&r->events);
    free(r->output);
    arena_free(&r->arena);
    free(r);
}
