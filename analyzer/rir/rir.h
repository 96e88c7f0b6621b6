/* RIR, the region IR: what the analysis knows of a C program.
 *
 * A module is one translation unit, or (after rir_link) a whole program. A function is a
 * control-flow graph over SSA values. Memory operations keep what the analysis needs from C: which
 * struct field and which array element a pointer denotes, and a *site* (source position) for every
 * operation on memory and every call. Arithmetic is kept too, so that a program can be interpreted.
 *
 * RIR knows neither LLVM nor libclang. docs/rir.md gives the text form and the meaning of each
 * instruction; interp.h is that meaning as a program.
 *
 * Ownership: a module owns everything it refers to through its arena and its string table; strings
 * are interned (compare with ==). Indices are dense, `RIR_NONE` means "none".
 */
#ifndef FBP_RIR_RIR_H
#define FBP_RIR_RIR_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/intern.h"
#include "base/vec.h"

#define RIR_NONE UINT32_MAX

/* ---- scalars: the machine type of a value ---- */

enum rir_scalar_class {
    RIR_INT,   /* i<bits> */
    RIR_PTR,   /* ptr; bits = pointer width of the module */
    RIR_FLOAT, /* f32 f64 f80 f128 */
    RIR_BYTES, /* b<bits>: a vector or first-class aggregate, moved as a whole, never looked into */
};

struct rir_scalar {
    uint16_t bits;
    uint8_t cls; /* enum rir_scalar_class */
};

/* ---- source types (from debug information); used for fields, names and tags ---- */

enum rir_type_kind {
    RIR_T_VOID,
    RIR_T_INT, /* also enums, bool, char */
    RIR_T_FLOAT,
    RIR_T_PTR,
    RIR_T_ARRAY,
    RIR_T_STRUCT,
    RIR_T_UNION,
    RIR_T_FUNC,
    RIR_T_TYPEDEF,
};

enum {
    RIR_TYPE_CHANNEL = 1u << 0,   /* FBP_CHANNEL */
    RIR_TYPE_IMMUTABLE = 1u << 1, /* FBP_IMMUTABLE */
    RIR_TYPE_CONST = 1u << 2,     /* C's const: says nothing about what pointers reach */
    RIR_TYPE_VOLATILE = 1u << 3,
    RIR_TYPE_OPAQUE = 1u << 4, /* a struct or union that is only declared */
};

enum { RIR_FIELD_SHARED = 1u << 0, RIR_FIELD_CHANNEL = 1u << 1 };

struct rir_field {
    const char *name; /* NULL: anonymous */
    uint32_t type;
    uint64_t offset; /* bytes */
    uint32_t flags;  /* RIR_FIELD_* */
    const char *why; /* of FBP_SHARED */
};

struct rir_type {
    uint8_t kind;     /* enum rir_type_kind */
    uint32_t flags;   /* RIR_TYPE_* */
    const char *name; /* tag of a struct/union, name of a typedef or base type; NULL: none */
    uint64_t size;    /* bytes; 0: unknown or incomplete */
    uint32_t elem;    /* pointee, element, typedef's target, function's result; else RIR_NONE */
    uint64_t count;   /* array elements; 0: unknown */
    struct rir_field *fields; /* members of a struct/union; parameters of a function (offset 0) */
    uint32_t nfields;
    bool variadic; /* of a function type */
};

/* ---- source positions and sites ---- */

struct rir_pos {
    const char *file; /* as the compiler was told it; NULL: unknown */
    uint32_t line, col;
};

/* The same for the same position on any machine; 0: the line is not known. Compiled checks carry it
 * (analyzer/checks), so that the verdict of the whole program finds them. */
uint64_t rir_pos_key(const struct rir_pos *pos);
/* In place of a position that is lost: somewhere in the function of that symbol, or in what was put
 * into it. */
uint64_t rir_inside_key(const char *symbol);

