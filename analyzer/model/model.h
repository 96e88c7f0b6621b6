/* Models: annotated C headers, parsed with libclang, and what they say of functions, types,
 * variables and members (DESIGN.md section 3). Also finds annotation mistakes in any source given.
 */
#ifndef FBP_MODEL_MODEL_H
#define FBP_MODEL_MODEL_H

#include <stdio.h>

#include "rir/rir.h"

struct model_set; /* opaque: everything that models said */

/* One line for the user: position, what is wrong, what to do. */
typedef void model_diag(void *ctx, const char *file, uint32_t line, uint32_t col,
                        const char *message);

/* Parses header files (all in one translation unit each) with `args` (e.g. -I). Diagnoses
 * annotation mistakes through `diag`. False if a file could not be read or parsed, or had a
 * mistake; what was understood is kept. */
struct model_set *model_set_new(void);
void model_set_free(struct model_set *s);
bool model_set_add(struct model_set *s, const char *path, const char *const *args, int nargs,
                   model_diag *diag, void *ctx);

/* Attaches what the models say to a linked program: annotations of functions without a body (or
 * with one, if the model names it FBP_TRUSTED; else checked like the source's own),
 * channel/immutable tags on types by tag or typedef name, FBP_SHARED on variables and members.
 * `used(name)` is called for each model that was applied to something the program refers to (for
 * --list-trusted). */
typedef void model_used(void *ctx, const char *name, const char *path);
void model_set_apply(const struct model_set *s, struct rir_module *program, model_used *used,
                     void *ctx);

/* Adds the models that come with us, in folder `dir`: `library.models`, made at build time, if it
 * is there, else all.h, parsed. */
bool model_set_add_library(struct model_set *s, const char *dir, const char *const *args, int nargs,
                           model_diag *diag, void *ctx);

/* Does it say anything of the function? */
bool model_set_describes(const struct model_set *s, const char *function);

/* Number of functions described. */
uint32_t model_set_functions(const struct model_set *s);

/* Parses a user's own unit for its annotations alone and reports each mistake through `diag`. True
 * if there was none. What does not compile is not reported here: the compiler says it better; the
 * annotations that were understood are checked all the same. */
bool model_check_source(const char *path, const char *const *args, int nargs, model_diag *diag,
                        void *ctx);

/* A set as text, one line a fact, and back: what `fbp-model-compile` writes at build time so that a
 * run need not parse the system's headers. Save returns false if the stream fails. Load adds to
 * `s`; false, and one line through `diag`, if the text is not what save writes. */
bool model_set_save(const struct model_set *s, FILE *out);
bool model_set_load(struct model_set *s, const char *path, model_diag *diag, void *ctx);

#endif
