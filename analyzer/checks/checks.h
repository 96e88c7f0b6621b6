/* Run-time checks, compiled into a module. */
#ifndef FBP_CHECKS_CHECKS_H
#define FBP_CHECKS_CHECKS_H

#include <llvm-c/Core.h>
#include <stdbool.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Can code for the module's target be checked at all? */
bool checks_known_target(LLVMModuleRef module);

/* Before any optimization, when debug information is whole: puts in the events (sends, receives,
 * freezes, starts, joins) and what library functions touch. `models`: the folder of the library's
 * models (share/fbp/models); `own`: the user's, as fbp-check --write-models wrote them, or NULL.
 * `lines_only`: debug information was added for us, and lines are all that is to remain of it.
 * `switched`: checks are off until somebody who knows the whole program switches them on. False:
 * the models could not be read; the module is as it was. */
bool checks_begin(LLVMModuleRef module, const char *models, const char *own, bool lines_only,
                  bool switched);

/* Behind the last optimization: puts a check before each access that needs one. False: the module
 * was not begun, and is as it was. */
bool checks_end(LLVMModuleRef module);

#ifdef __cplusplus
}
#endif
#endif
