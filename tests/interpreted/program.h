/* A case of the corpus as one program that the interpreter can run. */
#ifndef FBP_INTERPRETED_PROGRAM_H
#define FBP_INTERPRETED_PROGRAM_H

#include "case.h"
#include "model/model.h"
#include "rir/rir.h"

struct tools {
    const char *clang, *plugin, *include, *work;
};

/* Compiles the units of a case to RIR in the folder tools->work. NULL, or what went wrong. May be
 * called by several threads for different cases. */
const char *program_compile(const struct tools *tools, struct test_case *c);

/* Reads what was compiled, links it and applies the models; the caller frees. NULL: *why says what
 * went wrong. */
struct rir_module *program_link(const struct tools *tools, struct test_case *c,
                                const struct model_set *models, const char **why);

#endif
