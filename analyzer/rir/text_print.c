/* Printing modules as text: types, globals, heads of functions. What is printed parses back to an
 * equal module, and prints again as the same text. Attributes that have their default value are
 * left out; see docs/rir.md. */
#include "rir/text.h"

#include <stdlib.h>
#include <string.h>

#include "rir/text_print.h"
#include "rir/text_tables.h"

void rir_print_string(FILE *out, const char *bytes, uint64_t len)
{
    putc('"', out);
    for (uint64_t i = 0; i < len; i++) {
        unsigned char c = (unsigned char)bytes[i];
        if (c == '"' || c == '\\')
            fprintf(out, "\\%c", c);
        else if (c == '\n')
            fputs("\\n", out);
        else if (c < ' ' || c > '~')
            fprintf(out, "\\%02x", c);
        else
            putc(c, out);
    }
    putc('"', out);
}

static void print_quoted(FILE *out, const char *s)
{
    rir_print_string(out, s, strlen(s));
}

void rir_print_symbol(FILE *out, const char *name)
{
    putc('@', out);
    if (rir_is_word(name))
        fputs(name, out);
    else
        print_quoted(out, name);
}

const char *rir_print_default_file(const struct rir_module *m)
{
    return m->files.len == 0 ? NULL : m->files.data[0];
}

void rir_print_pos(FILE *out, const struct rir_pos *pos, const char *default_file)
{
    if (pos->file != default_file) {
        print_quoted(out, pos->file == NULL ? "" : pos->file);
        putc(':', out);
    }
    fprintf(out, "%u:%u", pos->line, pos->col);
}

static void print_flags(FILE *out, uint32_t flags, const struct rir_word *words)
{
    for (; words->name != NULL; words++)
        if ((flags & words->bit) != 0)
            fprintf(out, " %s", words->name);
}

/* ---- types ---- */

static void print_field(FILE *out, const struct rir_field *f, bool member)
{
    if (f->name != NULL) {
        print_quoted(out, f->name);
        putc(' ', out);
    }
    if (f->type == RIR_NONE)
        putc('-', out);
    else
        fprintf(out, "$%u", f->type);
    if (member)
        fprintf(out, " @%llu", (unsigned long long)f->offset);
    if ((f->flags & RIR_FIELD_SHARED) != 0) {
        fputs(" shared", out);
        if (f->why != NULL) {
            putc(' ', out);
            print_quoted(out, f->why);
        }
    }
    if ((f->flags & RIR_FIELD_CHANNEL) != 0)
        fputs(" channel", out);
}

static void print_fields(FILE *out, const struct rir_type *t, bool member)
{
    fputs(member ? " { " : " (", out);
    for (uint32_t i = 0; i < t->nfields; i++) {
        if (i != 0)
            fputs(", ", out);
        print_field(out, &t->fields[i], member);
    }
    if (t->variadic)
        fputs(t->nfields == 0 ? "..." : ", ...", out);
    fputs(member ? " }" : ")", out);
}

static uint64_t default_size(const struct rir_module *m, const struct rir_type *t)
{
    if (t->kind == RIR_T_PTR)
        return m->ptr_bits / 8;
    return t->kind == RIR_T_ARRAY ? t->count * rir_type_size(m, t->elem) : 0;
}

static void print_type(FILE *out, const struct rir_module *m, uint32_t index)
{
    const struct rir_type *t = &m->types.data[index];
    bool composite = t->kind == RIR_T_STRUCT || t->kind == RIR_T_UNION;
    bool name_first = t->kind != RIR_T_PTR && t->kind != RIR_T_ARRAY;
    bool number = composite || t->kind == RIR_T_INT || t->kind == RIR_T_FLOAT;
    uint32_t flags = t->flags;
    fprintf(out, "type $%u = %s", index, rir_type_kind_words[t->kind]);
    if (name_first && t->name != NULL) {
        putc(' ', out);
        print_quoted(out, t->name);
    }
    if (number)
        fprintf(out, " %llu", (unsigned long long)t->size);
    if (!composite && t->elem != RIR_NONE)
        fprintf(out, " $%u", t->elem);
    if (t->kind == RIR_T_ARRAY)
        fprintf(out, " x %llu", (unsigned long long)t->count);
    if (composite && (t->nfields != 0 || (flags & RIR_TYPE_OPAQUE) == 0))
        print_fields(out, t, true);
    else if (composite)
        flags &= ~(uint32_t)RIR_TYPE_OPAQUE; /* no members at all: says it already */
    if (t->kind == RIR_T_FUNC)
        print_fields(out, t, false);
    print_flags(out, flags, rir_type_flag_words);
    if (!number && t->size != default_size(m, t))
        fprintf(out, " size %llu", (unsigned long long)t->size);
    if (!name_first && t->name != NULL) {
        fputs(" name ", out);
        print_quoted(out, t->name);
    }
    putc('\n', out);
}

