/* What the files of the lowering share. One struct lower per module, one struct fn per function.
 *
 * An LLVM value is a list of *leaves*: one RIR value for a scalar or a vector, one for each scalar
 * inside a first-class struct or array (offsets as in memory). So {ptr, i64} pairs, overflow
 * results and [2 x i64] arguments need no RIR of their own, and no pointer inside them is lost. */
#ifndef FBP_LOWER_INTERNAL_H
#define FBP_LOWER_INTERNAL_H

#include <llvm-c/Core.h>
#include <llvm-c/DebugInfo.h>
#include <llvm-c/Target.h>

#include "base/map.h"
#include "lower/llvm_read.h"
#include "lower/lower.h"
#include "rir/build.h"
#include "rir/rir.h"

struct numbered {      /* an operation of the original that has a site in RIR */
    uint32_t function; /* ordinal among the module's functions */
    uint32_t number;   /* its site number (metadata fbp.site) */
    uint32_t site;     /* among the RIR function's sites */
    uint8_t kind;      /* enum rir_site_kind */
};

enum arch { ARCH_X86_64, ARCH_AARCH64, ARCH_OTHER };

struct named_struct { /* a struct or union type of the debug information, by tag or typedef name */
    LLVMMetadataRef node;
    uint32_t next; /* of the same name, or RIR_NONE */
};

struct lower {
    LLVMModuleRef module;
    LLVMContextRef ctx;
    LLVMTargetDataRef td;
    struct rir_module *m;
    struct lower_options options;
    enum arch arch;
    unsigned site_kind;        /* metadata kind of site numbers */
    struct map globals, funcs; /* LLVMValueRef to index; aliases included */
    struct map types;          /* debug type node to type index */
    struct map layouts;        /* LLVM struct type to type index + 1, 0: none */
    struct map names;          /* interned name to the first of `structs` */
    VEC(struct named_struct) structs;
    VEC(LLVMMetadataRef) unfinished; /* structs whose members are still to be read */
    VEC(uint32_t) unfinished_types;
    struct map files; /* DIFile to index in file_names */
    VEC(const char *) file_names;
    struct arena arena;            /* scratch, freed at the end */
    uint32_t ordinal;              /* of the function that is being translated */
    VEC(struct numbered) numbered; /* filled when tracing */
    unsigned at_byval, at_sret, at_noalias, at_noreturn, at_twice, at_memory, at_naked,
        at_nocapture, at_nocallback;
};

/* ---- module.c ---- */
void lower_start(struct lower *l, LLVMModuleRef module);
void lower_finish(struct lower *l); /* all but l->m, which is the result */

/* ---- types.c: source types ---- */
void types_start(struct lower *l);
uint32_t type_of_node(struct lower *l, LLVMMetadataRef node); /* RIR_NONE for NULL (void) */
void types_finish(struct lower *l); /* reads the members of what was met; call after each demand */
const struct rir_type *type_stripped(const struct lower *l, uint32_t type); /* NULL for RIR_NONE */
uint32_t type_pointee(const struct lower *l, uint32_t type); /* of a pointer (or array: element) */
bool type_is_void_pointer(const struct lower *l, uint32_t type);
/* The source struct that an LLVM struct type stands for, seen through a pointer to `hint`. */
uint32_t type_of_layout(struct lower *l, LLVMTypeRef type, uint32_t hint);
uint32_t type_field_at(const struct lower *l, uint32_t type, uint64_t offset, uint64_t size);
/* As the compiler was told it; relative to where it ran, if it can be. NULL: it has no name. */
const char *file_path(LLVMModuleRef module, LLVMMetadataRef file, struct arena *a);
const char *file_of_node(struct lower *l, LLVMMetadataRef file);
uint32_t tag_flags(struct ll_text tag, const char **why, struct lower *l);
enum { TAG_CHANNEL = 1, TAG_IMMUTABLE = 2, TAG_SHARED = 4 };

