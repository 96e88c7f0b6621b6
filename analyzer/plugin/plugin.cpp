// The pass plugin: hands the module, before any optimization, to run.c. LLVM's plugin interface has
// no C form, so this file is C++; everything else is not.
#include "llvm/IR/Module.h"
#include "llvm/Passes/PassBuilder.h"
#include "llvm/Passes/PassPlugin.h"

#include "plugin/run.h"

using namespace llvm;

namespace
{
struct LowerPass : PassInfoMixin<LowerPass> {
    PreservedAnalyses run(Module &module, ModuleAnalysisManager &)
    {
        plugin_run(wrap(&module));
        return PreservedAnalyses::none();
    }
    static bool isRequired()
    {
        return true; // also at -O0
    }
};
} // namespace

extern "C" LLVM_ATTRIBUTE_WEAK __attribute__((visibility("default"))) PassPluginLibraryInfo
llvmGetPassPluginInfo()
{
    return {
        LLVM_PLUGIN_API_VERSION, "fbp", "1", [](PassBuilder &builder) {
            builder.registerPipelineStartEPCallback(
                [](ModulePassManager &passes, OptimizationLevel) { passes.addPass(LowerPass()); });
        }};
}
