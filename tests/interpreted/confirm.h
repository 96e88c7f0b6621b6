/* What runs of a case do, against what it expects. */
#ifndef FBP_INTERPRETED_CONFIRM_H
#define FBP_INTERPRETED_CONFIRM_H

#include "case.h"
#include "rir/rir.h"

struct confirmed {
    uint32_t runs, useful; /* useful: neither memory-unsafe nor not to be run */
    uint32_t events, excused;
    const char *cannot; /* why no run was useful; NULL: some were */
    const char *wrong;  /* an event that nobody expects, in words; NULL: there is none */
    bool *seen;         /* by expectation of the case: some run had that event */
    bool *ran;          /* ... some run made an access in that line */
};

/* All in the arena of the case. */
struct confirmed confirm_case(const struct rir_module *m, struct test_case *c, uint32_t runs);

#endif
