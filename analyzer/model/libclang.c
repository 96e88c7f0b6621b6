/* A process that has libclang and LLVM in it has spent 13 ms before main begins, more than it takes
 * to check a small program that carries its units. So they are loaded where a source or a model is
 * parsed, once, and stay. */
#include "model/libclang.h"

#include <dlfcn.h>
#include <pthread.h>
#include <string.h>

struct libclang libclang;

static const char *problem;

/* That of the system; else the one that we were built with, which may be in a folder of LLVM's. */
static void *open_library(void)
{
    void *library = dlopen("libclang-19.so.19", RTLD_NOW | RTLD_LOCAL);
    return library != NULL ? library : dlopen(FBP_LIBCLANG, RTLD_NOW | RTLD_LOCAL);
}

/* A pointer to an object is not converted to one to a function, in C: copied, as POSIX has it. */
static void find(void *library, const char *name, void *function)
{
    void *address = dlsym(library, name);
    if (address == NULL)
        problem = "libclang lacks a function; it must be that of LLVM 19";
    memcpy(function, &address, sizeof address);
}

static void load(void)
{
    void *library = open_library();
    if (library == NULL) {
        problem = "libclang-19.so.19 cannot be loaded; install libclang1-19";
        return;
    }
#define FUNCTION(name) find(library, "clang_" #name, &libclang.name);
#include "model/libclang.def"
#undef FUNCTION
}

const char *libclang_load(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, load);
    return problem;
}
