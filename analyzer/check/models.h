/* Models: those that come with us and the user's own, applied to the program. */
#ifndef FBP_CHECK_MODELS_H
#define FBP_CHECK_MODELS_H

#include "check/options.h"
#include "check/resources.h"
#include "model/model.h"
#include "rir/rir.h"

struct model_use {
    const char *function, *path;
};

struct models_used {
    struct arena arena;
    VEC(struct model_use) v;
};

/* Reads them, once for all programs. *good is cleared if one could not be read, or had a mistake:
 * said. */
struct model_set *models_read(const struct options *o, const struct resources *r, bool *good);

/* Writes the user's own for the plugin of fbp-cc. Returns the exit status: STATUS_INCOMPLETE if one
 * could not be read, or had a mistake, STATUS_USAGE if the file cannot be written. */
int models_write(const struct options *o, const struct resources *r);

void models_apply(const struct model_set *set, struct rir_module *program,
                  struct models_used *used);
void models_used_free(struct models_used *used);

/* Adds one entry per model file to what the result believes. */
void models_list(const struct models_used *used, struct result *r);

#endif
