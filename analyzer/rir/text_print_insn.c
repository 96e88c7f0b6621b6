/* Printing instructions. Values are numbered as they appear in the text (parameters, then results),
 * and carry their variable's name before the number: %count.12. Constants are printed with their
 * type where the instruction does not give it.
 *
 * Printing also works on functions that the verifier refuses (messages quote them): what is out of
 * range is printed as "%?". */
#include "rir/text_print.h"

#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "rir/text.h"
#include "rir/text_tables.h"

void rir_print_start(struct printer *p, FILE *out, const struct rir_module *m,
                     const struct rir_func *f)
{
    *p = (struct printer){.out = out, .m = m, .f = f};
    p->numbers = malloc(sizeof *p->numbers * ((size_t)f->nvalues + 1));
    p->named_twice = calloc((size_t)f->nblocks + 1, sizeof *p->named_twice);
    if (p->numbers == NULL || p->named_twice == NULL)
        abort();
    memset(p->numbers, 0xff, sizeof *p->numbers * f->nvalues);
    uint32_t next = 0;
    for (uint32_t i = 0; i < f->nparams; i++)
        if (f->params[i].value < f->nvalues)
            p->numbers[f->params[i].value] = next++;
    for (uint32_t i = 0; i < f->ninsns; i++)
        for (uint32_t r = 0; r < f->insns[i].nresults; r++)
            if (f->insns[i].result < f->nvalues && r < f->nvalues - f->insns[i].result)
                p->numbers[f->insns[i].result + r] = next++;
    struct map names = {0};
    for (uint32_t i = 0; i < f->nblocks; i++) {
        uint32_t other;
        uint64_t key = (uint64_t)(uintptr_t)f->blocks[i].name;
        p->named_twice[i] = key != 0 && map_get(&names, key, &other);
        map_put(&names, key, i);
    }
    map_free(&names);
}

void rir_print_end(struct printer *p)
{
    free(p->numbers);
    free(p->named_twice);
}

void rir_print_block_name(struct printer *p, uint32_t block)
{
    const char *name = block < p->f->nblocks ? p->f->blocks[block].name : NULL;
    if (name == NULL || p->named_twice[block])
        fprintf(p->out, "b%u", block);
    else if (rir_is_word(name) && !rir_is_unnamed_block(name))
        fputs(name, p->out);
    else
        rir_print_string(p->out, name, strlen(name));
}

static bool plain_name(const struct rir_value *v)
{
    return v->name != NULL && rir_is_c_name(v->name) && strlen(v->name) < 100;
}

void rir_print_label(struct printer *p, uint32_t value)
{
    const struct rir_value *v = &p->f->values[value];
    if (plain_name(v))
        fprintf(p->out, "%%%s.%u", v->name, p->numbers[value]);
    else
        fprintf(p->out, "%%%u", p->numbers[value]);
}

void rir_print_definition(struct printer *p, uint32_t value)
{
    if (value >= p->f->nvalues) {
        fputs("%?", p->out);
        return;
    }
    const struct rir_value *v = &p->f->values[value];
    rir_print_label(p, value);
    if (v->name != NULL && !plain_name(v)) {
        putc(' ', p->out);
        rir_print_string(p->out, v->name, strlen(v->name));
    }
    if (v->src != RIR_NONE)
        fprintf(p->out, " $%u", v->src);
}

static void print_const(struct printer *p, const struct rir_value *v, const struct rir_scalar *want)
{
    char buffer[16];
    bool same = want != NULL && want->cls == v->type.cls && want->bits == v->type.bits;
    if (v->type.cls == RIR_PTR && v->imm == 0) {
        fputs("null", p->out);
        return;
    }
    if (v->type.cls == RIR_INT && v->type.bits == 1 && (v->imm == 0 || v->imm == -1)) {
        fputs(v->imm == 0 ? "false" : "true", p->out);
        return;
    }
    if (!same)
        fprintf(p->out, "%s ", rir_scalar_name(v->type, buffer));
    if (v->type.cls == RIR_INT)
        fprintf(p->out, "%lld", (long long)v->imm);
    else
        fprintf(p->out, "0x%llx", (unsigned long long)v->imm);
}

