/* $FBP_RESOURCE_DIR is the root of an installation, if it is set; else it is the tree that the
 * running program lies in: installed (lib/fbp), or a build folder (lib). fbp-check is beside the
 * program. */
#include "cc/find.h"

#include <stdlib.h>
#include <unistd.h>

#include "base/root.h"

static const char *if_there(const char *path)
{
    return access(path, R_OK) == 0 ? path : NULL;
}

void parts_find(struct parts *p, struct arena *a)
{
    const char *given = getenv("FBP_RESOURCE_DIR"), *clang = getenv("FBP_CLANG");
    const char *own = root_of_program(a);
    p->root = given != NULL && given[0] != '\0' ? given : own;
    p->clang = clang != NULL && clang[0] != '\0' ? clang : "clang-19";
    p->plugin = if_there(arena_printf(a, "%s/lib/fbp/fbp-plugin.so", p->root));
    if (p->plugin == NULL)
        p->plugin = if_there(arena_printf(a, "%s/lib/fbp-plugin.so", p->root));
    p->check = if_there(arena_printf(a, "%s/bin/fbp-check", own));
}
