/* The events of annotated calls, raised at the innermost one: the call of a trusted function or of
 * one without a body (DESIGN section 6).
 *
 * E1 Stamps change before the call that gives away, and after the one that receives: whoever gets
 *    the packet never sees the stamps of who had it. A conditional form that failed is undone.
 * E2 A function that is annotated, has a body and is not trusted raises no event of its own at its
 *    calls if what it calls does (extents.c tells). Whether there is such a body is known when the
 *    program is linked: its unit defines the symbol `__fbp_body.NAME`, and a call elsewhere looks
 *    whether it is there. What only the library's models describe has no body in any unit.
 * E3 A start passes a function and a record of ours in place of the user's function and argument.
 *    One that passes the function alone: E7 (entries.c).
 * E4 A loan of a local variable ends with its frame at the latest: who never joins would leave
 *    stamps that the next frame there runs into. */
#include "checks/events.h"

#include <llvm-c/DebugInfo.h>
#include <stdio.h>
#include <string.h>

#include "base/mistake.h"
#include "checks/edit.h"
#include "checks/entries.h"
#include "checks/extents.h"
#include "checks/forms.h"
#include "checks/needed.h"
#include "checks/passed.h"
#include "checks/publish.h"
#include "checks/shared.h"
#include "checks/touched.h"
#include "verify/abi.h"

struct call {
    struct events *e;
    LLVMValueRef inst;
    const struct rir_func *f;
    const char *name;  /* of the function called */
    LLVMValueRef next; /* the instruction behind it */
    LLVMBuilderRef before, after;
    LLVMValueRef raised; /* a condition under which it is raised; NULL: always */
};

bool events_has_body(LLVMValueRef function)
{
    return !LLVMIsDeclaration(function) &&
           LLVMGetLinkage(function) != LLVMAvailableExternallyLinkage;
}

bool events_is_believed(struct events *e, LLVMValueRef function)
{
    const struct rir_func *f = outline_function(e->outline, function);
    return !events_has_body(function) || (f != NULL && rir_func_ann(f, RIR_ANN_TRUSTED) != NULL);
}

/* ---- the call's parts ---- */

static LLVMValueRef operand(const struct call *c, int position)
{
    if (position == 0)
        return c->inst;
    int at = outline_operand(c->e->outline, c->inst, c->f, position);
    return at < 0 ? NULL : LLVMGetOperand(c->inst, (unsigned)at);
}

/* A number of 64 bits that is the value; NULL if it is neither integer nor pointer. */
static LLVMValueRef as_number(const struct call *c, LLVMValueRef v)
{
    struct runtime *r = c->e->runtime;
    LLVMTypeKind kind = v == NULL ? LLVMVoidTypeKind : LLVMGetTypeKind(LLVMTypeOf(v));
    if (kind == LLVMPointerTypeKind)
        return LLVMBuildPtrToInt(c->after, v, r->i64, "");
    if (kind != LLVMIntegerTypeKind || LLVMGetIntTypeWidth(LLVMTypeOf(v)) > 64)
        return NULL;
    return LLVMBuildZExtOrBitCast(c->after, v, r->i64, "");
}

/* Did the call do it, as its result says? NULL: always. */
static LLVMValueRef succeeded(const struct call *c, enum rir_when when)
{
    LLVMTypeRef type = LLVMTypeOf(c->inst);
    LLVMTypeKind kind = LLVMGetTypeKind(type);
    if (when == RIR_ALWAYS || (kind != LLVMIntegerTypeKind && kind != LLVMPointerTypeKind))
        return NULL;
    LLVMValueRef zero = LLVMConstNull(type);
    LLVMIntPredicate predicate = when == RIR_ZERO || when == RIR_NULL         ? LLVMIntEQ
                                 : when == RIR_NONZERO || when == RIR_NONNULL ? LLVMIntNE
                                 : when == RIR_NEGATIVE                       ? LLVMIntSLT
                                                                              : LLVMIntSGE;
    return LLVMBuildICmp(c->after, predicate, c->inst, zero, "");
}

