/* What remains of debug information that was added for the analysis, where coverage counts lines.
 */
#ifndef FBP_PLUGIN_LOCATIONS_H
#define FBP_PLUGIN_LOCATIONS_H

#include <llvm-c/Core.h>
#include <stdbool.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Do clang's own passes read lines from debug information, which clang makes for them without -g?
 */
bool locations_are_read(LLVMModuleRef module);

/* All but what clang makes for them is taken out. */
void locations_keep(LLVMModuleRef module);

#ifdef __cplusplus
}
#endif
#endif
