/* What the plugin does with a module instead of compiling it. Controlled by the environment:
 *   FBP_PLUGIN_OUT=FILE   write the module's RIR there, then end the compilation (exit status 0);
 *                         without it run.c does nothing
 *   FBP_PLUGIN_TEXT=1     in text form, not binary
 *   FBP_PLUGIN_RECORD=1   as a record (object/record.h), to be embedded by another process
 *   FBP_PLUGIN_DATA=1     with the initial bytes of globals
 *   FBP_PLUGIN_TRACE=1    tests only: the compilation goes on, and the program will tell what it
 *                         accesses (lower/trace.c) */
#ifndef FBP_PLUGIN_RUN_H
#define FBP_PLUGIN_RUN_H

#include <llvm-c/Core.h>
#include <stdbool.h>

#ifdef __cplusplus
extern "C" {
#endif

void plugin_run(LLVMModuleRef module);

/* Is the variable set, and not to "0"? */
bool plugin_is_set(const char *name);

#ifdef __cplusplus
}
#endif
#endif
