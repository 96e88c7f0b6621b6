/* From instructions to constraints: one pass over the program, each instruction looked at once.
 *
 * A-I8   Every value that may hold a pointer (rir_may_hold_pointer, or a piece) has a cell; a word
 * that is moved without arithmetic takes what it points to along (ANALYSIS I6), at the same offset.
 * A-I9 Adding a constant shifts; adding, masking, shifting by anything else gives a pointer
 * anywhere into the operands' objects (tags, alignment). Differences of two pointers, small masks
 * of one, products and quotients point to nothing unless they are pieces (A-I24); comparisons never
 * do. A-I10  Bodies of functions that annotations describe (FBP_TRUSTED) give no constraints: calls
 * of them are judged by the annotations alone. */
#include "solve/pa.h"

static void point_value(struct phase_a *a, uint32_t cell, const struct rir_value *v)
{
    if (v->kind == RIR_V_GLOBAL)
        pa_cell_point(a, cell, a->global_node[v->ref], pa_off_exact(v->imm));
    else if (v->kind == RIR_V_FUNC)
        pa_code_add(a, cell, v->ref);
    else if (v->kind == RIR_V_UNKNOWN)
        pa_cell_mark(a, cell, PA_UNK | PA_CODE);
}

uint32_t pa_value(struct phase_a *a, uint32_t func, uint32_t value)
{
    const struct rir_value *v = &a->m->funcs.data[func].values[value];
    if (v->kind == RIR_V_CONST || v->kind == RIR_V_UNDEF || !phase_a_refers(a, func, value))
        return RIR_NONE;
    uint32_t *cell = &a->value_cell[a->value_base[func] + value];
    if (*cell == RIR_NONE) {
        *cell = pa_cell_new(a);
        point_value(a, *cell, v);
    }
    return *cell;
}

/* The constant an integer is, through conversions that keep it. */
bool pa_const(const struct rir_func *f, uint32_t value, int64_t *k)
{
    for (int depth = 0; depth < 4; depth++) {
        const struct rir_value *v = &f->values[value];
        if (v->kind == RIR_V_CONST) {
            *k = v->imm;
            return v->type.cls == RIR_INT || v->type.cls == RIR_PTR;
        }
        if (v->kind != RIR_V_INSN)
            return false;
        const struct rir_insn *in = &f->insns[v->ref];
        if (in->op != RIR_UN || in->nargs != 1 || (in->sub != RIR_U_SEXT && in->sub != RIR_U_MOVE))
            return false;
        value = in->args[0];
    }
    return false;
}

uint32_t pa_fresh(struct phase_a *a, uint32_t func, uint32_t insn)
{
    uint32_t n;
    if (!map_get(&a->fresh, pa_key(func, insn), &n)) {
        n = pa_node_new(a, PA_MUTABLE, 1);
        map_put(&a->fresh, pa_key(func, insn), n);
    }
    return n;
}

static int64_t array_size(const struct rir_module *m, uint32_t type)
{
    type = rir_type_strip(m, type);
    if (type == RIR_NONE || m->types.data[type].kind != RIR_T_ARRAY)
        return -1;
    return m->types.data[type].size > 0 ? (int64_t)m->types.data[type].size : -1;
}

/* A last member of one element stands for as many as there is room for. */
static int64_t member_size(const struct rir_module *m, const struct rir_insn *in)
{
    uint32_t type = rir_named_type(m, in);
    if (type == RIR_NONE)
        return -1;
    bool last = in->field + 1 == m->types.data[rir_type_strip(m, in->ref)].nfields;
    return last && m->types.data[type].count <= 1 ? -1 : array_size(m, type);
}

/* Bytes of the array that a pointer points to the start of; < 0 when that is not known (A-I4). */
static int64_t extent_of(const struct rir_module *m, const struct rir_func *f, uint32_t value)
{
    for (int depth = 0; depth < 4 && f->values[value].kind == RIR_V_INSN; depth++) {
        const struct rir_insn *in = &f->insns[f->values[value].ref];
        int64_t k, size = -1;
        if (in->op == RIR_FIELD)
            size = member_size(m, in);
        else if (in->op == RIR_ELEM)
            size = array_size(m, in->ref);
        if (size >= 0 || in->op != RIR_ELEM || !pa_const(f, in->args[1], &k) || k != 0)
            return size;
        value = in->args[0]; /* the array itself, as its first element */
    }
    return -1;
}