/* The pointer, or null where the condition does not hold: then the run time does nothing. */
static LLVMValueRef only_if(const struct call *c, LLVMBuilderRef b, LLVMValueRef condition,
                            LLVMValueRef pointer)
{
    LLVMValueRef null = LLVMConstNull(c->e->runtime->pointer);
    return condition == NULL ? pointer : LLVMBuildSelect(b, condition, pointer, null, "");
}

static uint32_t pointee(const struct call *c, LLVMValueRef value, int position)
{
    uint32_t type = outline_pointee(c->e->outline, value);
    const struct rir_type *t = outline_type(c->e->outline, type);
    if ((t == NULL || t->kind == RIR_T_VOID) && position > 0)
        type = outline_pointed(c->e->outline, outline_parameter_type(c->f, position));
    return type;
}

static LLVMValueRef type_of(const struct call *c, LLVMValueRef value, int position)
{
    return packet_type(c->e->types, pointee(c, value, position));
}

/* Flags of what is given: a channel is for everybody, it is neither sent nor lent; an object of an
 * immutable type is for everybody from now on, and stays where it is. */
static uint32_t flags_of(const struct call *c, LLVMValueRef value, int position)
{
    const struct rir_type *t = outline_type(c->e->outline, pointee(c, value, position));
    return t == NULL ? 0 : t->flags & (RIR_TYPE_CHANNEL | RIR_TYPE_IMMUTABLE);
}

static LLVMValueRef form(const struct call *c, LLVMValueRef pointer)
{
    return runtime_number(c->e->runtime, form_of(pointer, c->e->target));
}

static LLVMValueRef text(const struct call *c)
{
    return runtime_text(c->e->runtime, c->name);
}

/* ---- one event each ---- */

/* What is built before the call, or behind it, until the event has been built. */
static void begin(struct call *c, LLVMBuilderRef b, LLVMValueRef entry)
{
    needed_only(c->e, b, b == c->before ? c->inst : c->next, entry);
}

static void end(struct call *c, LLVMBuilderRef b)
{
    needed_only(c->e, b, b == c->before ? c->inst : c->next, NULL);
}

/* Tells the run time, before the call, of the packet at a C position. */
static void give(struct call *c, enum runtime_function how, LLVMValueRef packet, int position,
                 LLVMValueRef entry)
{
    LLVMBuilderRef b = MISTAKE("E1-before") ? c->after : c->before;
    begin(c, b, entry);
    LLVMValueRef given[] = {only_if(c, b, c->raised, packet), form(c, packet),
                            type_of(c, packet, position), text(c)};
    runtime_call(c->e->runtime, b, how, given);
    end(c, b);
}

static void send(struct call *c, const struct rir_ann *a)
{
    struct runtime *r = c->e->runtime;
    LLVMValueRef packet = operand(c, a->a);
    uint32_t flags = runtime_is_pointer(packet) ? flags_of(c, packet, a->a) : RIR_TYPE_CHANNEL;
    if ((flags & RIR_TYPE_CHANNEL) != 0)
        return;
    bool immutable = (flags & RIR_TYPE_IMMUTABLE) != 0;
    LLVMValueRef entry = needed_entry(c->e, c->inst, a->a);
    give(c, immutable ? RUNTIME_FREEZE : RUNTIME_SEND, packet, a->a, entry);
    if (immutable || a->when == RIR_ALWAYS || MISTAKE("E1-undone"))
        return;
    begin(c, c->after, entry);
    LLVMValueRef taken = succeeded(c, a->when);
    if (taken != NULL) {
        LLVMValueRef back = LLVMBuildSelect(c->after, taken, LLVMConstNull(r->pointer), packet, "");
        back = only_if(c, c->after, c->raised, back);
        runtime_call(r, c->after, RUNTIME_NOT_SENT, &back);
    }
    end(c, c->after);
}

static void send_copy(struct call *c, const struct rir_ann *a)
{
    struct runtime *r = c->e->runtime;
    LLVMValueRef buffer = operand(c, a->a);
    if (!runtime_is_pointer(buffer))
        return;
    uint32_t type = outline_pointee(c->e->outline, buffer);
    const struct rir_type *t = outline_type(c->e->outline, type);
    begin(c, c->before, needed_entry(c->e, c->inst, a->a));
    LLVMValueRef given[] = {only_if(c, c->before, c->raised, buffer),
                            runtime_number(r, t == NULL ? 0 : t->size), type_of(c, buffer, a->a),
                            text(c)};
    runtime_call(r, c->before, RUNTIME_SEND_COPY, given);
    end(c, c->before);
}

