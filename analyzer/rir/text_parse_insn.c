/* Instructions of the text form: `[%a[, %b] =] op ...attributes... [!site]`. What is particular to
 * an operation is in text_parse_op.c. */
#include <string.h>

#include "rir/text_parse.h"

int rir_parse_sub(struct parser *p, int (*named)(const char *), const char *what)
{
    const struct rir_token *t = rir_parse_peek(p);
    int sub = t->kind == TOK_WORD ? named(t->text) : -1;
    if (sub < 0)
        rir_parse_expected(p, what);
    rir_parse_next(p);
    return sub;
}

/* The operation: "load", "add" (short for "bin add"), "zext" (for "un zext"). */
static void parse_op_name(struct parser *p, struct rir_insn *in)
{
    const struct rir_token *t = rir_parse_peek(p);
    int op = t->kind == TOK_WORD ? rir_op_named(t->text) : -1;
    int sub = -1;
    if (op == RIR_BIN || op == RIR_UN) {
        rir_parse_next(p);
        bool bin = op == RIR_BIN;
        sub = rir_parse_sub(p, bin ? rir_bin_named : rir_un_named,
                            bin ? "an operation such as add" : "an operation such as zext");
        p->at--;
    } else if (op < 0 && t->kind == TOK_WORD) {
        sub = rir_bin_named(t->text);
        op = sub >= 0 ? RIR_BIN : RIR_UN;
        if (sub < 0)
            sub = rir_un_named(t->text);
        if (sub < 0)
            op = -1;
    }
    if (op < 0)
        rir_parse_expected(p, "an instruction");
    rir_parse_next(p);
    in->op = (uint8_t)op;
    in->sub = sub < 0 ? 0 : (uint8_t)sub;
}

static const char *func_file(const struct parser *p)
{
    const char *file = p->m->funcs.data[p->func].pos.file;
    if (file != NULL || p->m->files.len == 0)
        return file;
    return p->m->files.data[0];
}

static void parse_site(struct parser *p, struct rir_insn *in)
{
    uint8_t kind = rir_default_site_kind(in->op);
    const struct rir_token *t = rir_parse_peek(p);
    if (t->kind == TOK_WORD) {
        int named = rir_word_index(rir_site_kind_words, t->text);
        if (named < 0)
            rir_parse_expected(p, "a site such as !3:5 or !\"file.c\":3:5");
        kind = (uint8_t)named;
        rir_parse_next(p);
    }
    struct rir_pos pos = rir_parse_pos(p, func_file(p));
    in->site = rir_build_site(p->b, (enum rir_site_kind)kind, pos);
}

static void parse_attributes(struct parser *p, struct rir_insn *in)
{
    for (rir_parse_accept(p, ',');; rir_parse_accept(p, ',')) {
        const struct rir_token *t = rir_parse_peek(p);
        bool word = t->kind == TOK_WORD && !t->first;
        uint32_t flag = word ? rir_word_bit(rir_insn_flag_words, t->text) : 0;
        if (flag != 0) {
            rir_parse_next(p);
            in->flags |= (uint16_t)flag;
        } else if (rir_parse_accept(p, '!')) {
            parse_site(p, in);
        } else if (t->kind == TOK_TYPE) {
            *(in->op == RIR_ELEM ? &in->ref : &in->src) = rir_parse_type_ref(p);
        } else if (word && rir_parse_accept_word(p, "src")) {
            in->src = rir_parse_type_ref(p);
        } else if (word && rir_parse_accept_word(p, "imm")) {
            in->imm = (int64_t)rir_parse_number(p);
        } else if (word && rir_parse_accept_word(p, "text")) {
            in->text = rir_parse_string(p);
        } else {
            return;
        }
    }
}

/* Names and types in "%a "name" $1, %b =": returns the number of values, the first in *first. */
static uint32_t parse_definition(struct parser *p, uint32_t *first)
{
    uint32_t n = 0;
    char buffer[128];
    *first = RIR_NONE;
    if (!rir_parse_is_definition(p))
        return 0;
    do {
        const char *label = rir_parse_next(p)->text, *name;
        uint32_t value = RIR_NONE, src = RIR_NONE;
        if (!map_get(&p->values, RIR_KEY(label), &value))
            rir_parse_expected(p, "an instruction");
        name = rir_label_variable(label, buffer, sizeof buffer);
        while (rir_parse_peek(p)->kind == TOK_STRING || rir_parse_peek(p)->kind == TOK_TYPE) {
            if (rir_parse_peek(p)->kind == TOK_TYPE)
                src = rir_parse_type_ref(p);
            else
                name = rir_parse_string(p);
        }
        rir_build_name(p->b, value, name == NULL || *name == '\0' ? NULL : name, src);
        if (n++ == 0)
            *first = value;
    } while (rir_parse_accept(p, ','));
    rir_parse_expect(p, '=');
    return n;
}

void rir_parse_insn(struct parser *p)
{
    const struct rir_token *start = rir_parse_peek(p);
    struct rir_insn in = {.ref = RIR_NONE, .field = RIR_NONE, .site = RIR_NONE, .src = RIR_NONE};
    uint32_t first, n = parse_definition(p, &first);
    p->args.len = p->results.len = p->blocks.len = p->cases.len = p->pos.len = 0;
    parse_op_name(p, &in);
    rir_parse_op(p, &in);
    parse_attributes(p, &in);
    if (n != 0 && n != p->results.len)
        rir_parse_fail(p, start, "expected %u values before '=', found %u", p->results.len, n);
    in.nargs = p->args.len;
    in.args = p->args.data;
    in.nblocks = p->blocks.len;
    in.blocks = p->blocks.data;
    in.nresults = p->results.len;
    if (n != 0)
        rir_build_bind(p->b, first);
    rir_build_insn(p->b, &in, p->results.data);
}
