/* What C calls a value or an object that an address denotes, as well as the RIR still tells: "m",
 * "m->next", "slots[...]". NULL: it has no name. Texts last as long as the arena. */
#ifndef FBP_SOLVE_C_NAMES_H
#define FBP_SOLVE_C_NAMES_H

#include "rir/rir.h"

const char *c_name_of_value(const struct rir_module *m, const struct rir_func *f, uint32_t value,
                            struct arena *a);
/* What lies at the address: "*m", "m->next". */
const char *c_name_of_place(const struct rir_module *m, const struct rir_func *f, uint32_t address,
                            struct arena *a);

#endif