enum rir_site_kind {
    RIR_SITE_LOAD,
    RIR_SITE_STORE,
    RIR_SITE_COPY,
    RIR_SITE_FILL,
    RIR_SITE_ATOMIC,
    RIR_SITE_CALL,
    RIR_SITE_OTHER,
};

struct rir_site {
    uint8_t kind; /* enum rir_site_kind */
    struct rir_pos pos;
};

/* ---- annotations: annotations.def is the table ---- */

enum rir_ann_kind {
#define RIR_ANN(ID, string, args, where, title) RIR_ANN_##ID,
#include "rir/annotations.def"
#undef RIR_ANN
    RIR_ANN_COUNT
};

enum rir_when {
    RIR_ALWAYS,
    RIR_ZERO,
    RIR_NONZERO,
    RIR_NULL,
    RIR_NONNULL,
    RIR_NEGATIVE,
    RIR_NONNEGATIVE
};

struct rir_ann {
    uint8_t kind; /* enum rir_ann_kind */
    uint8_t when; /* enum rir_when */
    bool model;   /* from a model, not from the program's own source */
    int16_t a, b; /* C positions, from 1; 0: the result, or none */
    const char *text;
};

/* ---- globals ---- */

enum rir_linkage { RIR_EXTERNAL, RIR_INTERNAL, RIR_WEAK, RIR_COMMON };

enum {
    RIR_GLOBAL_DEFINED = 1u << 0,
    RIR_GLOBAL_TLS = 1u << 1,
    RIR_GLOBAL_CONST = 1u << 2,  /* the object itself is immutable (shallow) */
    RIR_GLOBAL_STRING = 1u << 3, /* a string literal (or another unnamed constant) */
    RIR_GLOBAL_SHARED = 1u << 4, /* FBP_SHARED */
    RIR_GLOBAL_CHANNEL = 1u << 5,
    RIR_GLOBAL_COUNTS = 1u << 6,        /* there is a %n in its text */
    RIR_GLOBAL_COUNTS_WITHIN = 1u << 7, /* ... or in what begins somewhere in its middle */
    RIR_GLOBAL_SHOWS = 1u << 8,         /* there is a %p in its text */
    RIR_GLOBAL_NUMBERS = 1u << 9,       /* a pointer in its initial value is made of a number */
    RIR_GLOBAL_VALUES = 1u << 10,       /* its initial bytes are not zeros, and not kept */
};

struct rir_init { /* one pointer inside an initialiser: *(global + offset) = &target + addend */
    uint64_t offset;
    bool is_func;
    uint32_t target;
    int64_t addend;
};

struct rir_global {
    const char *name;   /* linker name; of an internal one, unique within the module */
    const char *source; /* the name in the source ("count" for "next.count"); NULL: as name */
    uint8_t linkage;
    uint32_t flags; /* RIR_GLOBAL_* */
    uint32_t type;  /* source type or RIR_NONE */
    uint64_t size;  /* bytes */
    uint32_t align;
    struct rir_pos pos;
    const char *why; /* of FBP_SHARED */
    struct rir_init *init;
    uint32_t ninit;
    uint8_t *data; /* initial bytes without the pointers; NULL: zeros, or not kept (VALUES) */
    uint64_t ndata;
    const char *alias; /* name of the object this is an alias of; NULL: none */
};

/* ---- values ---- */

enum rir_value_kind {
    RIR_V_PARAM, /* ref: index in func.params */
    RIR_V_INSN,  /* ref: index of the defining instruction in func.insns */
    RIR_V_CONST, /* imm: the integer (sign-extended), or a float's bits; null is a PTR constant 0 */
    RIR_V_GLOBAL,  /* ref: global index; imm: byte offset */
    RIR_V_FUNC,    /* ref: function index */
    RIR_V_UNDEF,   /* any value, but no pointer to anything */
    RIR_V_UNKNOWN, /* not understood; why: the reason that is shown */
};