/* ---- abi.c: C positions ---- */
struct abi_args {
    uint32_t n;
    struct rir_argpos *pos; /* of each LLVM parameter */
    uint32_t *src;          /* source type of its C parameter */
    uint32_t ncparams;
    bool exact; /* from a source type; otherwise one position per LLVM parameter */
};
/* `holder` is a function or a call; `source` its source function type or RIR_NONE. */
struct abi_args abi_of(struct lower *l, LLVMValueRef holder, LLVMTypeRef type, uint32_t source);

/* ---- globals.c ---- */
void globals_declare(struct lower *l);
void globals_define(struct lower *l);
LLVMValueRef listed(LLVMValueRef entry); /* the symbol that an entry of LLVM's lists names */
void annotations_read(struct lower *l);

/* ---- outside.c: file-scope assembly, linker sets; when all else is lowered ---- */
void outside_read(struct lower *l);

/* ---- decls.c: functions as declared ---- */
void funcs_declare(struct lower *l);
bool is_intrinsic(LLVMValueRef function);
bool is_naked(const struct lower *l, LLVMValueRef function); /* its body is assembly alone */
uint8_t linkage_of(LLVMValueRef global);
const char *symbol_of(struct lower *l, LLVMValueRef global); /* linker name */

/* ---- scalars ---- */
struct leaf {
    struct rir_scalar type;
    uint64_t offset; /* in memory */
};
struct leaves {
    struct leaf *data;
    uint32_t len, cap;
};
struct rir_scalar scalar_of(const struct lower *l, LLVMTypeRef type);
bool is_aggregate(LLVMTypeRef type);
void leaves_of(const struct lower *l, LLVMTypeRef type, uint64_t offset, struct leaves *out);
uint32_t leaf_count(const struct lower *l, LLVMTypeRef type);
/* Leaf number and count of the part that `indices` selects. */
uint32_t leaf_index(const struct lower *l, LLVMTypeRef type, const unsigned *indices, unsigned n,
                    LLVMTypeRef *part);

/* ---- trace.c ---- */
void trace_note(struct lower *l, LLVMValueRef inst, uint32_t site, enum rir_site_kind kind);
void trace_insert(struct lower *l, LLVMModuleRef module);

/* ---- fn.c and its helpers: one function ---- */
struct fact {         /* what is known of a RIR value that is a pointer */
    uint32_t pointee; /* source type of what it points to, or RIR_NONE */
    bool in_struct;   /* derived from a member of a struct */
};

struct described { /* a value's debug variable */
    const char *name;
    uint32_t type;
    bool memory;  /* the value is the variable's address */
    bool renamed; /* by the second variable that has the value */
};

struct fn {
    struct lower *l;
    struct rir_builder *b;
    LLVMValueRef value;
    uint32_t index;    /* in the module's functions */
    struct map values; /* LLVMValueRef to first leaf in `leaves` */
    VEC(uint32_t) leaves;
    struct map pending;   /* LLVMValueRef whose leaves are forward values */
    struct map blocks;    /* LLVMBasicBlockRef to block */
    struct map described; /* LLVMValueRef to index in descriptions */
    VEC(struct described) descriptions;
    VEC(struct fact) facts;
    struct map packed; /* vectors' values to the first of their `lanes` */
    VEC(uint32_t) lanes;
    uint32_t *stamps, stamp; /* per block: marks those that were seen */
    struct rir_pos pos;
};

void fn_lower(struct lower *l, LLVMValueRef function, uint32_t index);

static inline struct rir_scalar scalar_int(unsigned bits)
{
    return (struct rir_scalar){.bits = (uint16_t)bits, .cls = RIR_INT};
}
static inline struct rir_scalar scalar_ptr(const struct lower *l)
{
    return (struct rir_scalar){.bits = l->m->ptr_bits, .cls = RIR_PTR};
}

/* values.c: leaves of operands, definition of results */
uint32_t fn_use(struct fn *f, LLVMValueRef v); /* of a scalar */
const uint32_t *fn_leaves(struct fn *f, LLVMValueRef v,
                          uint32_t *n); /* valid until the next call */
