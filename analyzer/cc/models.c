/* Models of the user's, for the plugin (--fbp-model).
 *
 * A header is read with libclang, which cannot be loaded into clang. So fbp-check reads it, and
 * writes what it says into a file without a name, which clang and its children inherit; the plugin
 * reads it there. Nothing has to be cleaned up, whoever ends first. A model with a mistake makes no
 * object: what it does not say would be a check that is missing, or a false report. */
#define _GNU_SOURCE
#include "cc/models.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>

#include "cc/run.h"
#include "cc/say.h"

void models_for_plugin(const struct options *o, const struct parts *p, struct arena *a)
{
    if (o->models.len == 0)
        return;
    int fd = memfd_create("fbp-models", 0);
    if (fd < 0 || p->check == NULL) {
        say("--fbp-model: cannot be read: %s", fd < 0 ? strerror(errno) : "there is no fbp-check");
        exit(1);
    }
    const char *file = arena_printf(a, "/dev/fd/%d", fd);
    struct {
        VEC(const char *) v;
    } argv = {0};
    vec_push(&argv.v, p->check);
    vec_push(&argv.v, (const char *)arena_printf(a, "--write-models=%s", file));
    for (uint32_t i = 0; i < o->models.len; i++)
        vec_push(&argv.v, (const char *)arena_printf(a, "--model=%s", o->models.data[i]));
    vec_push(&argv.v, NULL);
    int status = run_child((char *const *)argv.v.data, OUTPUT_OURS);
    vec_free(&argv.v);
    if (status == -1 || !WIFEXITED(status) || WEXITSTATUS(status) != 0) {
        say("--fbp-model: not understood, so nothing is compiled");
        exit(1);
    }
    setenv("FBP_PLUGIN_OWN_MODELS", file, 1);
}
