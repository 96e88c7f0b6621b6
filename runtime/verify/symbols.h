/* From addresses of code to names, files and lines. */
#ifndef FBP_VERIFY_SYMBOLS_H
#define FBP_VERIFY_SYMBOLS_H

#include <stddef.h>
#include <stdint.h>

#include "module.h"

struct place {
    uintptr_t pc;
    const char *function, *file; /* NULL: not known */
    int line, column;            /* column 0: not known */
    const char *module;          /* ... then the file that the code is in, */
    uintptr_t offset;            /* and where in it */
};

/* At the start of the program. */
void symbols_begin(void);
/* The places of a return address, innermost first: the call, and what it was inlined into. */
size_t symbols_of(uintptr_t return_address, struct place *places, size_t most);
/* The name of the function at the address; NULL: not known. */
const char *symbols_function(uintptr_t address);
/* The file that the code is from. */
bool symbols_module(uintptr_t pc, struct module *module);
/* Places from the call that returns to `from` outwards on this stack. */
size_t symbols_stack(uintptr_t from, struct place *places, size_t most);

#endif
