/* libclang, loaded when it is first needed. Internal. */
#ifndef FBP_MODEL_LIBCLANG_H
#define FBP_MODEL_LIBCLANG_H

#include <clang-c/Index.h>
#include <stdbool.h>

/* Its functions: libclang.createIndex is clang_createIndex. */
struct libclang {
#define FUNCTION(name) __typeof__(&clang_##name) name;
#include "model/libclang.def"
#undef FUNCTION
};

extern struct libclang libclang;

/* NULL, or why it cannot be loaded. Must be called before any of the functions is. */
const char *libclang_load(void);

#endif