/* `want`: the type that the parser will assume for a bare number; NULL: none. */
static void print_value(struct printer *p, uint32_t value, const struct rir_scalar *want)
{
    char buffer[16];
    if (value >= p->f->nvalues) {
        fputs("%?", p->out);
        return;
    }
    const struct rir_value *v = &p->f->values[value];
    switch (v->kind) {
    case RIR_V_CONST:
        print_const(p, v, want);
        break;
    case RIR_V_GLOBAL:
        rir_print_symbol(p->out,
                         v->ref < p->m->globals.len ? p->m->globals.data[v->ref].name : "?");
        if (v->imm != 0)
            fprintf(p->out, "%+lld", (long long)v->imm);
        break;
    case RIR_V_FUNC:
        rir_print_symbol(p->out, v->ref < p->m->funcs.len ? p->m->funcs.data[v->ref].name : "?");
        break;
    case RIR_V_UNDEF:
        fprintf(p->out, "undef %s", rir_scalar_name(v->type, buffer));
        break;
    case RIR_V_UNKNOWN:
        fprintf(p->out, "unknown %s ", rir_scalar_name(v->type, buffer));
        rir_print_string(p->out, v->why == NULL ? "" : v->why, v->why == NULL ? 0 : strlen(v->why));
        break;
    default:
        rir_print_label(p, value);
        break;
    }
}

static void arg(struct printer *p, const struct rir_insn *in, uint32_t i,
                const struct rir_scalar *want)
{
    if (i < in->nargs)
        print_value(p, in->args[i], want);
    else
        fputs("%?", p->out);
}

static void comma_arg(struct printer *p, const struct rir_insn *in, uint32_t i,
                      const struct rir_scalar *want)
{
    fputs(", ", p->out);
    arg(p, in, i, want);
}

/* Type of an operand or result; a machine word when it has none. */
static struct rir_scalar type_of(const struct printer *p, uint32_t value)
{
    struct rir_scalar none = {p->m->ptr_bits, RIR_INT};
    return value < p->f->nvalues ? p->f->values[value].type : none;
}

static struct rir_scalar arg_type(const struct printer *p, const struct rir_insn *in, uint32_t i)
{
    return type_of(p, i < in->nargs ? in->args[i] : RIR_NONE);
}

static void print_scalar(struct printer *p, struct rir_scalar t)
{
    char buffer[16];
    fprintf(p->out, " %s ", rir_scalar_name(t, buffer));
}

static void result_types(struct printer *p, const struct rir_insn *in)
{
    char buffer[16];
    for (uint32_t i = 0; i < in->nresults; i++)
        fprintf(p->out, "%s%s",
                i != 0             ? ", "
                : in->nresults > 1 ? "("
                                   : "",
                rir_scalar_name(type_of(p, in->result + i), buffer));
    if (in->nresults > 1)
        putc(')', p->out);
}

static void print_call_args(struct printer *p, const struct rir_insn *in)
{
    uint32_t skip = in->op == RIR_CALLI ? 1 : 0, n = rir_call_args(in);
    uint16_t previous = 0;
    const struct rir_func *callee =
        in->op == RIR_CALL && in->ref < p->m->funcs.len ? &p->m->funcs.data[in->ref] : NULL;
    putc('(', p->out);
    for (uint32_t i = 0; i < n; i++) {
        struct rir_argpos pos = {(uint16_t)(i + 1), 0};
        struct rir_scalar want = {32, RIR_INT};
        if (callee != NULL && i < callee->nparams)
            want = callee->params[i].type;
        if (i != 0)
            fputs(", ", p->out);
        rir_print_argpos(p->out, in->pos == NULL ? pos : in->pos[i], &previous);
        arg(p, in, skip + i, &want);
    }
    putc(')', p->out);
}

static void print_callee(struct printer *p, const struct rir_insn *in)
{
    rir_print_symbol(p->out, in->ref < p->m->funcs.len ? p->m->funcs.data[in->ref].name : "?");
}

static void print_field(struct printer *p, const struct rir_insn *in)
{
    putc(' ', p->out);
    arg(p, in, 0, NULL);
    fprintf(p->out, " %+lld", (long long)in->imm);
    if (in->ref != RIR_NONE)
        fprintf(p->out, " $%u", in->ref);
    if (in->ref != RIR_NONE && in->field != RIR_NONE)
        fprintf(p->out, ".%u", in->field);
}

static void print_phi(struct printer *p, const struct rir_insn *in)
{
    struct rir_scalar t = type_of(p, in->result);
    print_scalar(p, t);
    for (uint32_t i = 0; i < in->nblocks; i++) {
        fputs(i == 0 ? "[" : ", [", p->out);
        rir_print_block_name(p, in->blocks[i]);
        fputs(": ", p->out);
        arg(p, in, i, &t);
        putc(']', p->out);
    }
}

static void print_un(struct printer *p, const struct rir_insn *in)
{
    fprintf(p->out, "%s%s", in->sub == RIR_U_OPAQUE ? "un " : "", rir_un_name(in->sub));
    char buffer[16];
    fprintf(p->out, " %s", rir_scalar_name(type_of(p, in->result), buffer));
    for (uint32_t i = 0; i < in->nargs; i++) {
        fputs(i == 0 ? " " : ", ", p->out);
        arg(p, in, i, NULL);
    }
}

