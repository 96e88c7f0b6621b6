/* Variables: flags, source types, initialisers, aliases; constructors; annotations.
 *
 * An initialiser is read once for the addresses in it, and for its bytes when those are asked for.
 * The bytes are in target order (the targets we support are little-endian). The address of a label
 * is its number in its function, see constants.c; it is not an address to RIR. */
#include <stdlib.h>
#include <string.h>

#include "lower/internal.h"

static bool is_named(LLVMValueRef v, const char *name)
{
    size_t len;
    const char *s = LLVMGetValueName2(v, &len);
    return len == strlen(name) && memcmp(s, name, len) == 0;
}

static bool is_metadata(LLVMValueRef g)
{
    size_t len;
    const char *s = LLVMGetValueName2(g, &len);
    const char *section = LLVMGetSection(g);
    return (len > 5 && memcmp(s, "llvm.", 5) == 0) ||
           (section != NULL && strcmp(section, "llvm.metadata") == 0);
}

/* ---- declaration ---- */

static void debug_of(struct lower *l, LLVMValueRef v, struct rir_global *g)
{
    struct ll_variable var;
    LLVMMetadataRef node;
    if (!ll_global_variable(v, &var, &node))
        return;
    g->source = var.name.len == 0 ? NULL : intern_n(&l->m->strings, var.name.s, var.name.len);
    if (g->source == g->name)
        g->source = NULL;
    g->type = type_of_node(l, var.type);
    g->pos = (struct rir_pos){file_of_node(l, var.file), var.line, 0};
    unsigned n = ll_annotation_count(node);
    for (unsigned i = 0; i < n; i++) {
        struct ll_text tag;
        uint32_t flags = ll_annotation(node, i, &tag) ? tag_flags(tag, &g->why, l) : 0;
        if (flags & TAG_SHARED)
            g->flags |= RIR_GLOBAL_SHARED;
        if (flags & TAG_CHANNEL)
            g->flags |= RIR_GLOBAL_CHANNEL;
    }
}

static void declare(struct lower *l, LLVMValueRef v)
{
    LLVMTypeRef type = LLVMGlobalGetValueType(v);
    struct rir_global g = {.name = symbol_of(l, v), .linkage = linkage_of(v), .type = RIR_NONE};
    if (LLVMTypeIsSized(type))
        g.size = LLVMABISizeOfType(l->td, type);
    g.align = LLVMGetAlignment(v);
    if (!LLVMIsDeclaration(v))
        g.flags |= RIR_GLOBAL_DEFINED;
    if (LLVMIsThreadLocal(v))
        g.flags |= RIR_GLOBAL_TLS;
    if (LLVMIsGlobalConstant(v))
        g.flags |= RIR_GLOBAL_CONST;
    if (LLVMIsGlobalConstant(v) && LLVMGetLinkage(v) == LLVMPrivateLinkage &&
        LLVMGetUnnamedAddress(v) == LLVMGlobalUnnamedAddr)
        g.flags |= RIR_GLOBAL_STRING;
    debug_of(l, v, &g);
    map_put(&l->globals, (uint64_t)(uintptr_t)v, rir_add_global(l->m, &g));
}

static void declare_alias(struct lower *l, LLVMValueRef alias)
{
    int64_t offset = 0;
    uint32_t of;
    LLVMValueRef base = ll_constant_address(LLVMAliasGetAliasee(alias), l->td, &offset);
    if (base == NULL || !map_get(&l->globals, (uint64_t)(uintptr_t)base, &of))
        return;
    struct rir_global g = l->m->globals.data[of];
    struct rir_global as = {.name = symbol_of(l, alias),
                            .linkage = linkage_of(alias),
                            .flags = g.flags & ~(uint32_t)RIR_GLOBAL_DEFINED,
                            .type = g.type,
                            .size = g.size,
                            .align = g.align,
                            .pos = g.pos,
                            .why = g.why,
                            .alias = g.name};
    map_put(&l->globals, (uint64_t)(uintptr_t)alias, rir_add_global(l->m, &as));
}