static void freeze(struct call *c, const struct rir_ann *a)
{
    LLVMValueRef packet = operand(c, a->a);
    if (runtime_is_pointer(packet) && (flags_of(c, packet, a->a) & RIR_TYPE_CHANNEL) == 0)
        give(c, RUNTIME_FREEZE, packet, a->a, needed_entry(c->e, c->inst, a->a));
}

static void received(struct call *c, LLVMValueRef packet, LLVMValueRef type)
{
    LLVMValueRef given[] = {only_if(c, c->after, c->raised, packet), type, text(c)};
    runtime_call(c->e->runtime, c->after, RUNTIME_RECEIVE, given);
}

static void receive(struct call *c)
{
    if (!runtime_is_pointer(c->inst))
        return;
    begin(c, c->after, needed_entry(c->e, c->inst, 0));
    received(c, c->inst, type_of(c, c->inst, 0));
    end(c, c->after);
}

static void receive_into(struct call *c, const struct rir_ann *a)
{
    struct runtime *r = c->e->runtime;
    LLVMValueRef slot = operand(c, a->a);
    if (!runtime_is_pointer(slot))
        return;
    uint32_t held = outline_pointed(c->e->outline, outline_pointee(c->e->outline, slot));
    begin(c, c->after, needed_entry(c->e, c->inst, a->a));
    LLVMValueRef got = succeeded(c, a->when);
    LLVMValueRef packet = runtime_load(r, c->after, r->pointer, slot);
    received(c, only_if(c, c->after, got, packet), packet_type(c->e->types, held));
    end(c, c->after);
}

/* Nothing but models of the library say what it does. */
static bool is_of_library(const struct events *e, const struct rir_func *f, const char *name)
{
    for (uint32_t i = 0; i < f->nanns; i++)
        if (!f->anns[i].model)
            return false;
    return e->own == NULL || !model_set_describes(e->own, name);
}

/* ---- starts and joins ---- */

/* The handle that the call has put somewhere, or that it is given; 0: none. */
static LLVMValueRef handle(struct call *c)
{
    struct runtime *r = c->e->runtime;
    const struct rir_ann *a = rir_func_ann(c->f, RIR_ANN_HANDLE);
    LLVMValueRef none = runtime_number(r, 0);
    LLVMValueRef value = a == NULL ? NULL : operand(c, a->a);
    if (value == NULL)
        return none;
    if (a->a > 0 && runtime_is_pointer(value)) {
        uint32_t to = outline_pointed(c->e->outline, outline_parameter_type(c->f, a->a));
        const struct rir_type *t = outline_type(c->e->outline, to);
        bool starts = rir_func_starts(c->f);
        if (t == NULL || t->kind == RIR_T_INT || (starts && t->kind == RIR_T_PTR)) {
            uint64_t size = t == NULL || t->size == 0 || t->size > 8 ? 8 : t->size;
            LLVMTypeRef type = LLVMIntTypeInContext(r->context, (unsigned)size * 8);
            value = runtime_load(r, c->after, type, value);
        }
    }
    LLVMValueRef number = as_number(c, value);
    return number == NULL ? none : number;
}

/* Where in memory the handle was put; null: nowhere. */
static LLVMValueRef handle_place(struct call *c)
{
    const struct rir_ann *a = rir_func_ann(c->f, RIR_ANN_HANDLE);
    LLVMValueRef place = a == NULL || a->a == 0 ? NULL : operand(c, a->a);
    return runtime_is_pointer(place) ? place : LLVMConstNull(c->e->runtime->pointer);
}

/* E4. An array that is made while the function runs is not there at each return. */
static bool lend(struct events *e, LLVMValueRef object)
{
    LLVMBasicBlockRef at = LLVMGetInstructionParent(object);
    if (at != LLVMGetEntryBasicBlock(LLVMGetBasicBlockParent(at)) ||
        !LLVMIsAConstantInt(LLVMGetOperand(object, 0)))
        return false;
    for (uint32_t i = 0; i < e->lent.len; i++)
        if (e->lent.data[i] == object)
            return true;
    vec_push(&e->lent, object);
    return true;
}