/* ---- globals ---- */

static void print_symbol_attributes(FILE *out, const struct rir_module *m, uint8_t linkage,
                                    const struct rir_pos *pos, const char *source,
                                    const char *alias)
{
    if (linkage != RIR_EXTERNAL)
        fprintf(out, " %s", rir_linkage_words[linkage]);
    if (source != NULL) {
        fputs(" source ", out);
        print_quoted(out, source);
    }
    if (alias != NULL) {
        fputs(" alias ", out);
        rir_print_symbol(out, alias);
    }
    if (pos->file != NULL || pos->line != 0 || pos->col != 0) {
        fputs(" at ", out);
        rir_print_pos(out, pos, rir_print_default_file(m));
    }
}

static void print_init(FILE *out, const struct rir_module *m, const struct rir_global *g)
{
    fputs(" init { ", out);
    for (uint32_t i = 0; i < g->ninit; i++) {
        const struct rir_init *p = &g->init[i];
        fprintf(out, "%s%llu: ", i == 0 ? "" : ", ", (unsigned long long)p->offset);
        rir_print_symbol(out, p->is_func ? m->funcs.data[p->target].name
                                         : m->globals.data[p->target].name);
        if (p->addend != 0)
            fprintf(out, "%+lld", (long long)p->addend);
    }
    fputs(" }", out);
}

static void print_global(FILE *out, const struct rir_module *m, const struct rir_global *g)
{
    fputs("global ", out);
    rir_print_symbol(out, g->name);
    if (g->type != RIR_NONE)
        fprintf(out, " : $%u", g->type);
    fprintf(out, " size %llu", (unsigned long long)g->size);
    if (g->align != 0)
        fprintf(out, " align %u", g->align);
    if ((g->flags & RIR_GLOBAL_DEFINED) == 0)
        fputs(" decl", out);
    print_flags(out, g->flags, rir_global_flag_words);
    if ((g->flags & RIR_GLOBAL_SHARED) != 0) {
        fputs(" shared", out);
        if (g->why != NULL) {
            putc(' ', out);
            print_quoted(out, g->why);
        }
    }
    print_symbol_attributes(out, m, g->linkage, &g->pos, g->source, g->alias);
    if (g->ninit != 0)
        print_init(out, m, g);
    if (g->data != NULL) {
        fputs(" data ", out);
        rir_print_string(out, (const char *)g->data, g->ndata);
    }
    putc('\n', out);
}

/* ---- functions ---- */

static void print_ann(FILE *out, const struct rir_ann *a)
{
    const char *args = rir_ann_args(a->kind);
    bool second = false;
    fprintf(out, " ann %s", rir_ann_name(a->kind));
    for (const char *c = args; *c != '\0'; c++) {
        fputs(c == args ? "(" : ", ", out);
        if (*c == 'w') {
            print_quoted(out, rir_when_words[a->when]);
        } else if (*c == 's') {
            print_quoted(out, a->text == NULL ? "" : a->text);
        } else {
            fprintf(out, "%d", second ? a->b : a->a);
            second = true;
        }
    }
    if (*args != '\0')
        putc(')', out);
    if (a->model)
        fputs(" model", out);
}

void rir_print_argpos(FILE *out, struct rir_argpos pos, uint16_t *previous)
{
    bool sret = (pos.flags & RIR_ARG_SRET) != 0;
    if (sret)
        fputs("sret ", out);
    if ((pos.flags & RIR_ARG_BYVAL) != 0)
        fputs("byval ", out);
    if (pos.cpos != (sret ? 0 : (uint16_t)(*previous + 1)))
        fprintf(out, "%u: ", pos.cpos);
    if (!sret)
        *previous = pos.cpos;
}