struct rir_value {
    uint8_t kind; /* enum rir_value_kind */
    struct rir_scalar type;
    uint32_t ref;
    int64_t imm;
    uint32_t src;     /* source type (of a variable or parameter) or RIR_NONE */
    const char *name; /* source variable, when there is one */
    const char *why;
};

/* ---- instructions: ops.def is the table ---- */

enum rir_op {
#define RIR_OP(ID, name, ...) RIR_##ID,
#include "rir/ops.def"
#undef RIR_OP
    RIR_OP_COUNT
};

enum rir_bin { /* sub-operation of RIR_BIN */
#define RIR_BIN_OP(ID, name) RIR_B_##ID,
#include "rir/ops.def"
#undef RIR_BIN_OP
               RIR_BIN_COUNT
};

enum rir_un { /* sub-operation of RIR_UN: conversions and negation */
#define RIR_UN_OP(ID, name) RIR_U_##ID,
#include "rir/ops.def"
#undef RIR_UN_OP
              RIR_UN_COUNT
};

enum rir_pred { /* sub-operation of RIR_CMP */
#define RIR_PRED(ID, name) RIR_P_##ID,
#include "rir/ops.def"
#undef RIR_PRED
                RIR_PRED_COUNT
};

enum { /* insn.flags */
       RIR_VOLATILE = 1u << 0,
       RIR_ATOMIC = 1u << 1,
       RIR_NORETURN = 1u << 2, /* a call that does not return */
       RIR_IN_ARRAY =
           1u << 3, /* RIR_ELEM: indexes an array *inside* a struct, not the whole object */
       RIR_MAY_ALIAS_RESULT = 1u << 4, /* reserved */
};

enum { RIR_ARG_BYVAL = 1u << 0, RIR_ARG_SRET = 1u << 1 };

struct rir_argpos { /* how an operand of a call (or a parameter) stands in C */
    uint16_t cpos;  /* 1, 2, ...; 0: hidden (sret) */
    uint16_t flags; /* RIR_ARG_* */
};

struct rir_case {
    int64_t value;
    uint32_t block;
};

struct rir_insn {
    uint8_t op;        /* enum rir_op */
    uint8_t sub;       /* enum rir_bin / rir_un / rir_pred */
    uint16_t flags;    /* RIR_VOLATILE ... */
    uint32_t block;    /* the block it is in */
    uint32_t site;     /* index in func.sites or RIR_NONE */
    uint32_t result;   /* first value defined, RIR_NONE for none */
    uint32_t nresults; /* results are consecutive values */
    uint32_t nargs;
    uint32_t *args; /* operands: value indices */
    uint32_t ref;   /* function (CALL), source struct type (FIELD), field's or element's type */
    uint32_t field; /* FIELD: index in the struct's fields or RIR_NONE */
    int64_t imm;    /* FIELD: byte offset; ELEM: element size; STACK: object size */
    uint32_t src;   /* STACK, LOAD, CALL result: source type or RIR_NONE */
    struct rir_argpos
        *pos; /* calls: rir_call_args() of them; NULL: argument i is C parameter i + 1 */
    uint32_t nblocks;
    uint32_t *blocks; /* PHI: incoming block of each operand; BR, COND, SWITCH, GOTO: successors */
    int64_t *cases;   /* SWITCH: value of blocks[i + 1]; blocks[0] is the default */
    const char *text; /* OPAQUE: reason; CALL: source spelling, if any */
};

struct rir_block {
    uint32_t first, count; /* its instructions: func.insns[first .. first + count - 1] */
    const char *name;
};

/* ---- functions ---- */

enum {
    RIR_FUNC_DEFINED = 1u << 0,
    RIR_FUNC_VARIADIC = 1u << 1,
    RIR_FUNC_NORETURN = 1u << 2,
    RIR_FUNC_RETURNS_TWICE = 1u << 3,
    RIR_FUNC_ADDRESS_TAKEN = 1u << 4, /* by this module; kept by the linker as the union */
    RIR_FUNC_IFUNC = 1u << 5,         /* calls go to what the resolver (alias) returns */
    RIR_FUNC_CTOR = 1u << 6,
    RIR_FUNC_DTOR = 1u << 7,
    RIR_FUNC_UNIT_DESCRIBED = 1u << 8, /* has annotations that describe it completely */
};