static void print_cmp(struct printer *p, const struct rir_insn *in)
{
    struct rir_scalar t = arg_type(p, in, 0), r = type_of(p, in->result);
    char buffer[16];
    fprintf(p->out, " %s", rir_pred_name(in->sub));
    print_scalar(p, t);
    arg(p, in, 0, &t);
    comma_arg(p, in, 1, &t);
    if (r.cls != RIR_INT || r.bits != 1)
        fprintf(p->out, " -> %s", rir_scalar_name(r, buffer));
}

static void print_opaque(struct printer *p, const struct rir_insn *in)
{
    putc(' ', p->out);
    if (in->nresults != 0) {
        result_types(p, in);
        putc(' ', p->out);
    }
    if (in->text != NULL) {
        rir_print_string(p->out, in->text, strlen(in->text));
        putc(' ', p->out);
    }
    putc('(', p->out);
    for (uint32_t i = 0; i < in->nargs; i++) {
        fputs(i == 0 ? "" : ", ", p->out);
        arg(p, in, i, NULL);
    }
    putc(')', p->out);
}

static void print_switch(struct printer *p, const struct rir_insn *in)
{
    putc(' ', p->out);
    arg(p, in, 0, NULL);
    for (uint32_t i = 0; i < in->nblocks; i++) {
        if (i > 0)
            fprintf(p->out, "%s[%lld: ", i == 1 ? " " : ", ", (long long)in->cases[i - 1]);
        else
            fputs(", ", p->out);
        rir_print_block_name(p, in->blocks[i]);
        if (i > 0)
            putc(']', p->out);
    }
}

/* The operands of operations that move data: with the type of what is moved. */
static void print_memory(struct printer *p, const struct rir_insn *in)
{
    struct rir_scalar iptr = {p->m->ptr_bits, RIR_INT}, byte = {8, RIR_INT};
    struct rir_scalar t = in->op == RIR_LOAD || in->op == RIR_READ || in->op == RIR_VAARG ||
                                  in->op == RIR_RMW || in->op == RIR_CAS
                              ? type_of(p, in->result)
                              : arg_type(p, in, 1);
    switch (in->op) {
    case RIR_STORE:
    case RIR_WRITE:
        print_scalar(p, t);
        arg(p, in, 1, &t);
        comma_arg(p, in, 0, NULL);
        break;
    case RIR_COPY:
    case RIR_FILL:
        putc(' ', p->out);
        arg(p, in, 0, NULL);
        comma_arg(p, in, 1, in->op == RIR_FILL ? &byte : NULL);
        comma_arg(p, in, 2, &iptr);
        break;
    default:
        if (in->op == RIR_RMW)
            fprintf(p->out, " %s", rir_bin_name(in->sub));
        print_scalar(p, t);
        arg(p, in, 0, NULL);
        for (uint32_t i = 1; i < in->nargs; i++)
            comma_arg(p, in, i, &t);
        break;
    }
}

static void print_values(struct printer *p, const struct rir_insn *in)
{
    struct rir_scalar t = type_of(p, in->result), bit = {1, RIR_INT};
    if (in->op == RIR_BIN)
        fputs(rir_bin_name(in->sub), p->out);
    print_scalar(p, t);
    arg(p, in, 0, in->op == RIR_BIN ? &t : &bit);
    for (uint32_t i = 1; i < in->nargs; i++)
        comma_arg(p, in, i, &t);
}

/* ALLOC, FREE, SEND ..., OFFSET, ELEM, RET: operands one after the other. */
static void print_plain(struct printer *p, const struct rir_insn *in)
{
    struct rir_scalar iptr = {p->m->ptr_bits, RIR_INT};
    bool typed =
        (in->op == RIR_JOIN || in->op == RIR_RECEIVE) && type_of(p, in->result).cls != RIR_PTR;
    if (typed)
        print_scalar(p, type_of(p, in->result));
    for (uint32_t i = 0; i < in->nargs; i++) {
        struct rir_scalar ret = i < p->f->nresults ? p->f->results[i] : iptr;
        const struct rir_scalar *want = in->op != RIR_RET    ? &iptr
                                        : i < p->f->nresults ? &ret
                                                             : NULL;
        fputs(i == 0 ? (typed ? "" : " ") : ", ", p->out);
        arg(p, in, i, want);
    }
    if (in->op == RIR_ELEM)
        fprintf(p->out, " x %lld", (long long)in->imm);
}