void rir_print_results(FILE *out, const struct rir_scalar *results, uint32_t n)
{
    char buffer[16];
    if (n != 1)
        fputs(n == 0 ? "void" : "(", out);
    for (uint32_t i = 0; i < n; i++)
        fprintf(out, "%s%s", i == 0 ? "" : ", ", rir_scalar_name(results[i], buffer));
    if (n > 1)
        putc(')', out);
}

static void print_param(struct printer *p, const struct rir_param *param)
{
    char buffer[16];
    bool body = param->value != RIR_NONE && param->value < p->f->nvalues;
    if (body) {
        rir_print_label(p, param->value);
        fputs(": ", p->out);
    }
    fputs(rir_scalar_name(param->type, buffer), p->out);
    if (param->name != NULL && !(body && rir_is_c_name(param->name))) {
        putc(' ', p->out);
        print_quoted(p->out, param->name);
    }
    if (param->src != RIR_NONE)
        fprintf(p->out, " $%u", param->src);
}

static void print_head(struct printer *p)
{
    const struct rir_func *f = p->f;
    uint16_t previous = 0;
    uint32_t most = 0;
    fputs((f->flags & RIR_FUNC_DEFINED) != 0 ? "define " : "declare ", p->out);
    rir_print_symbol(p->out, f->name);
    putc('(', p->out);
    for (uint32_t i = 0; i < f->nparams; i++) {
        if (i != 0)
            fputs(", ", p->out);
        rir_print_argpos(p->out, f->params[i].pos, &previous);
        print_param(p, &f->params[i]);
        if (f->params[i].pos.cpos > most)
            most = f->params[i].pos.cpos;
    }
    putc(')', p->out);
    if (f->nresults != 0) {
        fputs(" -> ", p->out);
        rir_print_results(p->out, f->results, f->nresults);
    }
    if (f->type != RIR_NONE)
        fprintf(p->out, " : $%u", f->type);
    if (f->ncparams != most)
        fprintf(p->out, " cparams %u", f->ncparams);
    print_flags(p->out, f->flags, rir_func_flag_words);
    print_symbol_attributes(p->out, p->m, f->linkage, &f->pos, f->source, f->alias);
    for (uint32_t i = 0; i < f->nanns; i++)
        print_ann(p->out, &f->anns[i]);
}

static void print_body(struct printer *p)
{
    const struct rir_func *f = p->f;
    fputs(" {\n", p->out);
    for (uint32_t b = 0; b < f->nblocks; b++) {
        rir_print_block_name(p, b);
        fputs(":\n", p->out);
        for (uint32_t i = 0; i < f->blocks[b].count; i++) {
            fputs("  ", p->out);
            rir_print_insn(p, &f->insns[f->blocks[b].first + i]);
            putc('\n', p->out);
        }
    }
    fputs("}", p->out);
}

void rir_text_print_func(FILE *out, const struct rir_module *m, uint32_t func)
{
    struct printer p;
    rir_print_start(&p, out, m, &m->funcs.data[func]);
    print_head(&p);
    if ((p.f->flags & RIR_FUNC_DEFINED) != 0)
        print_body(&p);
    putc('\n', out);
    rir_print_end(&p);
}

void rir_text_print(FILE *out, const struct rir_module *m)
{
    fputs("target ", out);
    if (m->target != NULL) {
        print_quoted(out, m->target);
        putc(' ', out);
    }
    fprintf(out, "ptr %u\n", m->ptr_bits);
    for (uint32_t i = 0; i < m->files.len; i++) {
        fputs("file ", out);
        print_quoted(out, m->files.data[i]);
        putc('\n', out);
    }
    for (uint32_t i = 0; i < m->types.len; i++)
        print_type(out, m, i);
    for (uint32_t i = 0; i < m->globals.len; i++)
        print_global(out, m, &m->globals.data[i]);
    for (uint32_t i = 0; i < m->funcs.len; i++)
        rir_text_print_func(out, m, i);
}
