/* Memory that a call maps (mmap): is it a new object? A file, or another process's memory, that is
 * mapped shared is what every mapping of it shows. */
#ifndef FBP_SOLVE_MAPPING_H
#define FBP_SOLVE_MAPPING_H

#include "rir/rir.h"

enum mapping {
    MAPPING_ZEROED, /* anonymous: new, and nothing in it */
    MAPPING_COPY,   /* private: new, and what the file holds is in it */
    MAPPING_SHOWN   /* shared, or not known: others may show the same bytes */
};

/* Of a call in `f` of a function with FBP_MODEL_MAPS(n). */
enum mapping mapping_of(const struct rir_func *f, const struct rir_insn *call, uint32_t n);

#endif
