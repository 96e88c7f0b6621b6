/* Debug information, as far as columns need it: which unit has some code, and what its entries say.
 */
#ifndef FBP_VERIFY_DWARF_H
#define FBP_VERIFY_DWARF_H

#include "module.h"

/* What an entry says that is asked for here. */
struct entry {
    uint64_t tag; /* 0: the end of a list of children */
    bool children, has_low, has_high, high_is_size, has_ranges, ranges_by_index;
    uint64_t low, high, ranges;
    uint64_t line_table, addresses, range_lists; /* of a unit */
    uint64_t call_line, call_column;             /* of what was inlined */
};

struct unit {
    struct bytes all, entries; /* .debug_info from the unit on; what is behind the first entry */
    struct bytes address_table, ranges;
    struct bytes abbreviations;
    unsigned version;
    struct entry root;
};

/* The unit that has code at `pc`, an address in the file. */
bool dwarf_unit(const struct module *module, uint64_t pc, struct unit *unit);
/* The next entry of a unit; false at its end. */
bool dwarf_entry(struct unit *unit, struct entry *entry);
/* Is `pc` in the code of the entry? */
bool dwarf_has(const struct unit *unit, const struct entry *entry, uint64_t pc);

#endif