struct rir_param {
    uint32_t value; /* its value, RIR_NONE in a declaration */
    struct rir_scalar type;
    struct rir_argpos pos;
    uint32_t src; /* source type of the C parameter */
    const char *name;
};

struct rir_func {
    const char *name;   /* linker name; of an internal one, unique within the module */
    const char *source; /* name in the source; NULL: as name */
    uint8_t linkage;
    uint32_t flags; /* RIR_FUNC_* */
    uint32_t type;  /* source function type or RIR_NONE */
    struct rir_pos pos;
    struct rir_param *params;
    uint32_t nparams;
    uint32_t ncparams;          /* parameters in C (positions beyond it are variadic) */
    struct rir_scalar *results; /* as returned in IR: none, one, or several (pairs) */
    uint32_t nresults;
    struct rir_ann *anns;
    uint32_t nanns;
    const char *alias; /* name of the function this is an alias of, or an ifunc's resolver */

    struct rir_value *values;
    uint32_t nvalues;
    struct rir_insn *insns; /* in block order; each block ends with its one terminator */
    uint32_t ninsns;
    struct rir_block *blocks; /* blocks[0] is the entry */
    uint32_t nblocks;
    struct rir_site *sites;
    uint32_t nsites;
};

/* ---- modules ---- */

struct rir_module {
    struct arena arena;
    struct intern strings;
    const char *name;   /* main source file, or the program's name */
    const char *target; /* triple */
    uint16_t ptr_bits;
    VEC(struct rir_type) types;
    VEC(struct rir_global) globals;
    VEC(struct rir_func) funcs;
    VEC(const char *) files; /* files that positions refer to (informative) */
};

struct rir_module *rir_module_new(const char *name, uint16_t ptr_bits);
void rir_module_free(struct rir_module *m); /* m may be NULL */

/* Frees all but the strings: for whoever refers to names after the code has been looked at. */
void rir_module_keep_strings(struct rir_module *m);

/* Look-ups by linker name; RIR_NONE when there is none. Linear. */
uint32_t rir_find_func(const struct rir_module *m, const char *name);
uint32_t rir_find_global(const struct rir_module *m, const char *name);

static inline uint32_t rir_scalar_bytes(struct rir_scalar t)
{
    return (t.bits + 7u) / 8;
}

/* True if a value of this machine type could be a pointer: ptr, or anything at least as wide that
 * is not a float (ANALYSIS.md, I6). Loads and stores of such types are LOAD and STORE, others READ
 * and WRITE. */
bool rir_may_hold_pointer(const struct rir_module *m, struct rir_scalar t);

/* Number of arguments of a CALL or CALLI (whose args[0] is the function), 0 for other operations.
 */
static inline uint32_t rir_call_args(const struct rir_insn *in)
{
    if (in->op == RIR_CALLI)
        return in->nargs == 0 ? 0 : in->nargs - 1;
    return in->op == RIR_CALL ? in->nargs : 0;
}

/* Where such an argument (0, 1, ...) stands in C: 1, 2, ...; 0: it is hidden. */
static inline uint16_t rir_call_position(const struct rir_insn *call, uint32_t argument)
{
    return call->pos == NULL ? (uint16_t)(argument + 1) : call->pos[argument].cpos;
}

bool rir_is_terminator(uint8_t op);
bool rir_needs_site(uint8_t op); /* the verifier refuses these without one (I8) */

/* First annotation of that kind, or NULL. */
const struct rir_ann *rir_func_ann(const struct rir_func *f, enum rir_ann_kind kind);
/* Some annotation of that kind is about this position. */
bool rir_func_ann_at(const struct rir_func *f, enum rir_ann_kind kind, int position);

