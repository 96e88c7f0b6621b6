/* One function: blocks, phis, terminators, and the order in which things are done.
 *
 * Blocks keep LLVM's order and numbers. A first pass over the instructions collects what debug
 * variables say and prepares the constants; a second translates, each block at its own end. Edges
 * that exist for exceptions are taken under an unknown condition; C programs have none. */
#include "lower/internal.h"

static uint64_t key(const void *p)
{
    return (uint64_t)(uintptr_t)p;
}

static uint32_t block_of(struct fn *f, LLVMBasicBlockRef b)
{
    uint32_t at = 0;
    map_get(&f->blocks, key(b), &at);
    return at;
}

/* ---- the first pass ---- */

/* `struct job *j = arg;`: where a `void *` parameter gets a typed name, the source calls it so from
 * then on. */
static void note_second_name(struct fn *f, LLVMValueRef what, struct described *d,
                             const struct ll_variable *var)
{
    bool typed = type_pointee(f->l, type_of_node(f->l, var->type)) != RIR_NONE;
    if (LLVMIsAArgument(what) && var->name.len > 0 && !d->renamed && typed && !var->in_memory &&
        !d->memory && type_is_void_pointer(f->l, d->type)) {
        d->name = intern_n(&f->l->m->strings, var->name.s, var->name.len);
        d->renamed = true;
    }
}

static void note_variable(struct fn *f, LLVMValueRef call)
{
    struct ll_variable var;
    LLVMValueRef what;
    uint32_t at;
    if (!ll_debug_call(call, &what, &var))
        return;
    if (map_get(&f->described, key(what), &at)) {
        note_second_name(f, what, &f->descriptions.data[at], &var);
        return;
    }
    if (!LLVMIsAInstruction(what) && !LLVMIsAArgument(what))
        return;
    struct described d = {.type = type_of_node(f->l, var.type)};
    d.name = var.name.len == 0 ? NULL : intern_n(&f->l->m->strings, var.name.s, var.name.len);
    d.memory = var.in_memory;
    map_put(&f->described, key(what), f->descriptions.len);
    vec_push(&f->descriptions, d);
}

static bool is_debug(LLVMValueRef v)
{
    return LLVMIsACallInst(v) && LLVMIsADbgInfoIntrinsic(v);
}

static void prepare(struct fn *f)
{
    for (LLVMBasicBlockRef b = LLVMGetFirstBasicBlock(f->value); b; b = LLVMGetNextBasicBlock(b)) {
        for (LLVMValueRef v = LLVMGetFirstInstruction(b); v; v = LLVMGetNextInstruction(v)) {
            if (is_debug(v)) {
                note_variable(f, v);
                continue;
            }
            for (int i = 0, n = LLVMGetNumOperands(v); i < n; i++) {
                LLVMValueRef operand = LLVMGetOperand(v, (unsigned)i);
                if (operand != NULL && LLVMIsConstant(operand))
                    fn_prepare_constant(f, operand);
            }
        }
    }
    types_finish(f->l);
}

static void bind_params(struct fn *f)
{
    uint32_t at = 0;
    for (LLVMValueRef p = LLVMGetFirstParam(f->value); p; p = LLVMGetNextParam(p)) {
        uint32_t n = leaf_count(f->l, LLVMTypeOf(p));
        uint32_t *leaves = ARENA_ARRAY(&f->l->arena, uint32_t, n);
        for (uint32_t i = 0; i < n; i++, at++)
            leaves[i] = rir_build_param(f->b, at);
        if (n == 1) {
            const struct rir_param *param = &f->l->m->funcs.data[f->index].params[at - 1];
            bool memory = (param->pos.flags & RIR_ARG_BYVAL) != 0;
            uint32_t pointee = memory ? param->src : type_pointee(f->l, param->src);
            fn_fact(f, leaves[0])->pointee = pointee;
        }
        fn_define_param(f, p, leaves, n);
    }
}

/* ---- phis ---- */

static void phi_facts(struct fn *f, uint32_t value, const uint32_t *args, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        struct fact from = fact_of(f, args[i]);
        struct fact *to = fn_fact(f, value);
        to->in_struct |= from.in_struct;
        if (to->pointee == RIR_NONE)
            to->pointee = from.pointee;
    }
}

/* Leaf k of a phi: once per predecessor, also where a switch has many edges from one. */
static uint32_t phi_leaf(struct fn *f, LLVMValueRef v, uint32_t k, uint32_t *args, uint32_t *blocks)
{
    uint32_t n = LLVMCountIncoming(v), used = 0, part;
    f->stamp++;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t from = block_of(f, LLVMGetIncomingBlock(v, i));
        if (f->stamps[from] == f->stamp)
            continue;
        f->stamps[from] = f->stamp;
        blocks[used] = from;
        args[used++] = fn_leaves(f, LLVMGetIncomingValue(v, i), &part)[k];
    }
    return used;
}