/* Where it comes out of a local variable, what was stored there. */
static bool lend_stored(struct events *e, LLVMValueRef slot, int depth)
{
    bool all = depth > 0;
    for (LLVMUseRef u = LLVMGetFirstUse(slot); u != NULL && all; u = LLVMGetNextUse(u)) {
        LLVMValueRef user = LLVMGetUser(u);
        if (LLVMIsAStoreInst(user) && LLVMGetOperand(user, 1) == slot)
            all = events_lend(e, LLVMGetOperand(user, 0), depth - 1);
    }
    return all;
}

bool events_lend(struct events *e, LLVMValueRef given, int depth)
{
    LLVMValueRef objects[8];
    unsigned n = edit_objects(given, objects, sizeof objects / sizeof objects[0]);
    bool all = n > 0;
    for (unsigned i = 0; i < n; i++) {
        LLVMValueRef from = LLVMIsALoadInst(objects[i]) ? LLVMGetOperand(objects[i], 0) : NULL;
        if (LLVMIsAAllocaInst(objects[i]))
            all &= MISTAKE("E4-frame") || lend(e, objects[i]);
        else if (from != NULL && LLVMIsAAllocaInst(from))
            all &= lend_stored(e, from, depth);
    }
    return all;
}

/* E7. Where the body of the function that starts it is elsewhere and starts it itself, it gets the
 * user's function. What the library starts in this way (a handler of a signal, a destructor) runs
 * in a thread that goes on with its own task. */
static void start_alone(struct call *c, unsigned at)
{
    LLVMValueRef function = LLVMGetOperand(c->inst, at);
    LLVMValueRef entry = is_of_library(c->e, c->f, c->name) ? NULL : entry_of(c->e, function);
    if (entry == NULL)
        return;
    if (c->raised != NULL && !MISTAKE("E7-elsewhere"))
        entry = LLVMBuildSelect(c->before, c->raised, entry, function, "");
    LLVMSetOperand(c->inst, at, entry);
}

static void start(struct call *c, const struct rir_ann *a)
{
    struct runtime *r = c->e->runtime;
    int function = outline_operand(c->e->outline, c->inst, c->f, a->a);
    if (a->b == 0 && function >= 0 && !MISTAKE("E7-alone"))
        start_alone(c, (unsigned)function);
    int argument = a->b == 0 ? -1 : outline_operand(c->e->outline, c->inst, c->f, a->b);
    if (function < 0 || argument < 0 || c->raised != NULL || MISTAKE("E3-started") ||
        !runtime_is_pointer(LLVMGetOperand(c->inst, (unsigned)argument)))
        return; /* E3 */
    LLVMValueRef given = LLVMGetOperand(c->inst, (unsigned)argument);
    uint32_t flags = flags_of(c, given, a->b);
    LLVMValueRef entry = needed_entry(c->e, c->inst, a->b);
    if ((flags & RIR_TYPE_IMMUTABLE) != 0)
        give(c, RUNTIME_FREEZE, given, a->b, entry);
    LLVMValueRef none = runtime_number(r, FBP_FORM_NONE);
    LLVMValueRef whose = flags != 0 ? none : form(c, given);
    if (entry != NULL) /* the task is started in any case, the loan may not be needed */
        whose = LLVMBuildSelect(c->before, needed_value(c->e, c->before, entry), whose, none, "");
    LLVMValueRef values[] = {LLVMGetOperand(c->inst, (unsigned)function), given, whose,
                             type_of(c, given, a->b), text(c)};
    LLVMValueRef record = runtime_call(r, c->before, RUNTIME_START, values);
    LLVMSetOperand(c->inst, (unsigned)function, runtime_function(r, RUNTIME_RUN));
    LLVMSetOperand(c->inst, (unsigned)argument, record);
    LLVMValueRef done = succeeded(c, a->when);
    LLVMValueRef result[] = {record, handle(c), handle_place(c),
                             done == NULL ? LLVMConstInt(r->i32, 1, 0)
                                          : LLVMBuildZExt(c->after, done, r->i32, "")};
    runtime_call(r, c->after, RUNTIME_STARTED, result);
    events_lend(c->e, given, EVENTS_DEPTH);
}

