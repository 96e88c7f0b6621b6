/* What LLVM-C 19 cannot read: debug types and variables, annotations on them, wide constants.
 * Plain getters over metadata nodes, and a change that LLVM-C has no way for; llvm_read.cpp is
 * their only C++. */
#ifndef FBP_LOWER_LLVM_READ_H
#define FBP_LOWER_LLVM_READ_H

#include <llvm-c/Core.h>
#include <llvm-c/Target.h>

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

struct ll_text { /* not terminated */
    const char *s;
    size_t len;
};

struct ll_type {
    unsigned tag; /* DW_TAG_* */
    unsigned encoding;
    struct ll_text name;
    uint64_t bits;   /* size */
    uint64_t offset; /* of a member, in bits */
    bool bitfield, declaration, is_static;
    LLVMMetadataRef base; /* NULL: void */
    unsigned nelements;   /* of a composite or a subroutine's type array */
    unsigned nannotations;
};

struct ll_variable {
    struct ll_text name;
    LLVMMetadataRef type, file;
    unsigned line, arg; /* arg: from 1; 0: not a parameter */
    bool in_memory;     /* what is described is the variable's address, not its value */
};

void ll_type_read(LLVMMetadataRef type, struct ll_type *out);
LLVMMetadataRef ll_type_element(LLVMMetadataRef type, unsigned i); /* NULL: void or "..." */
uint64_t ll_subrange_count(LLVMMetadataRef element);               /* 0: not constant */

/* The i-th annotation of a type, member or variable: true if it is a btf_decl_tag, with its text.
 */
bool ll_annotation(LLVMMetadataRef node, unsigned i, struct ll_text *tag);
unsigned ll_annotation_count(LLVMMetadataRef node);

typedef void ll_type_found(void *ctx, LLVMMetadataRef type);
void ll_each_type(LLVMModuleRef module, ll_type_found *found, void *ctx);

/* The variable of an llvm.dbg.declare, dbg.value or dbg.assign call and what it describes; false if
 * the call is another one, or describes less than the whole variable. */
bool ll_debug_call(LLVMValueRef call, LLVMValueRef *what, struct ll_variable *out);
/* The type of the local variable that an alloca is, as its debug record declares it; or NULL. */
LLVMMetadataRef ll_local_type(LLVMValueRef alloca);
/* The debug variable of a global; *node receives it for ll_annotation. */
bool ll_global_variable(LLVMValueRef global, struct ll_variable *out, LLVMMetadataRef *node);

struct ll_subprogram {
    struct ll_text name;
    LLVMMetadataRef type, file;
    unsigned line;
};
bool ll_subprogram_read(LLVMValueRef function, struct ll_subprogram *out);

struct ll_text ll_file_name(LLVMMetadataRef file);
struct ll_text ll_file_directory(LLVMMetadataRef file);
LLVMMetadataRef ll_unit_file(LLVMModuleRef module); /* of the first compile unit, or NULL */
/* The main file: as that compile unit has it (mapped by -ffile-prefix-map), else as it was given.
 */
struct ll_text ll_source_name(LLVMModuleRef module);
bool ll_unit_is_cxx(LLVMModuleRef module); /* the same unit's language */

/* Makes functions whose body is another unit's declarations of it, and removes what nobody refers
 * to any more. Their debug information stays. */
void ll_drop_inline_bodies(LLVMModuleRef module);

/* Makes a call that may return twice (setjmp) the first instruction of its block: what comes back
 * there has not executed what stands in front of it once more. New blocks come last, so that the
 * others keep their numbers. */
void ll_split_before_second_returns(LLVMValueRef function);

/* Are the module's objects ELF files? */
bool ll_makes_elf(LLVMModuleRef module);

/* Leaves the module as it would be without -g. */
void ll_strip_debug(LLVMModuleRef module);
void ll_drop_flag(LLVMModuleRef module,
                  const char *name); /* a flag of the module, if it is there */

/* Has it debug information as -g makes it, with types and variables? */
bool ll_describes_types(LLVMModuleRef module);

/* The bits of an integer or floating constant, least significant word first; returns their number.
 */
unsigned ll_constant_bits(LLVMValueRef constant, uint64_t *words, unsigned nwords);
/* The bytes of a ConstantDataSequential, in host order; NULL if it is none. */
const char *ll_constant_data(LLVMValueRef constant, size_t *size, unsigned *element_size);
/* A constant address: what it points into and how far. NULL: not of that form. */
LLVMValueRef ll_constant_address(LLVMValueRef constant, LLVMTargetDataRef td, int64_t *offset);

/* The number of the block in its function that a blockaddress names. In a cloned module a
 * blockaddress may still name the block of the original (LLVM 19 maps initialisers before bodies).
 */
unsigned ll_label_number(LLVMValueRef address);

/* Removes the files that the compiler would remove when interrupted (half-written outputs). */
void ll_remove_temporaries(void);

#ifdef __cplusplus
}
#endif
#endif