void globals_declare(struct lower *l)
{
    for (LLVMValueRef g = LLVMGetFirstGlobal(l->module); g != NULL; g = LLVMGetNextGlobal(g))
        if (!is_metadata(g))
            declare(l, g);
    for (LLVMValueRef a = LLVMGetFirstGlobalAlias(l->module); a != NULL;
         a = LLVMGetNextGlobalAlias(a))
        declare_alias(l, a);
    types_finish(l);
}

/* ---- initialisers ---- */

struct initial {
    uint32_t
        counts; /* RIR_GLOBAL_COUNTS, ..._WITHIN, SHOWS: some text has a %n, a %p, ..._NUMBERS */
    struct lower *l;
    VEC(struct rir_init) list;
    uint8_t *bytes; /* NULL: not kept */
    uint64_t size;
};

static void put(struct initial *i, uint64_t offset, const void *from, uint64_t n)
{
    if (i->bytes != NULL && offset <= i->size && n <= i->size - offset)
        memcpy(i->bytes + offset, from, n);
}

static bool put_address(struct initial *i, LLVMValueRef c, uint64_t offset)
{
    struct lower *l = i->l;
    struct rir_init one = {.offset = offset};
    LLVMValueRef base = ll_constant_address(c, l->td, &one.addend);
    if (base == NULL)
        return false;
    uint64_t key = (uint64_t)(uintptr_t)base;
    if (map_get(&l->funcs, key, &one.target)) {
        one.is_func = true;
        l->m->funcs.data[one.target].flags |= RIR_FUNC_ADDRESS_TAKEN;
    } else if (!map_get(&l->globals, key, &one.target)) {
        return false;
    }
    if (LLVMABISizeOfType(l->td, LLVMTypeOf(c)) * 8 >= l->m->ptr_bits)
        vec_push(&i->list, one);
    return true;
}

/* Labels and differences of labels: integers, since a label is the number of its block. */
static bool label_value(LLVMValueRef c, int64_t *out)
{
    int64_t a, b;
    if (LLVMIsABlockAddress(c)) {
        *out = ll_label_number(c);
        return true;
    }
    if (LLVMIsAConstantInt(c) && LLVMGetIntTypeWidth(LLVMTypeOf(c)) <= 64) {
        *out = LLVMConstIntGetSExtValue(c);
        return true;
    }
    if (!LLVMIsAConstantExpr(c) || !label_value(LLVMGetOperand(c, 0), &a))
        return false;
    switch (LLVMGetConstOpcode(c)) {
    case LLVMPtrToInt:
    case LLVMTrunc:
        *out = a;
        return true;
    case LLVMSub:
    case LLVMAdd:
        if (!label_value(LLVMGetOperand(c, 1), &b))
            return false;
        *out = LLVMGetConstOpcode(c) == LLVMSub ? a - b : a + b;
        return true;
    default:
        return false;
    }
}

static void put_label(struct initial *i, LLVMValueRef c, uint64_t offset)
{
    int64_t value;
    if (label_value(c, &value))
        put(i, offset, &value, LLVMStoreSizeOfType(i->l->td, LLVMTypeOf(c)) & 15);
}

/* Flags, widths and lengths of a conversion; %wf32n is C23's. */
static bool within_conversion(char last, char c)
{
    return strchr("0123456789$*.+- #'hlLqjztIZw", c) != NULL || (last == 'w' && c == 'f');
}

/* Conversions of printf that write, read from the start of the text, and from any other place,
 * where the second half of a %% may begin one; those that show an address, from any. The zeros
 * between the characters of wide text are nothing.
 */