static void join(struct call *c)
{
    LLVMValueRef joined = handle(c);
    runtime_call(c->e->runtime, c->after, RUNTIME_JOINED, &joined);
}

/* ---- calls ---- */

static void raise(struct call *c)
{
    for (uint32_t i = 0; i < c->f->nanns; i++) {
        const struct rir_ann *a = &c->f->anns[i];
        switch (a->kind) {
        case RIR_ANN_SENDS:
        case RIR_ANN_SENDS_IF:
            send(c, a);
            break;
        case RIR_ANN_SENDS_COPY:
            send_copy(c, a);
            break;
        case RIR_ANN_FREEZES:
            freeze(c, a);
            break;
        case RIR_ANN_RECEIVES:
            receive(c);
            break;
        case RIR_ANN_RECEIVES_INTO:
        case RIR_ANN_RECEIVES_INTO_IF:
            receive_into(c, a);
            break;
        case RIR_ANN_SPAWNS:
        case RIR_ANN_SPAWNS_IF:
            start(c, a);
            break;
        case RIR_ANN_JOINS:
            join(c);
            break;
        default:
            break;
        }
    }
}

bool events_gives_or_takes(const struct rir_func *f)
{
    for (uint32_t i = 0; i < f->nanns; i++) {
        uint8_t k = f->anns[i].kind;
        if (k >= RIR_ANN_SENDS && k <= RIR_ANN_JOINS)
            return true;
    }
    return false;
}

/* E2: what is non-null in the program if the function has a body somewhere that raises the event
 * itself. */
static LLVMValueRef body_of(struct runtime *r, const char *name)
{
    char symbol[512];
    snprintf(symbol, sizeof symbol, "__fbp_body.%s", name);
    LLVMValueRef g = LLVMGetNamedGlobal(r->module, symbol);
    if (g == NULL) {
        g = LLVMAddGlobal(r->module, LLVMInt8TypeInContext(r->context), symbol);
        LLVMSetLinkage(g, LLVMExternalWeakLinkage);
    }
    return g;
}

static void announce_body(struct events *e, LLVMValueRef function)
{
    const struct rir_func *f = outline_function(e->outline, function);
    if (f == NULL || !events_gives_or_takes(f) || f->linkage == RIR_INTERNAL)
        return;
    LLVMValueRef g = body_of(e->runtime, f->name);
    LLVMSetInitializer(g, LLVMConstInt(LLVMGlobalGetValueType(g), 1, 0));
    LLVMSetGlobalConstant(g, 1);
    LLVMSetLinkage(g, f->linkage == RIR_WEAK ? LLVMWeakAnyLinkage : LLVMExternalLinkage);
}

static void annotated_call(struct events *e, LLVMValueRef inst, const struct rir_func *f)
{
    LLVMValueRef callee = LLVMGetCalledValue(inst);
    struct runtime *r = e->runtime;
    struct call c = {.e = e, .inst = inst, .f = f, .name = f->source != NULL ? f->source : f->name};
    bool body = events_has_body(callee), trusted = rir_func_ann(f, RIR_ANN_TRUSTED) != NULL;
    if (body && extent_of(e, callee) == EXTENT_NONE && !MISTAKE("E2-body"))
        return;
    c.next = LLVMGetNextInstruction(inst);
    c.before = runtime_builder(r, inst, inst);
    c.after = runtime_builder(r, c.next, inst);
    if (!body && !trusted && f->linkage != RIR_INTERNAL && !is_of_library(e, f, c.name) &&
        !MISTAKE("E2-elsewhere"))
        c.raised = LLVMBuildIsNull(c.before, body_of(r, f->name), "");
    raise(&c);
    LLVMDisposeBuilder(c.before);
    LLVMDisposeBuilder(c.after);
}

static void one_call(struct events *e, LLVMValueRef inst)
{
    const struct rir_func *f = outline_function(e->outline, LLVMGetCalledValue(inst));
    if (f == NULL)
        return;
    touched_by_call(e, inst, f); /* by itself, before it gives anything away */
    if (events_gives_or_takes(f))
        annotated_call(e, inst, f);
}

