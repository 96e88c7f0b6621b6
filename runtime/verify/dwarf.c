/* Entries of .debug_info, versions 4 and 5 with offsets of 32 bits: what clang and gcc write. What
 * is of another form has no columns (R51).
 *
 * R51 (columns). A column is told only where the line that we find is the one that libbacktrace
 *    told; without one a place has its line alone. */
#include "dwarf.h"

#include "dwarf_names.h"

/* Where the abbreviations of the last unit are that was looked at: clang numbers them from 1 on. */
enum { ABBREVIATIONS = 4096 };
static struct {
    const unsigned char *table;
    uint32_t n, at[ABBREVIATIONS];
} known;

static void skip_attributes(struct bytes *b)
{
    uint64_t name, form;
    do {
        name = bytes_uleb(b);
        form = bytes_uleb(b);
        if (form == DW_FORM_implicit_const)
            bytes_sleb(b);
    } while ((name != 0 || form != 0) && !b->bad);
}

/* The declaration of an abbreviation, behind its number. */
static struct bytes abbreviation(const struct unit *u, uint64_t code)
{
    struct bytes b = u->abbreviations;
    if (known.table != b.at) {
        known.table = b.at;
        known.n = 0;
    }
    if (code - 1 < known.n) {
        bytes_skip(&b, known.at[code - 1]);
        return b;
    }
    if (known.n > 0) {
        bytes_skip(&b, known.at[known.n - 1]);
        bytes_uleb(&b);
        bytes_skip(&b, 1);
        skip_attributes(&b);
    }
    for (uint64_t one = bytes_uleb(&b); one != 0 && !b.bad; one = bytes_uleb(&b)) {
        if (one == known.n + 1 && known.n < ABBREVIATIONS)
            known.at[known.n++] = (uint32_t)(b.at - u->abbreviations.at);
        if (one == code)
            return b;
        bytes_uleb(&b);
        bytes_skip(&b, 1);
        skip_attributes(&b);
    }
    return (struct bytes){.bad = true};
}

static uint64_t address_at(const struct unit *u, uint64_t index)
{
    struct bytes b = bytes_from(u->address_table, u->root.addresses + index * 8);
    return bytes_number(&b, 8);
}

/* The value of a form; what has none that is asked for is skipped. */
static uint64_t value(struct unit *u, struct bytes *b, uint64_t form, int64_t constant)
{
    switch (form) {
    case DW_FORM_flag_present:
        return 1;
    case DW_FORM_implicit_const:
        return (uint64_t)constant;
    case DW_FORM_data1:
    case DW_FORM_ref1:
    case DW_FORM_flag:
    case DW_FORM_strx1:
    case DW_FORM_addrx1:
        return bytes_number(b, 1);
    case DW_FORM_data2:
    case DW_FORM_ref2:
    case DW_FORM_strx2:
    case DW_FORM_addrx2:
        return bytes_number(b, 2);
    case DW_FORM_strx3:
    case DW_FORM_addrx3:
        return bytes_number(b, 3);
    case DW_FORM_data4:
    case DW_FORM_ref4:
    case DW_FORM_strx4:
    case DW_FORM_addrx4:
    case DW_FORM_strp:
    case DW_FORM_line_strp:
    case DW_FORM_strp_sup:
    case DW_FORM_sec_offset:
    case DW_FORM_ref_addr:
    case DW_FORM_ref_sup4:
        return bytes_number(b, 4);
    case DW_FORM_addr:
    case DW_FORM_data8:
    case DW_FORM_ref8:
    case DW_FORM_ref_sig8:
    case DW_FORM_ref_sup8:
        return bytes_number(b, 8);
    case DW_FORM_sdata:
        return (uint64_t)bytes_sleb(b);
    case DW_FORM_udata:
    case DW_FORM_ref_udata:
    case DW_FORM_strx:
    case DW_FORM_addrx:
    case DW_FORM_loclistx:
    case DW_FORM_rnglistx:
        return bytes_uleb(b);
    case DW_FORM_string:
        bytes_string(b);
        return 0;
    case DW_FORM_data16:
        bytes_skip(b, 16);
        return 0;
    case DW_FORM_block1:
        bytes_skip(b, bytes_number(b, 1));
        return 0;
    case DW_FORM_block2:
        bytes_skip(b, bytes_number(b, 2));
        return 0;
    case DW_FORM_block4:
        bytes_skip(b, bytes_number(b, 4));
        return 0;
    case DW_FORM_block:
    case DW_FORM_exprloc:
        bytes_skip(b, bytes_uleb(b));
        return 0;
    default: /* not known, so nothing behind it can be read */
        u->entries.bad = b->bad = true;
        return 0;
    }
}

static bool is_index(uint64_t form)
{
    return form == DW_FORM_addrx || (form >= DW_FORM_addrx1 && form <= DW_FORM_addrx4);
}

static void keep(struct entry *e, uint64_t name, uint64_t form, uint64_t v)
{
    switch (name) {
    case DW_AT_low_pc:
        e->has_low = true;
        e->low = v;
        break;
    case DW_AT_high_pc:
        e->has_high = true;
        e->high_is_size = form != DW_FORM_addr && !is_index(form);
        e->high = v;
        break;
    case DW_AT_ranges:
        e->has_ranges = true;
        e->ranges_by_index = form == DW_FORM_rnglistx;
        e->ranges = v;
        break;
    case DW_AT_stmt_list:
        e->line_table = v;
        break;
    case DW_AT_addr_base:
        e->addresses = v;
        break;
    case DW_AT_rnglists_base:
        e->range_lists = v;
        break;
    case DW_AT_call_line:
        e->call_line = v;
        break;
    case DW_AT_call_column:
        e->call_column = v;
        break;
    }
}