int64_t pa_room_at(const struct rir_module *m, const struct rir_func *f, uint32_t *value)
{
    for (uint32_t at = *value, depth = 0; depth < 4; depth++) {
        int64_t extent = extent_of(m, f, at);
        const struct rir_value *v = &f->values[at];
        if (extent > 0) {
            *value = at;
            return extent;
        }
        if (v->kind != RIR_V_INSN ||
            (f->insns[v->ref].op != RIR_ELEM && f->insns[v->ref].op != RIR_OFFSET))
            break;
        at = f->insns[v->ref].args[0];
    }
    return PA_OFF_MAX;
}

static void elem(struct phase_a *a, uint32_t func, const struct rir_insn *in)
{
    const struct rir_func *f = &a->m->funcs.data[func];
    uint32_t base = pa_value(a, func, in->args[0]), to = pa_value(a, func, in->result);
    int64_t size = in->op == RIR_ELEM ? in->imm : 1, k;
    if (pa_const(f, in->args[1], &k) && !__builtin_mul_overflow(k, size, &k))
        pa_use_add(a, base, PA_ASSIGN, to, k, 0);
    else
        pa_use_add(a, base, PA_ELEM, to, size, extent_of(a->m, f, in->args[0]));
}

static void anywhere(struct phase_a *a, uint32_t func, uint32_t value, uint32_t to)
{
    if (to != RIR_NONE)
        pa_use_add(a, pa_value(a, func, value), PA_ELEM, to, 1, -1);
}

/* Is the value, as far as this function shows, a pointer (and not an integer)? */
static bool shown_pointer(const struct rir_func *f, uint32_t value)
{
    for (int depth = 0; depth < 8; depth++) {
        const struct rir_value *v = &f->values[value];
        if (v->type.cls == RIR_PTR)
            return v->kind != RIR_V_CONST;
        if (v->kind != RIR_V_INSN || f->insns[v->ref].op != RIR_UN ||
            f->insns[v->ref].sub != RIR_U_MOVE)
            return false;
        value = f->insns[v->ref].args[0];
    }
    return false;
}

static void arithmetic(struct phase_a *a, uint32_t func, const struct rir_insn *in)
{
    const struct rir_func *f = &a->m->funcs.data[func];
    uint32_t to = pa_value(a, func, in->result), x = in->args[0], y = in->args[1];
    int64_t k;
    switch ((enum rir_bin)in->sub) {
    case RIR_B_ADD:
    case RIR_B_SUB:
        if (pa_const(f, y, &k)) {
            pa_use_add(a, pa_value(a, func, x), PA_ASSIGN, to, in->sub == RIR_B_SUB ? -k : k, 0);
        } else if (in->sub == RIR_B_ADD) {
            anywhere(a, func, x, to);
            anywhere(a, func, y, to);
        } else if (!shown_pointer(f, y)) {
            anywhere(a, func, x, to);
        }
        break;
    case RIR_B_AND:
        if ((pa_const(f, y, &k) || pa_const(f, x, &k)) && k >= 0 && k < 4096)
            break;
        anywhere(a, func, x, to);
        anywhere(a, func, y, to);
        break;
    case RIR_B_OR:
    case RIR_B_XOR:
        anywhere(a, func, x, to);
        anywhere(a, func, y, to);
        break;
    case RIR_B_SHL:
    case RIR_B_LSHR:
    case RIR_B_ASHR:
        anywhere(a, func, x, to);
        break;
    case RIR_B_MAX:
    case RIR_B_MIN:
    case RIR_B_UMAX:
    case RIR_B_UMIN:
        pa_assign(a, pa_value(a, func, x), to);
        pa_assign(a, pa_value(a, func, y), to);
        break;
    default:
        break;
    }
}

static void convert(struct phase_a *a, uint32_t func, const struct rir_insn *in)
{
    uint32_t to = pa_value(a, func, in->result);
    for (uint32_t i = 0; i < in->nargs; i++) {
        switch ((enum rir_un)in->sub) {
        case RIR_U_MOVE:
        case RIR_U_PART:
            pa_assign(a, pa_value(a, func, in->args[i]), to);
            break;
        case RIR_U_TRUNC:
        case RIR_U_ZEXT:
        case RIR_U_SEXT:
        case RIR_U_OPAQUE:
        case RIR_U_PACK:
            anywhere(a, func, in->args[i], to);
            break;
        default:
            break;
        }
    }
}

static void load(struct phase_a *a, uint32_t func, uint32_t from, uint32_t result)
{
    uint32_t to = pa_value(a, func, result);
    if (to != RIR_NONE)
        pa_use_add(a, pa_value(a, func, from), PA_LOAD, to,
                   rir_scalar_bytes(a->m->funcs.data[func].values[result].type), 0);
}