static uint32_t counts_in(const char *text, size_t size)
{
    bool inside = false, anywhere = false;
    uint32_t found = 0;
    char last = 0;
    for (size_t k = 0; k < size; k++) {
        char c = text[k];
        if (c == '\0')
            continue;
        found |= inside && c == 'n' ? RIR_GLOBAL_COUNTS : 0;
        found |= anywhere && c == 'n' ? RIR_GLOBAL_COUNTS_WITHIN : 0;
        found |= anywhere && c == 'p' ? RIR_GLOBAL_SHOWS : 0;
        inside = inside ? within_conversion(last, c) : c == '%';
        anywhere = c == '%' || (anywhere && within_conversion(last, c));
        last = c;
    }
    return found;
}

static void walk(struct initial *i, LLVMValueRef c, uint64_t offset)
{
    struct lower *l = i->l;
    LLVMTypeRef type = LLVMTypeOf(c);
    size_t size;
    unsigned each;
    const char *data;
    uint64_t words[32] = {0}; /* 2048 bits; longer _BitInt constants keep their low part */
    switch (LLVMGetValueKind(c)) {
    case LLVMConstantStructValueKind:
        for (unsigned k = 0; k < LLVMCountStructElementTypes(type); k++)
            walk(i, LLVMGetAggregateElement(c, k), offset + LLVMOffsetOfElement(l->td, type, k));
        return;
    case LLVMConstantArrayValueKind:
    case LLVMConstantVectorValueKind:
        for (int k = 0; k < LLVMGetNumOperands(c); k++) {
            LLVMValueRef e = LLVMGetOperand(c, (unsigned)k);
            walk(i, e, offset + (unsigned)k * LLVMABISizeOfType(l->td, LLVMTypeOf(e)));
        }
        return;
    case LLVMConstantDataArrayValueKind:
    case LLVMConstantDataVectorValueKind:
        data = ll_constant_data(c, &size, &each);
        i->counts |= data == NULL ? 0 : counts_in(data, size);
        if (data != NULL)
            put(i, offset, data, size);
        return;
    case LLVMConstantIntValueKind:
    case LLVMConstantFPValueKind:
        each = ll_constant_bits(c, words, 32);
        put(i, offset, words, (each + 7) / 8 < sizeof words ? (each + 7) / 8 : sizeof words);
        if (words[0] ==
            '%') /* of a text made of single characters: what follows is not looked at */
            i->counts |= RIR_GLOBAL_COUNTS | RIR_GLOBAL_COUNTS_WITHIN | RIR_GLOBAL_SHOWS;
        return;
    case LLVMConstantPointerNullValueKind:
    case LLVMConstantAggregateZeroValueKind:
    case LLVMUndefValueValueKind:
    case LLVMPoisonValueValueKind:
        return;
    default:
        if (put_address(i, c, offset))
            return;
        if (LLVMGetTypeKind(LLVMTypeOf(c)) == LLVMPointerTypeKind)
            i->counts |= RIR_GLOBAL_NUMBERS;
        put_label(i, c, offset);
    }
}

enum { SMALL_CONSTANT = 64 }; /* what its bytes say is evidence of where a path goes */

/* What the functions are that a variable leads to: the linker puts sections of these names, or that
 * begin so and go on with a dot, into the tables of constructors and destructors. */
static uint32_t structor_section(LLVMValueRef v)
{
    static const struct {
        const char *name;
        uint32_t flag;
    } sections[] = {{".init_array", RIR_FUNC_CTOR},
                    {".preinit_array", RIR_FUNC_CTOR},
                    {".ctors", RIR_FUNC_CTOR},
                    {".fini_array", RIR_FUNC_DTOR},
                    {".dtors", RIR_FUNC_DTOR}};
    const char *its = LLVMGetSection(v);
    for (unsigned i = 0; its != NULL && i < sizeof sections / sizeof *sections; i++) {
        size_t n = strlen(sections[i].name);
        if (strncmp(its, sections[i].name, n) == 0 && (its[n] == '\0' || its[n] == '.'))
            return sections[i].flag;
    }
    return 0;
}

/* Whether the bytes of a variable are zeros is looked at up to this size. */
enum { LARGEST_LOOKED_AT = 65536 };

