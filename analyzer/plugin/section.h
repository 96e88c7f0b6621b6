/* The unit's record, put into what is compiled as the section .fbp. Controlled by the environment:
 *   FBP_PLUGIN_SECTION=1   do it; the compilation goes on and is otherwise what it would be
 *   FBP_PLUGIN_CHECKS=full|residual
 *                          besides: run-time checks (residual: off until the program is linked);
 *                          the library's models are in the folder
 *   FBP_PLUGIN_MODELS=DIR  that is named;
 *   FBP_PLUGIN_OWN_MODELS=FILE
 *                          models of the user's, written by fbp-check --write-models
 *   FBP_PLUGIN_NAMES=1     besides: names of values are for the analysis alone
 *   FBP_PLUGIN_STRIP=1     besides: -g was added for the analysis alone; nothing of it is left */
#ifndef FBP_PLUGIN_SECTION_H
#define FBP_PLUGIN_SECTION_H

#include <llvm-c/Core.h>
#include <stdbool.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Before any optimization. `usual`: at this -O level the front end describes what fbp-check sees.
 */
void section_begin(LLVMModuleRef module, bool usual);
/* Before code is made. True: functions changed. */
bool section_end(LLVMModuleRef module);

#ifdef __cplusplus
}
#endif
#endif