static void store(struct phase_a *a, uint32_t func, uint32_t at, uint32_t value)
{
    uint32_t from = pa_value(a, func, value);
    if (from != RIR_NONE)
        pa_use_add(a, pa_value(a, func, at), PA_STORE, from,
                   rir_scalar_bytes(a->m->funcs.data[func].values[value].type), 0);
}

static void rmw(struct phase_a *a, uint32_t func, const struct rir_insn *in)
{
    load(a, func, in->args[0], in->result);
    if (in->sub == RIR_B_XCHG) {
        store(a, func, in->args[0], in->args[1]);
        return;
    }
    uint32_t old = pa_value(a, func, in->result);
    if (old == RIR_NONE)
        return;
    uint32_t sum = pa_cell_new(a);
    pa_use_add(a, old, PA_ELEM, sum, 1, -1);
    anywhere(a, func, in->args[1], sum);
    pa_use_add(a, pa_value(a, func, in->args[0]), PA_STORE, sum, a->ptr, 0);
}

/* va_start: every pointer in the list leads to the memory that holds the variadic arguments. */
static void valist(struct phase_a *a, uint32_t func, const struct rir_insn *in)
{
    pa_use_add(a, pa_value(a, func, in->args[0]), PA_STORE, a->funcs[func].va_list_, 4 * a->ptr, 0);
}

static void vaarg(struct phase_a *a, uint32_t func, const struct rir_insn *in)
{
    uint32_t to = pa_value(a, func, in->result), area = pa_cell_new(a);
    pa_use_add(a, pa_value(a, func, in->args[0]), PA_LOAD, area, 4 * a->ptr, 0);
    if (to != RIR_NONE)
        pa_use_add(a, area, PA_LOAD, to, a->ptr, 0);
}

static void ret(struct phase_a *a, uint32_t func, const struct rir_insn *in)
{
    const struct pa_func *f = &a->funcs[func];
    for (uint32_t i = 0; i < in->nargs; i++)
        for (uint32_t r = 0; r < f->nret; r++)
            if (r == i || in->nargs != f->nret)
                pa_assign(a, pa_value(a, func, in->args[i]), f->ret + r);
}

static void copy(struct phase_a *a, uint32_t func, const struct rir_insn *in)
{
    const struct rir_func *f = &a->m->funcs.data[func];
    uint32_t to = in->args[0], from = in->args[1];
    int64_t size;
    if (!pa_const(f, in->args[2], &size) || size < 0) {
        int64_t room = pa_room_at(a->m, f, &to);
        size = pa_room_at(a->m, f, &from);
        size = room < size ? room : size;
    }
    if (size > 0)
        pa_copy_add(a, pa_value(a, func, in->args[1]), pa_value(a, func, in->args[0]), size);
}

static void opaque(struct phase_a *a, uint32_t func, const struct rir_insn *in)
{
    for (uint32_t i = 0; i < in->nargs; i++)
        pa_use_add(a, pa_value(a, func, in->args[i]), PA_MARK, 0, PA_ESC | PA_CODE, 0);
    for (uint32_t i = 0; i < in->nresults; i++) {
        uint32_t to = pa_value(a, func, in->result + i);
        if (to != RIR_NONE)
            pa_cell_mark(a, to, PA_UNK | PA_CODE);
    }
}

static void fresh(struct phase_a *a, uint32_t func, uint32_t insn)
{
    uint32_t to = pa_value(a, func, a->m->funcs.data[func].insns[insn].result);
    pa_cell_point(a, to, pa_fresh(a, func, insn), pa_off_exact(0));
}

static bool is_used(const struct rir_func *f, uint32_t value)
{
    for (uint32_t i = 0; i < f->ninsns; i++)
        for (uint32_t k = 0; k < f->insns[i].nargs; k++)
            if (f->insns[i].args[k] == value)
                return true;
    return false;
}

