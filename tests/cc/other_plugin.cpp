// A plugin of the user's own: says what it sees of a unit, as an AST plugin (-fplugin=, -Xclang
// -load) and as a pass plugin (-fpass-plugin=, before all passes and behind the last one), and
// makes one function more.
#include "clang/AST/ASTConsumer.h"
#include "clang/Basic/CodeGenOptions.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendPluginRegistry.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/Module.h"
#include "llvm/Passes/PassBuilder.h"
#include "llvm/Passes/PassPlugin.h"

namespace
{
class Declarations : public clang::ASTConsumer
{
    unsigned count = 0;
    bool HandleTopLevelDecl(clang::DeclGroupRef group) override
    {
        for (auto *declaration : group)
            count += declaration != nullptr;
        return true;
    }
    void HandleTranslationUnit(clang::ASTContext &) override
    {
        llvm::errs() << "declarations: " << count << "\n";
    }
};

class Action : public clang::PluginASTAction
{
    std::unique_ptr<clang::ASTConsumer> CreateASTConsumer(clang::CompilerInstance &,
                                                          llvm::StringRef) override
    {
        return std::make_unique<Declarations>();
    }
    bool ParseArgs(const clang::CompilerInstance &,
                   const std::vector<std::string> &arguments) override
    {
        for (const std::string &argument : arguments)
            llvm::errs() << "argument: " << argument << "\n";
        return true;
    }
    ActionType getActionType() override
    {
        return AddBeforeMainAction;
    }
};
clang::FrontendPluginRegistry::Add<Action> registered("count", "counts declarations");

struct Look : llvm::PassInfoMixin<Look> {
    const char *when;
    bool add;
    Look(const char *when, bool add) : when(when), add(add)
    {
    }
    llvm::PreservedAnalyses run(llvm::Module &m, llvm::ModuleAnalysisManager &)
    {
        unsigned instructions = 0, described = 0;
        for (llvm::Function &f : m) {
            instructions += f.getInstructionCount();
            described += f.getSubprogram() != nullptr;
        }
        llvm::errs() << when << ": " << m.size() << " functions, " << described
                     << " of them with debug information, " << instructions << " instructions, "
                     << m.global_size() << " variables, "
                     << std::distance(m.named_metadata_begin(), m.named_metadata_end())
                     << " named metadata, " << m.getModuleInlineAsm().size()
                     << " bytes of assembler\n";
        if (add) {
            auto *type = llvm::FunctionType::get(llvm::Type::getInt32Ty(m.getContext()), false);
            auto *f =
                llvm::Function::Create(type, llvm::Function::WeakAnyLinkage, "added_by_plugin", m);
            llvm::IRBuilder<> builder(llvm::BasicBlock::Create(m.getContext(), "", f));
            builder.CreateRet(builder.getInt32(42));
        }
        return llvm::PreservedAnalyses::none();
    }
    static bool isRequired()
    {
        return true;
    }
};
} // namespace

extern "C" __attribute__((visibility("default"))) llvm::PassPluginLibraryInfo
llvmGetPassPluginInfo()
{
    return {LLVM_PLUGIN_API_VERSION, "look", "1", [](llvm::PassBuilder &builder) {
                builder.registerPipelineStartEPCallback(
                    [](llvm::ModulePassManager &passes, llvm::OptimizationLevel) {
                        passes.addPass(Look("first", true));
                    });
                builder.registerOptimizerLastEPCallback(
                    [](llvm::ModulePassManager &passes, llvm::OptimizationLevel) {
                        passes.addPass(Look("last", false));
                    });
            }};
}
