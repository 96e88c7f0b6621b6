/* Columns: of the innermost place from the line table, of those that it was inlined into from the
 * entries of the inlined calls (R51). */
#include "columns.h"

#include "dwarf.h"
#include "dwarf_names.h"

/* ---- the line table ---- */

struct row {
    uint64_t address;
    uint32_t line, column;
};

struct rows {
    uint64_t pc;
    uint32_t wanted;                  /* the line that the row should have */
    struct row now, last;             /* the row in the making, and the one before it */
    uint32_t column, column_at_start; /* of the rows that begin at last.address */
    bool any, found;
};

/* A row is complete. Several may begin at one address, of which the last one of the line that is
 * wanted counts. */
static void row(struct rows *r, bool ends)
{
    if (r->any && r->last.address <= r->pc && r->pc < r->now.address) {
        r->found = r->column_at_start != 0;
        r->column = r->column_at_start;
    }
    if (!r->any || r->now.address != r->last.address)
        r->column_at_start = 0;
    if (r->now.line == r->wanted)
        r->column_at_start = r->now.column;
    r->last = r->now;
    r->any = !ends;
}

struct program {
    unsigned version, min_length, line_range, opcode_base;
    int line_base;
    unsigned char lengths[256];
};

static void extended(struct bytes *b, struct rows *r)
{
    uint64_t length = bytes_uleb(b);
    struct bytes one = *b;
    bytes_skip(b, length);
    if (b->bad)
        return;
    one.end = b->at;
    switch (bytes_number(&one, 1)) {
    case DW_LNE_end_sequence:
        row(r, true);
        r->now = (struct row){.line = 1};
        break;
    case DW_LNE_set_address:
        r->now.address = bytes_number(&one, 8);
        break;
    }
}

static void standard(struct bytes *b, struct rows *r, const struct program *p, unsigned op)
{
    switch (op) {
    case DW_LNS_copy:
        row(r, false);
        break;
    case DW_LNS_advance_pc:
        r->now.address += bytes_uleb(b) * p->min_length;
        break;
    case DW_LNS_advance_line:
        r->now.line += (uint32_t)bytes_sleb(b);
        break;
    case DW_LNS_set_column:
        r->now.column = (uint32_t)bytes_uleb(b);
        break;
    case DW_LNS_const_add_pc:
        r->now.address += (255 - p->opcode_base) / p->line_range * p->min_length;
        break;
    case DW_LNS_fixed_advance_pc:
        r->now.address += bytes_number(b, 2);
        break;
    default:
        for (unsigned i = 0; i < p->lengths[op]; i++)
            bytes_uleb(b);
    }
}

/* The header; `b` goes on behind it, to the end of the unit's rows. */
static bool begin_rows(struct bytes *b, struct program *p)
{
    uint64_t length = bytes_number(b, 4), header;
    struct bytes rest = *b;
    bytes_skip(&rest, length);
    if (rest.bad || length >= 0xfffffff0)
        return false;
    b->end = rest.at;
    p->version = (unsigned)bytes_number(b, 2);
    if (p->version < 2 || p->version > 5)
        return false;
    if (p->version == 5)
        bytes_skip(b, 2);
    header = bytes_number(b, 4);
    struct bytes rows = *b;
    bytes_skip(&rows, header);
    p->min_length = (unsigned)bytes_number(b, 1);
    if (p->version >= 4)
        bytes_skip(b, 1);
    bytes_skip(b, 1);
    p->line_base = (signed char)bytes_number(b, 1);
    p->line_range = (unsigned)bytes_number(b, 1);
    p->opcode_base = (unsigned)bytes_number(b, 1);
    for (unsigned i = 1; i < p->opcode_base; i++)
        p->lengths[i] = (unsigned char)bytes_number(b, 1);
    bool good = !b->bad && !rows.bad && p->line_range != 0 && p->opcode_base != 0;
    *b = rows;
    return good;
}

static uint32_t innermost(const struct module *m, const struct unit *u, uint64_t pc, uint32_t line)
{
    struct bytes b = bytes_from(module_section(m, ".debug_line"), u->root.line_table);
    struct program p = {0};
    struct rows r = {.pc = pc, .wanted = line, .now = {.line = 1}};
    if (b.bad || !begin_rows(&b, &p))
        return 0;
    while (!b.bad && b.at != b.end && !r.found) {
        unsigned op = (unsigned)bytes_number(&b, 1);
        if (op >= p.opcode_base) {
            op -= p.opcode_base;
            r.now.address += op / p.line_range * p.min_length;
            r.now.line += (uint32_t)(p.line_base + (int)(op % p.line_range));
            row(&r, false);
        } else if (op == 0) {
            extended(&b, &r);
        } else {
            standard(&b, &r, &p, op);
        }
    }
    return r.found ? r.column : 0;
}

/* ---- inlined calls ---- */

enum { DEEPEST = 64 };

struct calls {
    struct {
        uint64_t line, column;
    } at[DEEPEST];
    size_t n; /* the outermost first */
};

static void find_calls(struct unit *u, uint64_t pc, struct calls *c)
{
    struct entry e;
    unsigned depth = 1, function = 0; /* depth of the function that has the code; 0: not yet */
    if (!u->root.children)
        return;
    while (depth > 0 && dwarf_entry(u, &e)) {
        if (e.tag == 0) {
            if (--depth == function && function != 0)
                return;
            continue;
        }
        bool has = (e.tag == DW_TAG_subprogram || e.tag == DW_TAG_inlined_subroutine) &&
                   dwarf_has(u, &e, pc);
        if (has && e.tag == DW_TAG_subprogram)
            function = depth;
        if (has && e.tag == DW_TAG_inlined_subroutine && c->n < DEEPEST) {
            c->at[c->n].line = e.call_line;
            c->at[c->n++].column = e.call_column;
        }
        if (e.children)
            depth++;
        else if (has && function == depth)
            return;
    }
}

void columns_find(struct place *places, size_t n, uintptr_t pc)
{
    struct module m;
    struct unit u;
    struct calls c = {.n = 0};
    if (n == 0 || !symbols_module(pc, &m) || !dwarf_unit(&m, pc - m.base, &u))
        return;
    places[0].column = (int)innermost(&m, &u, pc - m.base, (uint32_t)places[0].line);
    find_calls(&u, pc - m.base, &c);
    for (size_t i = 1; i < n && i <= c.n; i++)
        if (c.at[c.n - i].line == (uint64_t)places[i].line)
            places[i].column = (int)c.at[c.n - i].column;
}
