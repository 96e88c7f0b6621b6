/* Each part is looked for in the layout of an installation first, then in that of a build folder,
 * where headers and models are still in the source tree, whose place is compiled in. */
#include "check/resources.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/root.h"
#include "check/say.h"

static const char *first_there(const char *const *paths, int n)
{
    for (int i = 0; i < n; i++) {
        if (paths[i] != NULL && access(paths[i], R_OK) == 0)
            return paths[i];
    }
    return NULL;
}

void resources_find(struct resources *r, struct arena *a)
{
    const char *given = getenv("FBP_RESOURCE_DIR"), *clang = getenv("FBP_CLANG");
    const char *root = given != NULL && given[0] != '\0' ? given : root_of_program(a);
    r->clang = clang != NULL && clang[0] != '\0' ? clang : "clang-19";
    const char *plugins[] = {arena_printf(a, "%s/lib/fbp/fbp-plugin.so", root),
                             arena_printf(a, "%s/lib/fbp-plugin.so", root)};
    r->plugin = first_there(plugins, 2);
    const char *headers[] = {arena_printf(a, "%s/include/fbp/annotate.h", root),
                             root == given ? NULL : FBP_SOURCE_DIR "/annotations/fbp/annotate.h"};
    const char *header = first_there(headers, 2);
    if (header != NULL)
        r->include =
            arena_printf(a, "%.*s", (int)(strlen(header) - strlen("/fbp/annotate.h")), header);
    const char *models[] = {arena_printf(a, "%s/share/fbp/models", root),
                            root == given ? NULL : FBP_SOURCE_DIR "/annotations/models"};
    r->models = first_there(models, 2);
    const char *missing = r->plugin == NULL    ? "lib/fbp/fbp-plugin.so"
                          : r->include == NULL ? "include/fbp/annotate.h"
                          : r->models == NULL  ? "share/fbp/models"
                                               : NULL;
    if (missing != NULL)
        say("%s/%s: not found; install fbp-check again, or set FBP_RESOURCE_DIR", root, missing);
}