static void lower_phi(struct fn *f, LLVMValueRef v)
{
    uint32_t n = LLVMCountIncoming(v), leaves = leaf_count(f->l, LLVMTypeOf(v));
    uint32_t *args = ARENA_ARRAY(&f->l->arena, uint32_t, n);
    uint32_t *blocks = ARENA_ARRAY(&f->l->arena, uint32_t, n);
    uint32_t *out = ARENA_ARRAY(&f->l->arena, uint32_t, leaves);
    bool bound = false;
    for (uint32_t k = 0; k < leaves; k++) {
        struct rir_insn in = {.op = RIR_PHI, RIR_INSN_INIT};
        in.nargs = in.nblocks = phi_leaf(f, v, k, args, blocks);
        in.args = args;
        in.blocks = blocks;
        struct rir_scalar t = rir_build_type_of(f->b, args[0]);
        if (leaves != 1) /* no move may stand between phis */
            bound = fn_bind_leaf(f, v, k);
        out[k] = leaves == 1 ? fn_emit_as(f, v, &in, t) : emit(f, &in, t);
        phi_facts(f, out[k], args, in.nargs);
    }
    if (leaves != 1 && !bound)
        fn_define(f, v, out, leaves);
}

/* ---- terminators ---- */

static void go(struct fn *f, enum rir_op op, const uint32_t *arg, uint32_t *blocks, uint32_t n)
{
    struct rir_insn in = {.op = (uint8_t)op, RIR_INSN_INIT};
    in.args = (uint32_t *)arg;
    in.nargs = arg != NULL;
    in.blocks = blocks;
    in.nblocks = n;
    emit_void(f, &in);
}

static void lower_switch(struct fn *f, LLVMValueRef v)
{
    uint32_t n = LLVMGetNumSuccessors(v), cond = fn_use(f, LLVMGetOperand(v, 0));
    uint32_t *blocks = ARENA_ARRAY(&f->l->arena, uint32_t, n);
    int64_t *cases = ARENA_ARRAY(&f->l->arena, int64_t, n);
    bool wide = LLVMGetIntTypeWidth(LLVMTypeOf(LLVMGetOperand(v, 0))) > 64;
    for (uint32_t i = 0; i < n; i++) {
        blocks[i] = block_of(f, LLVMGetSuccessor(v, i));
        if (i > 0 && !wide) /* operands: condition, default, then value and block of each case */
            cases[i - 1] = LLVMConstIntGetSExtValue(LLVMGetOperand(v, 2 * i));
    }
    if (wide) {
        uint32_t any = rir_build_unknown(f->b, scalar_ptr(f->l), "a switch over 128 bits");
        go(f, RIR_GOTO, &any, blocks, n);
        return;
    }
    struct rir_insn in = {.op = RIR_SWITCH, RIR_INSN_INIT};
    in.args = &cond;
    in.nargs = 1;
    in.blocks = blocks;
    in.nblocks = n;
    in.cases = cases;
    emit_void(f, &in);
}

static void lower_branch(struct fn *f, LLVMValueRef v)
{
    uint32_t to[2] = {block_of(f, LLVMGetSuccessor(v, 0))};
    if (!LLVMIsConditional(v)) {
        go(f, RIR_BR, NULL, to, 1);
        return;
    }
    uint32_t cond = fn_use(f, LLVMGetCondition(v));
    to[1] = block_of(f, LLVMGetSuccessor(v, 1));
    go(f, RIR_COND, &cond, to, 2);
}

/* Any of the successors, for the reason given; none: the function is left. */
static void lower_anywhere(struct fn *f, LLVMValueRef v, uint32_t chosen)
{
    uint32_t n = LLVMGetNumSuccessors(v);
    uint32_t *blocks = ARENA_ARRAY(&f->l->arena, uint32_t, n);
    for (uint32_t i = 0; i < n; i++)
        blocks[i] = block_of(f, LLVMGetSuccessor(v, i));
    if (n == 0)
        go(f, RIR_UNREACHABLE, NULL, NULL, 0);
    else
        go(f, RIR_GOTO, &chosen, blocks, n);
}

static void lower_unknown_branch(struct fn *f, LLVMValueRef v, const char *why)
{
    lower_anywhere(f, v, rir_build_unknown(f->b, scalar_ptr(f->l), why));
}

static void lower_return(struct fn *f, LLVMValueRef v)
{
    struct rir_insn in = {.op = RIR_RET, RIR_INSN_INIT};
    if (LLVMGetNumOperands(v) == 1)
        in.args = (uint32_t *)fn_leaves(f, LLVMGetOperand(v, 0), &in.nargs);
    emit_void(f, &in);
}

