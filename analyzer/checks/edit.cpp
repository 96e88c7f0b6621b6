// What LLVM-C 19 has no way for (edit.h). Nothing here decides what is checked.
#include "checks/edit.h"

#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/Analysis/CaptureTracking.h"
#include "llvm/Analysis/ValueTracking.h"
#include "llvm/IR/Constants.h"
#include "llvm/IR/DebugInfo.h"
#include "llvm/IR/DebugInfoMetadata.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/InlineAsm.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/IR/MDBuilder.h"
#include "llvm/IR/Module.h"
#include "llvm/IR/Operator.h"
#include "llvm/Transforms/Utils/BasicBlockUtils.h"
#include "llvm/Transforms/Utils/ModuleUtils.h"

using namespace llvm;

LLVMValueRef edit_branch_before(LLVMValueRef before, LLVMValueRef condition)
{
    auto *at = cast<Instruction>(unwrap(before));
    MDNode *unlikely = MDBuilder(at->getContext()).createBranchWeights(1, 100000);
    return wrap(SplitBlockAndInsertIfThen(unwrap(condition), at, false, unlikely));
}

LLVMValueRef edit_base(LLVMValueRef pointer, int64_t *distance)
{
    Value *v = unwrap(pointer);
    const DataLayout *layout = nullptr;
    *distance = 0;
    if (auto *i = dyn_cast<Instruction>(v))
        layout = &i->getModule()->getDataLayout();
    while (auto *gep = dyn_cast<GEPOperator>(v)) {
        APInt offset(64, 0);
        if (layout == nullptr || gep->getPointerAddressSpace() != 0 ||
            !gep->accumulateConstantOffset(*layout, offset) || offset.isNegative())
            break;
        *distance += offset.getSExtValue();
        v = gep->getPointerOperand();
    }
    return wrap(v);
}

LLVMValueRef edit_constant_base(LLVMModuleRef module, LLVMValueRef address, uint64_t *distance)
{
    auto *constant = dyn_cast<Constant>(unwrap(address));
    if (constant == nullptr || !constant->getType()->isPointerTy())
        return nullptr;
    APInt offset(64, 0);
    Value *base = constant->stripAndAccumulateConstantOffsets(unwrap(module)->getDataLayout(),
                                                              offset, /*AllowNonInbounds=*/true);
    *distance = offset.getZExtValue();
    return isa<GlobalVariable>(base) ? wrap(base) : nullptr;
}

unsigned edit_objects(LLVMValueRef pointer, LLVMValueRef *objects, unsigned most)
{
    SmallVector<const Value *, 8> found;
    getUnderlyingObjects(unwrap(pointer), found, nullptr, 0);
    if (found.size() > most)
        return 0;
    for (size_t i = 0; i < found.size(); i++)
        objects[i] = wrap(const_cast<Value *>(found[i]));
    return static_cast<unsigned>(found.size());
}

bool edit_is_shown(LLVMValueRef alloca)
{
    return PointerMayBeCaptured(unwrap(alloca), false, true);
}

LLVMMetadataRef edit_source_function(LLVMValueRef instruction)
{
    const DILocation *at = cast<Instruction>(unwrap(instruction))->getDebugLoc().get();
    return at == nullptr ? nullptr : wrap(at->getScope()->getSubprogram());
}

LLVMMetadataRef edit_record(LLVMValueRef function)
{
    return wrap(cast<Function>(unwrap(function))->getSubprogram());
}

static const DILocation *shown(const Instruction *at)
{
    for (const Instruction *i = at; i != nullptr; i = i->getPrevNode())
        if (i->getDebugLoc() && i->getDebugLoc().getLine() != 0)
            return i->getDebugLoc().get();
    for (const Instruction *i = at; i != nullptr; i = i->getNextNode())
        if (i->getDebugLoc() && i->getDebugLoc().getLine() != 0)
            return i->getDebugLoc().get();
    return at->getDebugLoc().get();
}

LLVMMetadataRef edit_shown_location(LLVMValueRef instruction)
{
    return wrap(shown(cast<Instruction>(unwrap(instruction))));
}

void edit_place_at_function(LLVMBuilderRef builder, LLVMValueRef function)
{
    DISubprogram *s = cast<Function>(unwrap(function))->getSubprogram();
    if (s != nullptr)
        unwrap(builder)->SetCurrentDebugLocation(
            DILocation::get(s->getContext(), s->getScopeLine(), 0, s));
}

void edit_pass_alike(LLVMValueRef wrapper, LLVMValueRef call, LLVMValueRef function)
{
    auto *w = cast<Function>(unwrap(wrapper));
    auto *f = cast<Function>(unwrap(function));
    LLVMContext &context = f->getContext();
    AttributeList all = f->getAttributes();
    SmallVector<AttributeSet, 8> parameters;
    for (unsigned i = 0; i < f->arg_size(); i++)
        parameters.push_back(all.getParamAttrs(i));
    AttributeSet none, result = all.getRetAttrs();
    cast<CallBase>(unwrap(call))
        ->setAttributes(AttributeList::get(context, none, result, parameters));
    cast<CallBase>(unwrap(call))->setIsNoInline(); // its code would lose its lines
    w->setAttributes(
        AttributeList::get(context, w->getAttributes().getFnAttrs(), result, parameters));
}

void edit_keep_whole(LLVMValueRef function)
{
    auto *f = cast<Function>(unwrap(function));
    f->removeFnAttr(Attribute::AlwaysInline);
    f->addFnAttr(Attribute::NoInline);
}