/* ---- functions ---- */

static void leave(void *runtime, LLVMBuilderRef b)
{
    runtime_call(runtime, b, RUNTIME_LEAVE, NULL);
}

/* Around the body of an FBP_TASK function; its pointer parameters are received packets. */
static void task(struct events *e, LLVMValueRef function, const struct rir_func *f)
{
    struct runtime *r = e->runtime;
    LLVMBuilderRef b = runtime_builder_at_entry(r, function);
    runtime_call(r, b, RUNTIME_ENTER, &function);
    for (unsigned i = 0; i < LLVMCountParams(function) && i < f->nparams; i++) {
        LLVMValueRef p = LLVMGetParam(function, i);
        if (!runtime_is_pointer(p) || f->params[i].pos.cpos == 0)
            continue;
        LLVMValueRef given[] = {
            p, packet_type(e->types, outline_pointed(e->outline, f->params[i].src)),
            LLVMConstNull(r->pointer)};
        runtime_call(r, b, RUNTIME_RECEIVE, given);
    }
    LLVMDisposeBuilder(b);
    runtime_at_returns(r, function, leave, r);
}

/* E4: a local variable that was lent is nobody's when its frame ends. */
static void end_loans(void *events, LLVMBuilderRef b)
{
    struct events *e = events;
    struct runtime *r = e->runtime;
    for (uint32_t i = 0; i < e->lent.len; i++) {
        LLVMValueRef size = runtime_number(r, form_of(e->lent.data[i], e->target));
        LLVMTypeRef byte = LLVMInt8TypeInContext(r->context);
        LLVMValueRef end = LLVMBuildInBoundsGEP2(b, byte, e->lent.data[i], &size, 1, "");
        LLVMValueRef ends[] = {e->lent.data[i], end};
        runtime_call(r, b, RUNTIME_FRAME_END, ends);
    }
}

static void one_function(struct events *e, const struct map *givers, LLVMValueRef function)
{
    VEC(LLVMValueRef) calls = {0};
    passed_notes(e, givers, function); /* of the program's calls, not of ours */
    for (LLVMBasicBlockRef k = LLVMGetFirstBasicBlock(function); k; k = LLVMGetNextBasicBlock(k))
        for (LLVMValueRef v = LLVMGetFirstInstruction(k); v; v = LLVMGetNextInstruction(v))
            if (LLVMIsACallInst(v))
                vec_push(&calls, v);
    for (uint32_t i = 0; i < calls.len; i++)
        one_call(e, calls.data[i]);
    vec_free(&calls);
    shared_announce(e, function);
    publish_events(e, function);
    runtime_at_returns(e->runtime, function, end_loans, e);
    for (uint32_t i = 0; i < e->lent.len && !MISTAKE("A5-lent"); i++)
        edit_hide(e->lent.data[i]); /* A5 */
    e->lent.len = 0;
    const struct rir_func *f = outline_function(e->outline, function);
    if (f != NULL && rir_func_ann(f, RIR_ANN_TASK) != NULL)
        task(e, function, f);
}

void events_insert(struct events *e)
{
    VEC(LLVMValueRef) functions = {0};
    LLVMModuleRef module = e->runtime->module;
    struct map givers = passed_find(e);
    extents_find(e);
    for (LLVMValueRef f = LLVMGetFirstFunction(module); f != NULL; f = LLVMGetNextFunction(f))
        if (events_has_body(f))
            vec_push(&functions, f);
    for (uint32_t i = 0; i < functions.len; i++) {
        LLVMValueRef f = functions.data[i];
        enum extent extent = extent_of(e, f);
        if (extent == EXTENT_NONE)
            announce_body(e, f);
        if (!events_is_believed(e, f))
            one_function(e, &givers, f);
        if (extent != EXTENT_NONE && !MISTAKE("E5-extent"))
            extent_mark(e, f, extent);
    }
    edit_keep(e->entries.data, e->entries.len);
    vec_free(&e->entries);
    vec_free(&functions);
    map_free(&givers);
    map_free(&e->extents);
    vec_free(&e->lent);
}
