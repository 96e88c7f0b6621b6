// The pass plugin: hands the module to run.c before any optimization, and to section.c then and
// once more behind the last one. LLVM's plugin interface has no C form, so this file is C++;
// everything else is not.
#include "llvm/IR/Module.h"
#include "llvm/Passes/PassBuilder.h"
#include "llvm/Passes/PassPlugin.h"

#include "plugin/run.h"
#include "plugin/section.h"

using namespace llvm;

namespace
{
struct LowerPass : PassInfoMixin<LowerPass> {
    PreservedAnalyses run(Module &module, ModuleAnalysisManager &)
    {
        plugin_run(wrap(&module));
        section_begin(wrap(&module));
        return PreservedAnalyses::none();
    }
    static bool isRequired()
    {
        return true; // also at -O0
    }
};

struct SectionPass : PassInfoMixin<SectionPass> {
    PreservedAnalyses run(Module &module, ModuleAnalysisManager &)
    {
        section_end(wrap(&module));
        return PreservedAnalyses::all(); // no function or variable changed
    }
    static bool isRequired()
    {
        return true;
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
            builder.registerOptimizerLastEPCallback(
                [](ModulePassManager &passes, OptimizationLevel) {
                    passes.addPass(SectionPass());
                });
        }};
}