bool dwarf_entry(struct unit *u, struct entry *e)
{
    struct bytes *b = &u->entries;
    *e = (struct entry){0};
    uint64_t low_index = 0, code;
    bool indexed = false;
    if (b->bad || b->at == b->end)
        return false;
    code = bytes_uleb(b);
    if (code == 0)
        return !b->bad;
    struct bytes a = abbreviation(u, code);
    e->tag = bytes_uleb(&a);
    e->children = bytes_number(&a, 1) != 0;
    for (;;) {
        uint64_t name = bytes_uleb(&a), form = bytes_uleb(&a);
        int64_t constant = form == DW_FORM_implicit_const ? bytes_sleb(&a) : 0;
        if (name == 0 && form == 0)
            break;
        if (form == DW_FORM_indirect)
            form = bytes_uleb(b);
        uint64_t v = value(u, b, form, constant);
        if (name == DW_AT_low_pc && is_index(form)) {
            indexed = true;
            low_index = v;
        } else if (is_index(form)) {
            v = address_at(u, v);
        }
        keep(e, name, form, v);
        if (a.bad || b->bad)
            return false;
    }
    if (e->tag == DW_TAG_compile_unit || e->tag == DW_TAG_skeleton_unit)
        u->root = *e; /* its address may be in the table of which it says where it is */
    if (indexed)
        e->low = address_at(u, low_index);
    return e->tag != 0;
}

/* ---- ranges ---- */

static bool in_list_4(const struct unit *u, const struct entry *e, uint64_t pc)
{
    struct bytes b = bytes_from(u->ranges, e->ranges);
    uint64_t base = u->root.low;
    while (!b.bad && b.at != b.end) {
        uint64_t low = bytes_number(&b, 8), high = bytes_number(&b, 8);
        if (low == 0 && high == 0)
            return false;
        if (low == UINT64_MAX)
            base = high;
        else if (pc >= base + low && pc < base + high)
            return !b.bad;
    }
    return false;
}

static bool in_list_5(const struct unit *u, const struct entry *e, uint64_t pc)
{
    uint64_t at = e->ranges, base = u->root.low, low, high;
    if (e->ranges_by_index) {
        struct bytes t = bytes_from(u->ranges, u->root.range_lists + at * 4);
        at = u->root.range_lists + bytes_number(&t, 4);
    }
    struct bytes b = bytes_from(u->ranges, at);
    while (!b.bad && b.at != b.end) {
        switch (bytes_number(&b, 1)) {
        case DW_RLE_base_addressx:
            base = address_at(u, bytes_uleb(&b));
            continue;
        case DW_RLE_base_address:
            base = bytes_number(&b, 8);
            continue;
        case DW_RLE_startx_endx:
            low = address_at(u, bytes_uleb(&b));
            high = address_at(u, bytes_uleb(&b));
            break;
        case DW_RLE_startx_length:
            low = address_at(u, bytes_uleb(&b));
            high = low + bytes_uleb(&b);
            break;
        case DW_RLE_offset_pair:
            low = base + bytes_uleb(&b);
            high = base + bytes_uleb(&b);
            break;
        case DW_RLE_start_end:
            low = bytes_number(&b, 8);
            high = bytes_number(&b, 8);
            break;
        case DW_RLE_start_length:
            low = bytes_number(&b, 8);
            high = low + bytes_uleb(&b);
            break;
        default:
            return false;
        }
        if (pc >= low && pc < high)
            return !b.bad;
    }
    return false;
}

bool dwarf_has(const struct unit *u, const struct entry *e, uint64_t pc)
{
    if (e->has_ranges)
        return u->version >= 5 ? in_list_5(u, e, pc) : in_list_4(u, e, pc);
    return e->has_low && e->has_high && pc >= e->low &&
           (e->high_is_size ? pc - e->low < e->high : pc < e->high);
}

/* ---- units ---- */

/* The unit at the beginning of `b`, which goes on behind it. */
static bool open_unit(const struct module *m, struct bytes *b, struct unit *u)
{
    struct bytes abbreviations = module_section(m, ".debug_abbrev"), one = *b;
    uint64_t length = bytes_number(b, 4), offset;
    *u = (struct unit){.all = one};
    if (length >= 0xfffffff0) /* offsets of 64 bits */
        b->at = b->end;
    one = *b;
    bytes_skip(b, length);
    if (b->bad || length == 0)
        return false;
    one.end = b->at;
    u->version = (unsigned)bytes_number(&one, 2);
    if (u->version < 4 || u->version > 5)
        return false;
    unsigned type = u->version == 5 ? (unsigned)bytes_number(&one, 1) : DW_UT_compile;
    if (u->version == 5)
        bytes_skip(&one, 1);
    offset = bytes_number(&one, 4);
    if (u->version == 4)
        bytes_skip(&one, 1);
    if (type == DW_UT_skeleton)
        bytes_skip(&one, 8);
    else if (type != DW_UT_compile)
        return false;
    u->abbreviations = bytes_from(abbreviations, offset);
    u->address_table = module_section(m, ".debug_addr");
    u->ranges = module_section(m, u->version == 5 ? ".debug_rnglists" : ".debug_ranges");
    u->entries = one;
    struct entry root;
    if (one.bad || !dwarf_entry(u, &root))
        return false;
    u->root = root;
    return true;
}

bool dwarf_unit(const struct module *m, uint64_t pc, struct unit *u)
{
    struct bytes b = module_section(m, ".debug_info");
    while (!b.bad && b.at != b.end)
        if (open_unit(m, &b, u) && dwarf_has(u, &u->root, pc))
            return true;
    return false;
}
