// Coverage (--coverage) reads lines from debug information, so clang makes a little of it there
// even without -g: functions and locations, in a unit that is marked as not to be written. That is
// what is left here of what was added for the analysis, node by node as clang makes it, so that
// code and coverage notes come out the same.
//
// Only blocks that are in another file than their function cannot be told exactly: clang remembers
// in which file it was last, without blocks another one than with them. Neither code nor notes
// depend on it; bitcode would show it, and is not made with our debug information (cc/command.c).
#include "plugin/locations.h"
#include "lower/llvm_read.h"

#include "llvm/ADT/DenseMap.h"
#include "llvm/IR/DebugInfo.h"
#include "llvm/IR/DebugInfoMetadata.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/IR/Module.h"

using namespace llvm;

namespace
{
class Reduction
{
    LLVMContext &context;
    Module &module;
    DenseMap<const Metadata *, Metadata *> made;

    DICompileUnit *unit(const DICompileUnit *u)
    {
        Metadata *&known = made[u];
        if (known == nullptr)
            known = DICompileUnit::getDistinct(
                context, u->getSourceLanguage(), u->getFile(), u->getRawProducer(),
                u->isOptimized(), u->getRawFlags(), u->getRuntimeVersion(),
                u->getRawSplitDebugFilename(), DICompileUnit::NoDebug, nullptr, nullptr, nullptr,
                nullptr, nullptr, u->getDWOId(), u->getSplitDebugInlining(),
                u->getDebugInfoForProfiling(), static_cast<unsigned>(u->getNameTableKind()),
                u->getRangesBaseAddress(), u->getRawSysRoot(), u->getRawSDK());
        return cast<DICompileUnit>(known);
    }

    DISubprogram *function(const DISubprogram *s)
    {
        if (Metadata *known = made.lookup(s))
            return cast<DISubprogram>(known);
        auto *type = DISubroutineType::get(context, DINode::FlagZero, 0, MDTuple::get(context, {}));
        DISubprogram *reduced = DISubprogram::getDistinct(
            context, s->getFile(), s->getRawName(), s->getRawLinkageName(), s->getFile(),
            s->getLine(), type, s->getScopeLine(), nullptr, 0, 0,
            s->getFlags() & ~(DINode::FlagAllCallsDescribed | DINode::FlagNoReturn),
            s->getSPFlags(), unit(s->getUnit()));
        made[s] = reduced;
        return reduced;
    }

    DILocalScope *scope(DILocalScope *s)
    {
        if (auto *f = dyn_cast<DISubprogram>(s))
            return function(f);
        auto *block = cast<DILexicalBlockBase>(s);
        DILocalScope *outer = scope(block->getScope());
        if (auto *file = dyn_cast<DILexicalBlockFile>(block))
            return DILexicalBlockFile::get(context, outer->getSubprogram(), file->getFile(),
                                           file->getDiscriminator());
        return outer;
    }

    DILocation *location(const DILocation *at)
    {
        if (at == nullptr)
            return nullptr;
        return DILocation::get(context, at->getLine(), at->getColumn(), scope(at->getScope()),
                               location(at->getInlinedAt()), at->isImplicitCode());
    }

    void loop(MDNode *id) // several branches may share it
    {
        if (id == nullptr || !made.try_emplace(id, id).second)
            return;
        for (unsigned i = 1; i < id->getNumOperands(); i++)
            if (auto *at = dyn_cast<DILocation>(id->getOperand(i)))
                id->replaceOperandWith(i, location(at));
    }

    void body(Function &f)
    {
        for (Instruction &i : make_early_inc_range(instructions(f))) {
            i.dropDbgRecords();
            if (isa<DbgInfoIntrinsic>(i)) {
                i.eraseFromParent();
                continue;
            }
            i.setMetadata(LLVMContext::MD_DIAssignID, nullptr);
            i.setMetadata("heapallocsite", nullptr);
            if (i.getDebugLoc())
                i.setDebugLoc(location(i.getDebugLoc().get()));
            if (i.isTerminator())
                loop(i.getMetadata(LLVMContext::MD_loop));
        }
    }

    // Each operand that is a unit: the list of units, and the files of coverage.
    void units(NamedMDNode *list)
    {
        for (unsigned i = 0; i < list->getNumOperands(); i++) {
            MDNode *entry = list->getOperand(i);
            if (auto *u = dyn_cast<DICompileUnit>(entry)) {
                list->setOperand(i, unit(u));
                continue;
            }
            SmallVector<Metadata *, 3> operands;
            for (const MDOperand &o : entry->operands()) {
                auto *u = dyn_cast_or_null<DICompileUnit>(o.get());
                operands.push_back(u != nullptr ? unit(u) : o.get());
            }
            list->setOperand(i, MDNode::get(context, operands));
        }
    }

  public:
    explicit Reduction(Module &m) : context(m.getContext()), module(m)
    {
    }

    void run()
    {
        for (GlobalVariable &g : module.globals())
            g.eraseMetadata(LLVMContext::MD_dbg);
        for (Function &f : module) {
            DISubprogram *s = f.getSubprogram();
            if (s != nullptr)
                f.setSubprogram(f.isDeclaration() ? nullptr : function(s));
            body(f);
        }
        units(module.getNamedMetadata("llvm.dbg.cu"));
        units(module.getNamedMetadata("llvm.gcov"));
        ll_drop_flag(wrap(&module), "Dwarf Version");
    }
};
} // namespace

bool locations_are_read(LLVMModuleRef module)
{
    return unwrap(module)->getNamedMetadata("llvm.gcov") != nullptr;
}

void locations_keep(LLVMModuleRef module)
{
    Reduction(*unwrap(module)).run();
}
