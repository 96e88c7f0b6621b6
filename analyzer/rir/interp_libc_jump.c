/* Built-in functions of the C library: setjmp and longjmp.
 *
 * What a jmp_buf holds is one word, which stands for a frame and the call of setjmp in it; so it
 * may be copied like any other memory. A longjmp ends the frames above that one, and with them the
 * objects on their stack, and the call of setjmp returns again. What the frame has computed stays
 * as it is: C promises no more of a local variable than this, if it is not volatile. To jump into a
 * frame that has ended, or one of another task, is undefined in C, and ends the run as unsafe. */
#include "rir/interp_int.h"

enum { WORD = 8, JUMP_BASE = 0x6a6d7000 };

static enum flow do_setjmp(struct run *r, struct task *t, const struct call *c, struct ival *ret)
{
    struct ival where = call_arg(c, 0);
    struct frame *f = t->frames.data[t->frames.len - 1];
    if (f->native)
        run_stop(r, INTERP_UNSAFE, "setjmp is called by a function of the C library");
    struct place at = libc_access(r, &where, WORD, true);
    mem_put_int(r, at.o, at.off, WORD, JUMP_BASE + (uint64_t)r->jumps.len);
    struct jump to = {.frame = f->serial, .task = t->id, .pc = f->pc, .block = f->block};
    vec_push(&r->jumps, to);
    *ret = num_int(0);
    return FLOW_DONE;
}

static const struct jump *jump_in(struct run *r, const struct ival *where)
{
    struct place at = libc_access(r, where, WORD, false);
    struct ival word = mem_get(r, at.o, at.off, (struct rir_scalar){WORD * 8, RIR_INT});
    if (word.lo - JUMP_BASE >= r->jumps.len)
        run_stop(r, INTERP_UNSAFE, "longjmp with a buffer that no setjmp has filled");
    return &r->jumps.data[word.lo - JUMP_BASE];
}

static enum flow do_longjmp(struct run *r, struct task *t, const struct call *c, struct ival *ret)
{
    (void)ret;
    struct ival where = call_arg(c, 0);
    uint64_t value = call_arg(c, 1).lo & UINT32_MAX;
    const struct jump *to = jump_in(r, &where);
    uint32_t n = to->task == t->id ? t->frames.len : 0;
    while (n > 0 && t->frames.data[n - 1]->serial != to->frame)
        n--;
    if (n == 0)
        run_stop(r, INTERP_UNSAFE, "longjmp into a frame that has ended");
    frame_unwind(r, t, n);
    struct frame *f = t->frames.data[n - 1];
    const struct rir_insn *in = &r->m->funcs.data[f->func].insns[to->pc];
    if (in->nresults != 0)
        f->vals[in->result] = num_int(value == 0 ? 1 : value);
    f->block = to->block;
    f->pc = to->pc + 1;
    return FLOW_PUSHED;
}

builtin *libc_find_jump(const char *name)
{
    static const struct libc_entry table[] = {
        {"setjmp", do_setjmp},      {"_setjmp", do_setjmp},        {"sigsetjmp", do_setjmp},
        {"__sigsetjmp", do_setjmp}, {"longjmp", do_longjmp},       {"_longjmp", do_longjmp},
        {"siglongjmp", do_longjmp}, {"__longjmp_chk", do_longjmp},
    };
    return libc_in(table, sizeof table / sizeof *table, name);
}