/* An annotation about a position of the function is about what a call passes at another one: beyond
 * the named parameters it is about all variadic arguments. */
static inline bool rir_ann_covers(const struct rir_func *f, int position, uint16_t passed)
{
    return passed == position || (position > (int)f->ncparams && passed > f->ncparams);
}

/* It starts or joins a task, always or as its result says. */
bool rir_func_starts(const struct rir_func *f);
bool rir_func_joins(const struct rir_func *f);

/* The instruction reads a number that is used for nothing but to join the task whose handle it is.
 */
bool rir_fetches_handle(const struct rir_module *m, const struct rir_func *f, uint32_t insn);

/* It keeps no reference to what a call passes at that position. */
bool rir_func_borrows(const struct rir_func *f, uint16_t passed);

/* True if calls must be judged by the annotations alone: no visible body, or FBP_TRUSTED; and the
 * annotations describe it completely (DESIGN.md section 3). Without a body and not complete:
 * unknown. */
bool rir_func_is_described(const struct rir_func *f);

/* Size in bytes, looking through typedefs and into arrays; 0: unknown. */
uint64_t rir_type_size(const struct rir_module *m, uint32_t type);

/* Skips typedefs. RIR_NONE stays RIR_NONE. */
uint32_t rir_type_strip(const struct rir_module *m, uint32_t type);

/* Flags of a type, of the typedefs on the way to it included. */
uint32_t rir_type_flags(const struct rir_module *m, uint32_t type);

/* What a pointer of this type points to, with its typedefs; RIR_NONE: it is no pointer, or that is
 * not known. */
uint32_t rir_type_pointee(const struct rir_module *m, uint32_t type);

/* The type of a function in the source, without typedefs; RIR_NONE: not known. */
uint32_t rir_func_source_type(const struct rir_module *m, const struct rir_func *f);
/* The channel that a pointer of this type leads to, without typedefs; RIR_NONE: it leads to none.
 */
uint32_t rir_type_channel(const struct rir_module *m, uint32_t type);
/* The first channel to which a parameter of the function points, from C position *cpos (1, 2, ...)
 * on, which then becomes its position; RIR_NONE: none does. */
uint32_t rir_func_channel(const struct rir_module *m, const struct rir_func *f, uint32_t *cpos);
/* The member that a FIELD names, NULL: none. */
const struct rir_field *rir_named_member(const struct rir_module *m, const struct rir_insn *field);
/* Its type, without typedefs; RIR_NONE: it names none. */
uint32_t rir_named_type(const struct rir_module *m, const struct rir_insn *field);
/* The size of the element that the result of an ELEM denotes; 0: it denotes the whole object. In an
 * array inside a struct only structs and arrays are such elements. */
uint32_t rir_elem_item(const struct rir_module *m, const struct rir_insn *elem);
/* The last member of a struct that begins at a byte or before it; NULL: no struct, or none. */
const struct rir_field *rir_struct_member_at(const struct rir_type *t, uint64_t offset);

/* A channel (or FBP_SHARED member) that covers byte `offset` of a type, looking into nested structs
 * and arrays; returns the RIR_FIELD_* flags that hold there (RIR_FIELD_CHANNEL also if the whole
 * type is a channel). In a union, those that all members over that byte agree on. */
uint32_t rir_type_flags_at(const struct rir_module *m, uint32_t type, uint64_t offset);
/* All of these bytes are in channels or shared members. */
bool rir_type_is_open(const struct rir_module *m, uint32_t type, uint64_t offset, uint64_t size);

/* Bytes inside an object: `size` of them (0: not known how many) at `offset`, or, with a stride s,
 * at any of the offsets that are congruent to it modulo s. */
struct rir_place {
    uint64_t offset, size, stride;
};

/* "workers[].count" style path of the smallest member that certainly holds the place; NULL when
 * there is none. Allocated in `a`. */
const char *rir_type_path_at(const struct rir_module *m, uint32_t type, struct rir_place place,
                             struct arena *a);

#endif
