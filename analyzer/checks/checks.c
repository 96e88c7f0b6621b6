/* The two steps. What the first one learns of the source is kept for the second, which sees
 * optimized code without types: the functions that are believed, by their debug records, and the
 * variables that everybody may write.
 *
 * The first step looks at the module as the front end made it; then of debug information only lines
 * remain, if that is all that was wanted (edit_keep_lines makes new records, so functions are
 * entered afterwards). */
#include "checks/checks.h"

#include <string.h>

#include "base/arena.h"
#include "base/mistake.h"
#include "base/vec.h"
#include "checks/access.h"
#include "checks/edit.h"
#include "checks/events.h"
#include "checks/structs.h"
#include "checks/variables.h"
#include "model/model.h"
#include "object/sites.h"

static struct {
    LLVMModuleRef module; /* the one that was begun */
    bool switched;
    bool any_handles; /* of tasks: others than numbers of eight bytes */
    struct map believed, shared, structs;
} kept;

bool checks_known_target(LLVMModuleRef module)
{
    const char *triple = LLVMGetTarget(module);
    return strncmp(triple, "x86_64", 6) == 0 && strstr(triple, "linux") != NULL &&
           strstr(triple, "gnux32") == NULL;
}

static void silent(void *ctx, const char *file, uint32_t line, uint32_t col, const char *message)
{
    (void)ctx, (void)file, (void)line, (void)col, (void)message;
}

static void keep(struct events *e)
{
    LLVMModuleRef module = e->runtime->module;
    map_free(&kept.believed);
    map_free(&kept.shared);
    kept.module = module;
    for (LLVMValueRef g = LLVMGetFirstGlobal(module); g != NULL; g = LLVMGetNextGlobal(g))
        if (variable_is_shared(e->outline, g))
            map_put(&kept.shared, (uint64_t)(uintptr_t)g, 1);
}

/* Where there are no debug records, the functions themselves; then they stay whole. */
static void keep_believed(struct events *e)
{
    for (LLVMValueRef f = LLVMGetFirstFunction(e->runtime->module); f; f = LLVMGetNextFunction(f)) {
        LLVMMetadataRef record = edit_record(f);
        if (LLVMIsDeclaration(f) || !events_is_believed(e, f))
            continue;
        map_put(&kept.believed,
                record != NULL ? (uint64_t)(uintptr_t)record : (uint64_t)(uintptr_t)f, 1);
        if (record == NULL)
            edit_keep_whole(f);
    }
}

/* A5: a load that may be executed early, because it does no harm, would be checked early, too, and
 * perhaps where another task still has the object. What keeps LLVM from that is the attribute of
 * functions for ThreadSanitizer; nothing else depends on it as long as its pass does not run. Not
 * all optimizations ask for it: local variables that are lent are hidden from them (events.c). */
static void keep_in_place(struct runtime *r, bool on)
{
    static const char name[] = "sanitize_thread";
    unsigned kind = LLVMGetEnumAttributeKindForName(name, sizeof name - 1);
    LLVMAttributeIndex at = (LLVMAttributeIndex)LLVMAttributeFunctionIndex;
    for (LLVMValueRef f = LLVMGetFirstFunction(r->module); f != NULL; f = LLVMGetNextFunction(f)) {
        if (!events_has_body(f))
            continue;
        if (on && !MISTAKE("A5-early"))
            LLVMAddAttributeAtIndex(f, at, LLVMCreateEnumAttribute(r->context, kind, 0));
        else
            LLVMRemoveEnumAttributeAtIndex(f, at, kind);
    }
}

/* In an outline of its own: in that of the events a type is known only if they ask for it, and what
 * only looks like a channel is none. */
static void keep_structs(LLVMModuleRef module, const struct model_set *set)
{
    struct outline *o = outline_new(module);
    outline_read_structs(o);
    model_set_apply(set, outline_module(o), NULL, NULL);
    map_free(&kept.structs);
    structs_find(outline_module(o), &kept.structs);
    kept.any_handles = structs_any_handles(outline_module(o));
    outline_free(o);
}

bool checks_begin(LLVMModuleRef module, const char *models, const char *own, bool lines_only,
                  bool switched)
{
    struct model_set *set = model_set_new(), *users = model_set_new();
    bool read = model_set_add_library(set, models, NULL, 0, silent, NULL);
    if (own != NULL)
        read = read && model_set_load(set, own, silent, NULL) &&
               model_set_load(users, own, silent, NULL);
    if (!read) {
        model_set_free(users);
        model_set_free(set);
        return false;
    }
    struct runtime r;
    runtime_open(&r, module);
    keep_structs(module, set);
    struct outline *o = outline_new(module);
    model_set_apply(set, outline_module(o), NULL, NULL);
    struct packet_types types = {.runtime = &r, .outline = o};
    struct events e = {
        .runtime = &r, .outline = o, .types = &types, .target = LLVMGetModuleDataLayout(module)};
    e.own = own == NULL ? NULL : users;
    e.switched = switched;
    keep(&e);
    kept.switched = switched;
    variables_list(&r, o, e.target, switched);
    events_insert(&e);
    if (lines_only)
        edit_keep_lines(module);
    keep_believed(&e);
    keep_in_place(&r, true);
    packet_types_free(&types);
    outline_free(o);
    model_set_free(users);
    model_set_free(set);
    return true;
}

/* An entry for the unit; where the section is missing, it was taken out. */
static void count(LLVMModuleRef module, const struct accesses *a)
{
    struct arena scratch = {0};
    const char *text =
        arena_printf(&scratch,
                     ".pushsection " CHECKS_SECTION ",\"\",@progbits\n"
                     ".quad 0,%d,%llu\n.popsection\n",
                     CHECKS_COUNT, (unsigned long long)a->moved << CHECKS_MOVED_SHIFT | a->known);
    LLVMAppendModuleInlineAsm(module, text, strlen(text));
    arena_free(&scratch);
}

bool checks_end(LLVMModuleRef module)
{
    struct runtime r;
    VEC(LLVMValueRef) functions = {0};
    if (kept.module != module)
        return false;
    kept.module = NULL;
    runtime_open(&r, module);
    keep_in_place(&r, false);
    struct accesses a = {.runtime = &r,
                         .target = LLVMGetModuleDataLayout(module),
                         .switched = kept.switched,
                         .believed = &kept.believed,
                         .shared = &kept.shared,
                         .structs = &kept.structs,
                         .any_handles = kept.any_handles};
    for (LLVMValueRef f = LLVMGetFirstFunction(module); f != NULL; f = LLVMGetNextFunction(f))
        if (events_has_body(f))
            vec_push(&functions, f);
    for (uint32_t i = 0; i < functions.len; i++)
        accesses_check(&a, functions.data[i]);
    vec_free(&functions);
    if (kept.switched)
        count(module, &a);
    return true;
}