static void print_branch(struct printer *p, const struct rir_insn *in)
{
    if (in->nargs != 0) {
        putc(' ', p->out);
        arg(p, in, 0, NULL);
        putc(',', p->out);
    }
    fputs(in->op == RIR_GOTO ? " [" : "", p->out);
    for (uint32_t i = 0; i < in->nblocks; i++) {
        if (i != 0)
            putc(',', p->out);
        if (i != 0 || in->op != RIR_GOTO)
            putc(' ', p->out);
        rir_print_block_name(p, in->blocks[i]);
    }
    fputs(in->op == RIR_GOTO ? "]" : "", p->out);
}

static void print_op(struct printer *p, const struct rir_insn *in)
{
    struct rir_scalar iptr = {p->m->ptr_bits, RIR_INT};
    if (in->op != RIR_BIN && in->op != RIR_UN)
        fputs(rir_op_name(in->op), p->out);
    switch (in->op) {
    case RIR_STACK:
        fprintf(p->out, " %lld", (long long)in->imm);
        if (in->nargs != 0) {
            fputs(" x ", p->out);
            arg(p, in, 0, &iptr);
        }
        break;
    case RIR_FIELD:
        print_field(p, in);
        break;
    case RIR_LOAD:
    case RIR_READ:
    case RIR_VAARG:
    case RIR_STORE:
    case RIR_WRITE:
    case RIR_COPY:
    case RIR_FILL:
    case RIR_RMW:
    case RIR_CAS:
        print_memory(p, in);
        break;
    case RIR_PHI:
        print_phi(p, in);
        break;
    case RIR_SELECT:
    case RIR_BIN:
        print_values(p, in);
        break;
    case RIR_UN:
        print_un(p, in);
        break;
    case RIR_CMP:
        print_cmp(p, in);
        break;
    case RIR_CALL:
    case RIR_CALLI:
        putc(' ', p->out);
        if (in->nresults != 0) {
            result_types(p, in);
            putc(' ', p->out);
        }
        if (in->op == RIR_CALL)
            print_callee(p, in);
        else
            arg(p, in, 0, NULL);
        print_call_args(p, in);
        break;
    case RIR_OPAQUE:
        print_opaque(p, in);
        break;
    case RIR_START:
        print_scalar(p, type_of(p, in->result));
        print_callee(p, in);
        putc('(', p->out);
        arg(p, in, 0, NULL);
        putc(')', p->out);
        break;
    case RIR_BR:
    case RIR_COND:
    case RIR_GOTO:
        print_branch(p, in);
        break;
    case RIR_SWITCH:
        print_switch(p, in);
        break;
    default:
        print_plain(p, in);
        break;
    }
}

static void print_attributes(struct printer *p, const struct rir_insn *in)
{
    bool has_ref = in->op == RIR_FIELD || in->op == RIR_ELEM;
    bool has_imm = has_ref || in->op == RIR_STACK;
    if (in->op == RIR_ELEM && in->ref != RIR_NONE)
        fprintf(p->out, " $%u", in->ref);
    if (in->src != RIR_NONE)
        fprintf(p->out, has_ref ? " src $%u" : " $%u", in->src);
    if (!has_imm && in->imm != 0)
        fprintf(p->out, " imm %lld", (long long)in->imm);
    for (const struct rir_word *w = rir_insn_flag_words; w->name != NULL; w++)
        if ((in->flags & w->bit) != 0)
            fprintf(p->out, " %s", w->name);
    if (in->text != NULL && in->op != RIR_OPAQUE) {
        fputs(" text ", p->out);
        rir_print_string(p->out, in->text, strlen(in->text));
    }
    if (in->site < p->f->nsites) {
        const struct rir_site *site = &p->f->sites[in->site];
        const char *file = p->f->pos.file;
        fputs(" !", p->out);
        if (site->kind != rir_default_site_kind(in->op) && site->kind <= RIR_SITE_OTHER)
            fprintf(p->out, "%s ", rir_site_kind_words[site->kind]);
        rir_print_pos(p->out, &site->pos, file == NULL ? rir_print_default_file(p->m) : file);
    }
}

void rir_print_insn(struct printer *p, const struct rir_insn *in)
{
    for (uint32_t i = 0; i < in->nresults; i++) {
        fputs(i == 0 ? "" : ", ", p->out);
        rir_print_definition(p, in->result + i);
    }
    if (in->nresults != 0)
        fputs(" = ", p->out);
    print_op(p, in);
    print_attributes(p, in);
}

void rir_text_print_insn(FILE *out, const struct rir_module *m, const struct rir_func *f,
                         uint32_t insn)
{
    struct printer p;
    rir_print_start(&p, out, m, f);
    if (insn < f->ninsns)
        rir_print_insn(&p, &f->insns[insn]);
    rir_print_end(&p);
}