void fn_define(struct fn *f, LLVMValueRef v, const uint32_t *leaves, uint32_t n);
bool fn_bind_leaf(struct fn *f, LLVMValueRef v, uint32_t leaf); /* next insn; false: not awaited */
void fn_define_unknown(struct fn *f, LLVMValueRef v, const char *why);
/* Emits the one-result instruction that defines v. */
uint32_t fn_emit_as(struct fn *f, LLVMValueRef v, const struct rir_insn *in, struct rir_scalar t);
uint32_t fn_emit_many(struct fn *f, LLVMValueRef v, const struct rir_insn *in,
                      const struct rir_scalar *types, uint32_t n);
void fn_define_param(struct fn *f, LLVMValueRef v, const uint32_t *leaves, uint32_t n);
void fn_constant(struct fn *f, LLVMValueRef v);
void fn_prepare_constant(struct fn *f,
                         LLVMValueRef v); /* emits what it needs, in the entry block */
struct rir_pos fn_pos(struct fn *f, LLVMValueRef inst);
uint32_t fn_site(struct fn *f, LLVMValueRef inst, enum rir_site_kind kind);
struct fact fact_of(const struct fn *f, uint32_t value);
struct fact *fn_fact(struct fn *f, uint32_t value); /* to change it; valid until the next call */

/* emit.c: instructions without an LLVM value of their own */
uint32_t emit(struct fn *f, const struct rir_insn *in, struct rir_scalar t);
void emit_void(struct fn *f, const struct rir_insn *in);
uint32_t emit_bin(struct fn *f, enum rir_bin op, uint32_t a, uint32_t b, struct rir_scalar t);
uint32_t emit_un(struct fn *f, enum rir_un op, uint32_t a, struct rir_scalar t);
uint32_t emit_cmp(struct fn *f, enum rir_pred p, uint32_t a, uint32_t b);
uint32_t emit_select(struct fn *f, uint32_t c, uint32_t a, uint32_t b, struct rir_scalar t);
uint32_t emit_field(struct fn *f, uint32_t base, int64_t offset); /* raw; base itself for 0 */
uint32_t emit_pure(struct fn *f, const uint32_t *args, uint32_t n, struct rir_scalar t,
                   const char *what);
uint32_t emit_int(struct fn *f, uint32_t v, struct rir_scalar from, unsigned bits, bool sign);
uint32_t const_int(struct fn *f, unsigned bits, int64_t v);

/* memory.c */
void lower_alloca(struct fn *f, LLVMValueRef v);
void lower_load(struct fn *f, LLVMValueRef v);
void lower_store(struct fn *f, LLVMValueRef v);
void lower_rmw(struct fn *f, LLVMValueRef v);
void lower_cas(struct fn *f, LLVMValueRef v);
void emit_copy(struct fn *f, LLVMValueRef inst, uint32_t to, uint32_t from, uint32_t n, bool vol);
void emit_fill(struct fn *f, LLVMValueRef inst, uint32_t to, uint32_t byte, uint32_t n, bool vol);

/* address.c: getelementptr, as an instruction or a constant */
void lower_gep(struct fn *f, LLVMValueRef v);

/* vectors.c: bin, un, pred are the operation's, -1 where it is none; false: not taken apart */
bool has_lanes(const struct lower *l, LLVMTypeRef type);
bool is_mask(LLVMTypeRef type); /* a vector of bits */
bool lower_vector(struct fn *f, LLVMValueRef v, LLVMOpcode op, int bin, int un, int pred);
void vector_constant(struct fn *f, LLVMValueRef v);

/* arith.c */
bool lower_arith(struct fn *f, LLVMValueRef v, LLVMOpcode op); /* false: no arithmetic */

/* calls.c, intrinsics.c */
void lower_call(struct fn *f, LLVMValueRef v);
void lower_opaque(struct fn *f, LLVMValueRef v, const char *reason); /* a call of unknown meaning */
void lower_intrinsic(struct fn *f, LLVMValueRef v, LLVMValueRef callee);
bool lower_libc_memory(struct fn *f, LLVMValueRef v, LLVMValueRef callee); /* memcpy and such */
unsigned libc_memory_unit(const char *name); /* bytes that its size counts; not of these: 1 */
int64_t va_list_size(const struct lower *l); /* in bytes, on the target */

#endif