bool edit_is_harmless(LLVMValueRef call)
{
    auto *c = cast<CallBase>(unwrap(call));
    const Function *f = c->getCalledFunction();
    if (isa<IntrinsicInst>(c) && !f->isTargetIntrinsic())
        return true;
    if (!c->doesNotThrow() || !(c->hasFnAttr(Attribute::WillReturn) || c->isInlineAsm()))
        return false;
    if (c->onlyReadsMemory())
        return true;
    return f != nullptr && f->isDeclaration() && c->hasFnAttr(Attribute::NoFree) &&
           c->onlyAccessesInaccessibleMemOrArgMem();
}

const void *edit_member(LLVMValueRef access, int64_t *offset, const char **tag, size_t *length)
{
    const MDNode *path = cast<Instruction>(unwrap(access))->getMetadata(LLVMContext::MD_tbaa);
    if (path == nullptr || path->getNumOperands() < 3 || path->getOperand(0) == path->getOperand(1))
        return nullptr;
    const auto *of = dyn_cast<MDNode>(path->getOperand(0));
    const auto *at = mdconst::dyn_extract<ConstantInt>(path->getOperand(2));
    const auto *name =
        of == nullptr || of->getNumOperands() < 3 ? nullptr : dyn_cast<MDString>(of->getOperand(0));
    if (name == nullptr || at == nullptr || name->getString().empty())
        return nullptr;
    *offset = at->getSExtValue();
    *tag = name->getString().data();
    *length = name->getString().size();
    return of;
}

bool edit_acquires(LLVMValueRef instruction)
{
    const auto *i = cast<Instruction>(unwrap(instruction));
    if (isa<FenceInst>(i))
        return true;
    if (const auto *load = dyn_cast<LoadInst>(i))
        return load->isVolatile() || isStrongerThan(load->getOrdering(), AtomicOrdering::Monotonic);
    return i->isAtomic() && !isa<StoreInst>(i);
}

void edit_add_constructor(LLVMModuleRef module, LLVMValueRef function)
{
    auto *f = cast<Function>(unwrap(function));
    Module &m = *unwrap(module);
    f->setComdat(m.getOrInsertComdat(f->getName()));
    appendToGlobalCtors(m, f, 1, f);
    appendToUsed(m, {f});
}

void edit_keep(LLVMValueRef *variables, unsigned n)
{
    SmallVector<GlobalValue *, 16> kept;
    for (unsigned i = 0; i < n; i++)
        kept.push_back(cast<GlobalVariable>(unwrap(variables[i])));
    if (n > 0)
        appendToCompilerUsed(*kept[0]->getParent(), kept);
}

void edit_keep_with(LLVMValueRef variable, LLVMValueRef of)
{
    auto *v = cast<GlobalVariable>(unwrap(variable));
    auto *with = cast<GlobalObject>(unwrap(of));
    v->setMetadata(LLVMContext::MD_associated,
                   MDNode::get(v->getContext(), ValueAsMetadata::get(with)));
    if (with->hasComdat())
        v->setComdat(with->getComdat());
    appendToCompilerUsed(*v->getParent(), {v});
}

void edit_keep_lines(LLVMModuleRef module)
{
    stripNonLineTableDebugInfo(*unwrap(module));
}

void edit_hide(LLVMValueRef alloca)
{
    auto *variable = cast<AllocaInst>(unwrap(alloca));
    BasicBlock::iterator at = variable->getIterator();
    while (isa<AllocaInst>(*at))
        ++at;
    FunctionType *type = FunctionType::get(variable->getType(), {variable->getType()}, false);
    CallInst *hidden =
        CallInst::Create(type, InlineAsm::get(type, "", "=r,0", false), {variable}, "", at);
    hidden->setDoesNotThrow();
    hidden->setDoesNotAccessMemory();
    variable->replaceUsesWithIf(hidden, [hidden](Use &use) {
        return use.getUser() != hidden && !cast<Instruction>(use.getUser())->isLifetimeStartOrEnd();
    });
}

void edit_assembler_before(LLVMValueRef before, const char *text, LLVMValueRef address,
                           LLVMValueRef place)
{
    auto *at = cast<Instruction>(unwrap(before));
    LLVMContext &context = at->getContext();
    Type *pointer = PointerType::get(context, 0);
    FunctionType *type = FunctionType::get(Type::getVoidTy(context), {pointer}, false);
    InlineAsm *code = InlineAsm::get(type, text, "*m,~{r11},~{dirflag},~{fpsr},~{flags}", true);
    CallInst *call = CallInst::Create(type, code, {unwrap(address)}, "", at->getIterator());
    call->addParamAttr(0,
                       Attribute::get(context, Attribute::ElementType, Type::getInt8Ty(context)));
    call->setDoesNotThrow();
    call->setDebugLoc(shown(cast<Instruction>(unwrap(place))));
}

LLVMTypeRef edit_assembler_memory(LLVMValueRef call, unsigned argument, bool *write)
{
    auto *c = cast<CallBase>(unwrap(call));
    unsigned at = 0;
    for (const auto &x : cast<InlineAsm>(c->getCalledOperand())->ParseConstraints()) {
        if (!x.hasArg())
            continue;
        if (at++ != argument)
            continue;
        *write = x.Type == InlineAsm::isOutput;
        return x.isIndirect && x.Type != InlineAsm::isLabel ? wrap(c->getParamElementType(argument))
                                                            : nullptr;
    }
    return nullptr;
}