/* An exception leaves the function: to its caller, which may catch it, that is a return. */
static void lower_resume(struct fn *f)
{
    const struct rir_func *func = &f->l->m->funcs.data[f->index];
    struct rir_insn in = {.op = RIR_RET, RIR_INSN_INIT};
    in.nargs = func->nresults;
    in.args = ARENA_ARRAY(&f->l->arena, uint32_t, func->nresults);
    for (uint32_t i = 0; i < func->nresults; i++)
        in.args[i] = rir_build_unknown(f->b, func->results[i], "the function ends by an exception");
    emit_void(f, &in);
}

/* ---- instructions ---- */

static bool lower_control(struct fn *f, LLVMValueRef v, LLVMOpcode op)
{
    switch (op) {
    case LLVMRet:
        lower_return(f, v);
        return true;
    case LLVMBr:
        lower_branch(f, v);
        return true;
    case LLVMSwitch:
        lower_switch(f, v);
        return true;
    case LLVMIndirectBr:
        lower_anywhere(f, v, fn_use(f, LLVMGetOperand(v, 0)));
        return true;
    case LLVMInvoke:
        lower_call(f, v);
        lower_unknown_branch(f, v, "a call that may throw");
        return true;
    case LLVMCallBr:
        lower_call(f, v);
        lower_unknown_branch(f, v, "inline assembly that may jump");
        return true;
    case LLVMUnreachable:
        go(f, RIR_UNREACHABLE, NULL, NULL, 0);
        return true;
    case LLVMResume:
        lower_resume(f);
        return true;
    case LLVMCleanupRet:
    case LLVMCatchRet:
    case LLVMCatchSwitch:
        lower_unknown_branch(f, v, "exception handling");
        return true;
    default:
        return false;
    }
}

static bool lower_memory(struct fn *f, LLVMValueRef v, LLVMOpcode op)
{
    switch (op) {
    case LLVMAlloca:
        lower_alloca(f, v);
        return true;
    case LLVMLoad:
        lower_load(f, v);
        return true;
    case LLVMStore:
        lower_store(f, v);
        return true;
    case LLVMGetElementPtr:
        lower_gep(f, v);
        return true;
    case LLVMAtomicRMW:
        lower_rmw(f, v);
        return true;
    case LLVMAtomicCmpXchg:
        lower_cas(f, v);
        return true;
    case LLVMFence:
        return true;
    default:
        return false;
    }
}

static void lower_vaarg(struct fn *f, LLVMValueRef v)
{
    uint32_t list = fn_use(f, LLVMGetOperand(v, 0));
    struct rir_insn in = {.op = RIR_VAARG, RIR_INSN_INIT};
    in.args = &list;
    in.nargs = 1;
    in.site = fn_site(f, v, RIR_SITE_LOAD);
    if (is_aggregate(LLVMTypeOf(v)))
        fn_define_unknown(f, v, "a struct taken by va_arg");
    else
        fn_emit_as(f, v, &in, scalar_of(f->l, LLVMTypeOf(v)));
}

static void lower_instruction(struct fn *f, LLVMValueRef v)
{
    LLVMOpcode op = LLVMGetInstructionOpcode(v);
    if (op == LLVMCall)
        lower_call(f, v);
    else if (op == LLVMPHI)
        lower_phi(f, v);
    else if (op == LLVMVAArg)
        lower_vaarg(f, v);
    else if (!lower_memory(f, v, op) && !lower_control(f, v, op) && !lower_arith(f, v, op) &&
             LLVMGetTypeKind(LLVMTypeOf(v)) != LLVMTokenTypeKind)
        fn_define_unknown(f, v, "exception handling");
}

static void release(struct fn *f)
{
    map_free(&f->values);
    map_free(&f->pending);
    map_free(&f->blocks);
    map_free(&f->described);
    vec_free(&f->leaves);
    vec_free(&f->descriptions);
    vec_free(&f->facts);
    vec_free(&f->lanes);
    map_free(&f->packed);
}

void fn_lower(struct lower *l, LLVMValueRef function, uint32_t index)
{
    struct fn f = {.l = l, .value = function, .index = index};
    ll_split_before_second_returns(function);
    f.pos = l->m->funcs.data[index].pos;
    f.b = rir_build_start(l->m, index);
    f.stamps = ARENA_ARRAY(&l->arena, uint32_t, LLVMCountBasicBlocks(function));
    for (LLVMBasicBlockRef b = LLVMGetFirstBasicBlock(function); b; b = LLVMGetNextBasicBlock(b))
        map_put(&f.blocks, key(b), rir_build_block(f.b, NULL));
    rir_build_at(f.b, 0);
    prepare(&f);
    bind_params(&f);
    for (LLVMBasicBlockRef b = LLVMGetFirstBasicBlock(function); b; b = LLVMGetNextBasicBlock(b)) {
        rir_build_at(f.b, block_of(&f, b));
        for (LLVMValueRef v = LLVMGetFirstInstruction(b); v; v = LLVMGetNextInstruction(v))
            if (!is_debug(v))
                lower_instruction(&f, v);
    }
    rir_build_finish(f.b);
    release(&f);
}