static bool is_zeros(const uint8_t *bytes, uint64_t n)
{
    uint64_t i = 0;
    while (i < n && bytes[i] == 0)
        i++;
    return i == n;
}

static void define(struct lower *l, LLVMValueRef v, uint32_t index)
{
    struct rir_global *g = &l->m->globals.data[index];
    struct initial i = {.l = l, .size = g->size};
    LLVMValueRef init = LLVMGetInitializer(v);
    if (init == NULL)
        return;
    bool keep =
        l->options.keep_data || ((g->flags & RIR_GLOBAL_CONST) && g->size <= SMALL_CONSTANT);
    if (keep && !LLVMIsNull(init))
        i.bytes = arena_alloc(&l->m->arena, g->size);
    uint8_t *shown = NULL;
    if (!keep && !LLVMIsNull(init) && g->size <= LARGEST_LOOKED_AT)
        i.bytes = shown = calloc(g->size + 1, 1);
    walk(&i, init, 0);
    g->flags |= LLVMIsGlobalConstant(v) ? i.counts : 0;
    g->data = keep ? i.bytes : NULL;
    g->ndata = g->data == NULL ? 0 : g->size;
    if (!keep && !LLVMIsNull(init) && (shown == NULL || !is_zeros(shown, g->size)))
        g->flags |= RIR_GLOBAL_VALUES;
    free(shown);
    g->ninit = i.list.len;
    uint32_t flag = structor_section(v);
    for (uint32_t k = 0; k < i.list.len && flag != 0; k++)
        if (i.list.data[k].is_func)
            l->m->funcs.data[i.list.data[k].target].flags |= flag;
    if (g->ninit != 0)
        g->init = arena_copy(&l->m->arena, i.list.data, sizeof *i.list.data * i.list.len);
    vec_free(&i.list);
}

/* Where code has an address space of its own (AVR), the lists have casts of it. */
LLVMValueRef listed(LLVMValueRef entry)
{
    bool cast = entry != NULL && LLVMIsAConstantExpr(entry) &&
                LLVMGetConstOpcode(entry) == LLVMAddrSpaceCast;
    return cast ? LLVMGetOperand(entry, 0) : entry;
}

static void structors(struct lower *l, LLVMValueRef list, uint32_t flag)
{
    LLVMValueRef init = LLVMGetInitializer(list);
    for (int i = 0; init != NULL && i < LLVMGetNumOperands(init); i++) {
        LLVMValueRef entry = LLVMGetOperand(init, (unsigned)i);
        uint32_t f;
        if (LLVMGetNumOperands(entry) >= 2 &&
            map_get(&l->funcs, (uint64_t)(uintptr_t)LLVMGetOperand(entry, 1), &f))
            l->m->funcs.data[f].flags |= flag;
    }
}

/* __attribute__((used)): somebody that we do not see, assembly for example, may call it. */
static void used(struct lower *l, LLVMValueRef list)
{
    LLVMValueRef init = LLVMGetInitializer(list);
    for (int i = 0; init != NULL && i < LLVMGetNumOperands(init); i++) {
        uint32_t f;
        LLVMValueRef entry = listed(LLVMGetOperand(init, (unsigned)i));
        if (map_get(&l->funcs, (uint64_t)(uintptr_t)entry, &f))
            l->m->funcs.data[f].flags |= RIR_FUNC_ADDRESS_TAKEN;
    }
}

void globals_define(struct lower *l)
{
    for (LLVMValueRef g = LLVMGetFirstGlobal(l->module); g != NULL; g = LLVMGetNextGlobal(g)) {
        uint32_t index;
        if (map_get(&l->globals, (uint64_t)(uintptr_t)g, &index))
            define(l, g, index);
        else if (is_named(g, "llvm.global_ctors"))
            structors(l, g, RIR_FUNC_CTOR);
        else if (is_named(g, "llvm.global_dtors"))
            structors(l, g, RIR_FUNC_DTOR);
        else if (is_named(g, "llvm.used") || is_named(g, "llvm.compiler.used"))
            used(l, g);
    }
}