static void instruction(struct phase_a *a, uint32_t func, uint32_t insn)
{
    const struct rir_insn *in = &a->m->funcs.data[func].insns[insn];
    switch ((enum rir_op)in->op) {
    case RIR_STACK:
    case RIR_ALLOC:
        fresh(a, func, insn);
        break;
    case RIR_FIELD:
        pa_use_add(a, pa_value(a, func, in->args[0]), PA_ASSIGN, pa_value(a, func, in->result),
                   in->imm, 0);
        break;
    case RIR_ELEM:
    case RIR_OFFSET:
        elem(a, func, in);
        break;
    case RIR_LOAD:
        load(a, func, in->args[0], in->result);
        break;
    case RIR_STORE:
        store(a, func, in->args[0], in->args[1]);
        break;
    case RIR_COPY:
        copy(a, func, in);
        break;
    case RIR_RMW:
        rmw(a, func, in);
        break;
    case RIR_CAS:
        load(a, func, in->args[0], in->result);
        store(a, func, in->args[0], in->args[2]);
        break;
    case RIR_VALIST:
        valist(a, func, in);
        break;
    case RIR_VAARG:
        vaarg(a, func, in);
        break;
    case RIR_PHI:
    case RIR_SELECT:
        for (uint32_t i = in->op == RIR_SELECT; i < in->nargs; i++)
            pa_assign(a, pa_value(a, func, in->args[i]), pa_value(a, func, in->result));
        break;
    case RIR_BIN:
        if (pa_value(a, func, in->result) != RIR_NONE)
            arithmetic(a, func, in);
        break;
    case RIR_UN:
        if (pa_value(a, func, in->result) != RIR_NONE)
            convert(a, func, in);
        break;
    case RIR_CALL:
        pa_call(a, func, insn, in->ref);
        break;
    case RIR_CALLI:
        pa_call_indirect(a, func, insn);
        break;
    case RIR_OPAQUE:
        opaque(a, func, in);
        break;
    case RIR_SEND:
        pa_transit_send(a, func, in->args[0]);
        break;
    case RIR_RECEIVE:
        pa_transit_receive(a, func, in->result);
        break;
    case RIR_START:
        pa_task_starts(a, in->ref, pa_value(a, func, in->args[0]));
        break;
    case RIR_JOIN:
        if (in->nresults > 0 && is_used(&a->m->funcs.data[func], in->result))
            pa_assign(a, pa_task_joined(a), pa_value(a, func, in->result));
        break;
    case RIR_RET:
        ret(a, func, in);
        break;
    default: /* READ, WRITE, FILL: see pa_piece.c; the others move no pointer */
        break;
    }
}

/* ---- numbers that are used as addresses ---- */

/* The value in which the address becomes a pointer: through members, elements and conversions. */
static uint32_t origin(const struct rir_func *f, uint32_t value, bool *number)
{
    *number = false;
    for (int depth = 0; depth < 16; depth++) {
        const struct rir_value *v = &f->values[value];
        if (v->kind != RIR_V_INSN)
            return value;
        const struct rir_insn *in = &f->insns[v->ref];
        if (in->op == RIR_UN && in->sub == RIR_U_MOVE && v->type.cls == RIR_PTR &&
            f->values[in->args[0]].type.cls != RIR_PTR) {
            *number = true;
            return value;
        }
        if (in->op != RIR_FIELD && in->op != RIR_ELEM && in->op != RIR_OFFSET &&
            !(in->op == RIR_UN && in->sub == RIR_U_MOVE))
            return value;
        value = in->args[0];
    }
    return value;
}

static bool address_unknown(struct phase_a *a, uint32_t func, uint32_t value)
{
    bool number;
    uint32_t at = origin(&a->m->funcs.data[func], value, &number), cell, root;
    struct pa_off off;
    if (!number || (cell = pa_value(a, func, at)) == RIR_NONE ||
        pa_cell_target(a, cell, &root, &off))
        return false;
    pa_cell_mark(a, cell, PA_UNK | PA_CODE);
    return true;
}

/* In functions that run: loads, stores and copies through numbers that point to nothing we know. */
bool pa_constrain_numbers(struct phase_a *a, const uint64_t *reached)
{
    bool any = false;
    for (uint32_t f = 0; f < a->m->funcs.len; f++)
        for (uint32_t i = 0; i < a->m->funcs.data[f].ninsns && pa_bit(reached, f); i++) {
            const struct rir_insn *in = &a->m->funcs.data[f].insns[i];
            if (a->funcs[f].described || in->op < RIR_LOAD || in->op > RIR_VAARG)
                continue;
            any |= address_unknown(a, f, in->args[0]);
            if (in->op == RIR_COPY)
                any |= address_unknown(a, f, in->args[1]);
        }
    return any;
}

void pa_constrain(struct phase_a *a)
{
    for (uint32_t f = 0; f < a->m->funcs.len; f++) {
        if (a->funcs[f].described)
            continue;
        for (uint32_t i = 0; i < a->m->funcs.data[f].ninsns; i++)
            instruction(a, f, i);
    }
}
