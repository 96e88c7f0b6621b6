// The pass plugin: hands the module to run.c before any optimization, and to section.c then and
// once more behind the last one, also behind those of the user's own plugins: ours is named first,
// so it looks first, and they see the module as if there were none. LLVM's plugin interface has no
// C form, so this file is C++; everything else is not.
#include "llvm/IR/Module.h"
#include "llvm/Passes/PassBuilder.h"
#include "llvm/Passes/PassPlugin.h"

#include "plugin/run.h"
#include "plugin/section.h"

using namespace llvm;

namespace
{
struct LowerPass : PassInfoMixin<LowerPass> {
    bool usual;
    explicit LowerPass(OptimizationLevel level)
        // At -O0 what is only declared has no type; __OPTIMIZE_SIZE__ is a macro.
        : usual(level != OptimizationLevel::O0 && level.getSizeLevel() == 0)
    {
    }
    PreservedAnalyses run(Module &module, ModuleAnalysisManager &)
    {
        plugin_run(wrap(&module));
        section_begin(wrap(&module), usual);
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
        bool changed = section_end(wrap(&module));
        return changed ? PreservedAnalyses::none() : PreservedAnalyses::all();
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
    return {LLVM_PLUGIN_API_VERSION, "fbp", "1", [](PassBuilder &builder) {
                builder.registerPipelineStartEPCallback(
                    [&builder](ModulePassManager &passes, OptimizationLevel level) {
                        passes.addPass(LowerPass(level));
                        // All other plugins are loaded now, so this one comes behind theirs.
                        builder.registerOptimizerLastEPCallback(
                            [](ModulePassManager &last, OptimizationLevel) {
                                last.addPass(SectionPass());
                            });
                    });
            }};
}
