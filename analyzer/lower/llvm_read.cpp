// What LLVM-C 19 cannot read (llvm_read.h): thin getters over debug metadata and wide constants.
// Nothing here decides anything; every function reads one node and copies what it says.
#include "lower/llvm_read.h"

#include "llvm/BinaryFormat/Dwarf.h"
#include "llvm/IR/Constants.h"
#include "llvm/IR/DataLayout.h"
#include "llvm/IR/DebugInfo.h"
#include "llvm/IR/DebugInfoMetadata.h"
#include "llvm/IR/GlobalVariable.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/IR/Module.h"
#include "llvm/Support/Signals.h"
#include "llvm/TargetParser/Triple.h"

using namespace llvm;

static ll_text text(StringRef s)
{
    return {s.data(), s.size()};
}

template <class T>
static const T *node(LLVMMetadataRef md)
{
    return dyn_cast_or_null<T>(unwrap(md));
}

static LLVMMetadataRef ref(const Metadata *md)
{
    return wrap(const_cast<Metadata *>(md));
}

static const MDTuple *annotations(LLVMMetadataRef md)
{
    MDNode *list = nullptr;
    if (auto *c = node<DICompositeType>(md))
        list = c->getAnnotations().get();
    else if (auto *d = node<DIDerivedType>(md))
        list = d->getAnnotations().get();
    else if (auto *g = node<DIGlobalVariable>(md))
        list = g->getAnnotations().get();
    return dyn_cast_or_null<MDTuple>(list);
}

unsigned ll_annotation_count(LLVMMetadataRef md)
{
    const MDTuple *list = annotations(md);
    return list ? list->getNumOperands() : 0;
}

bool ll_annotation(LLVMMetadataRef md, unsigned i, ll_text *tag)
{
    const MDTuple *list = annotations(md);
    auto *pair = list ? dyn_cast_or_null<MDNode>(list->getOperand(i).get()) : nullptr;
    if (!pair || pair->getNumOperands() != 2)
        return false;
    auto *name = dyn_cast_or_null<MDString>(pair->getOperand(0).get());
    auto *value = dyn_cast_or_null<MDString>(pair->getOperand(1).get());
    if (!name || !value || name->getString() != "btf_decl_tag")
        return false;
    *tag = text(value->getString());
    return true;
}

void ll_type_read(LLVMMetadataRef md, ll_type *out)
{
    *out = {};
    auto *t = node<DIType>(md);
    if (!t)
        return;
    out->tag = t->getTag();
    out->name = text(t->getName());
    out->bits = t->getSizeInBits();
    out->offset = t->getOffsetInBits();
    out->bitfield = t->isBitField();
    out->declaration = t->isForwardDecl();
    out->is_static = t->isStaticMember();
    out->nannotations = ll_annotation_count(md);
    if (auto *b = dyn_cast<DIBasicType>(t)) {
        out->encoding = b->getEncoding();
    } else if (auto *d = dyn_cast<DIDerivedType>(t)) {
        out->base = ref(d->getBaseType());
    } else if (auto *c = dyn_cast<DICompositeType>(t)) {
        out->base = ref(c->getBaseType());
        out->nelements = c->getElements().size();
    } else if (auto *s = dyn_cast<DISubroutineType>(t)) {
        out->nelements = s->getTypeArray() ? s->getTypeArray().size() : 0;
    }
}

LLVMMetadataRef ll_type_element(LLVMMetadataRef md, unsigned i)
{
    if (auto *c = node<DICompositeType>(md))
        return ref(c->getElements()[i]);
    if (auto *s = node<DISubroutineType>(md))
        return ref(s->getTypeArray()[i]);
    return nullptr;
}

uint64_t ll_subrange_count(LLVMMetadataRef md)
{
    auto *range = node<DISubrange>(md);
    if (!range)
        return 0;
    auto *count = dyn_cast_if_present<ConstantInt *>(range->getCount());
    return count && count->getSExtValue() > 0 ? count->getZExtValue() : 0;
}

// In C, what the finder finds through the scopes of locations it has found before: each location is
// in its own function, and that in a file. Looking at all of them is most of its work.
static void find_in_c(DebugInfoFinder &finder, const Module &module)
{
    for (const Function &f : module) {
        if (DISubprogram *s = f.getSubprogram())
            finder.processSubprogram(s); // the first one leads to the unit
        for (const Instruction &i : instructions(f)) {
            if (auto *variable = dyn_cast<DbgVariableIntrinsic>(&i))
                finder.processVariable(module, variable->getVariable());
            for (const DbgVariableRecord &r : filterDbgVars(i.getDbgRecordRange()))
                finder.processVariable(module, r.getVariable());
        }
    }
}

static bool is_c_with_functions(const Module &module)
{
    return !ll_unit_is_cxx(wrap(&module)) &&
           any_of(module, [](const Function &f) { return f.getSubprogram() != nullptr; });
}

void ll_each_type(LLVMModuleRef module, ll_type_found *found, void *ctx)
{
    DebugInfoFinder finder;
    if (is_c_with_functions(*unwrap(module)))
        find_in_c(finder, *unwrap(module));
    else
        finder.processModule(*unwrap(module));
    for (DIType *t : finder.types())
        found(ctx, ref(t));
}

static void read_variable(const DIVariable *v, ll_variable *out)
{
    *out = {};
    out->name = text(v->getName());
    out->type = ref(v->getType());
    out->file = ref(v->getFile());
    out->line = v->getLine();
    if (auto *local = dyn_cast<DILocalVariable>(v))
        out->arg = local->getArg();
}

template <class Markers>
static LLVMMetadataRef type_of_first(const Markers &markers)
{
    for (auto *m : markers)
        return ref(m->getVariable()->getType());
    return nullptr;
}

LLVMMetadataRef ll_local_type(LLVMValueRef alloca)
{
    auto *slot = cast<AllocaInst>(unwrap(alloca));
    if (LLVMMetadataRef type = type_of_first(findDVRDeclares(slot)))
        return type;
    if (LLVMMetadataRef type = type_of_first(findDbgDeclares(slot)))
        return type;
    if (LLVMMetadataRef type = type_of_first(at::getDVRAssignmentMarkers(slot)))
        return type;
    return type_of_first(at::getAssignmentMarkers(slot));
}

bool ll_debug_call(LLVMValueRef call, LLVMValueRef *what, ll_variable *out)
{
    auto *dbg = dyn_cast<DbgVariableIntrinsic>(unwrap(call));
    if (!dbg || dbg->hasArgList() || dbg->getNumVariableLocationOps() != 1)
        return false;
    Value *v = dbg->getVariableLocationOp(0);
    bool memory = isa<DbgDeclareInst>(dbg);
    if (auto *assign = dyn_cast<DbgAssignIntrinsic>(dbg)) { // at -O1 and above, instead of declare
        v = assign->getAddress();
        memory = true;
        if (assign->getAddressExpression()->getNumElements() != 0)
            return false;
    }
    if (!v)
        return false;
    // An argument passed as a hidden pointer is described as "deref": it points to the variable.
    const DIExpression *how = dbg->getExpression();
    bool hidden = isa<Argument>(v) && how->isDeref();
    if (how->getNumElements() != 0 && !hidden)
        return false;
    *what = wrap(v);
    read_variable(dbg->getVariable(), out);
    out->in_memory = memory || hidden;
    return true;
}

bool ll_global_variable(LLVMValueRef global, ll_variable *out, LLVMMetadataRef *md)
{
    auto *g = dyn_cast<GlobalVariable>(unwrap(global));
    if (!g)
        return false;
    SmallVector<DIGlobalVariableExpression *, 1> list;
    g->getDebugInfo(list);
    for (auto *e : list) {
        if (e->getExpression()->getNumElements() != 0)
            continue;
        read_variable(e->getVariable(), out);
        *md = ref(e->getVariable());
        return true;
    }
    return false;
}

bool ll_subprogram_read(LLVMValueRef function, ll_subprogram *out)
{
    auto *f = dyn_cast<Function>(unwrap(function));
    DISubprogram *s = f ? f->getSubprogram() : nullptr;
    if (!s)
        return false;
    *out = {};
    out->name = text(s->getName());
    out->type = ref(s->getType());
    out->file = ref(s->getFile());
    out->line = s->getLine();
    return true;
}

ll_text ll_file_name(LLVMMetadataRef md)
{
    auto *f = node<DIFile>(md);
    return f ? text(f->getFilename()) : ll_text{"", 0};
}

ll_text ll_file_directory(LLVMMetadataRef md)
{
    auto *f = node<DIFile>(md);
    return f ? text(f->getDirectory()) : ll_text{"", 0};
}

LLVMMetadataRef ll_unit_file(LLVMModuleRef module)
{
    for (DICompileUnit *unit : unwrap(module)->debug_compile_units())
        return ref(unit->getFile());
    return nullptr;
}

ll_text ll_source_name(LLVMModuleRef module)
{
    for (DICompileUnit *unit : unwrap(module)->debug_compile_units())
        return text(unit->getFile()->getFilename());
    return text(unwrap(module)->getSourceFileName());
}

bool ll_unit_is_cxx(LLVMModuleRef module)
{
    for (DICompileUnit *unit : unwrap(module)->debug_compile_units())
        return dwarf::isCPlusPlus(static_cast<dwarf::SourceLanguage>(unit->getSourceLanguage()));
    return false;
}

void ll_drop_inline_bodies(LLVMModuleRef module)
{
    bool any = false;
    for (Function &f : *unwrap(module)) {
        if (!f.hasAvailableExternallyLinkage())
            continue;
        DISubprogram *s = f.getSubprogram();
        f.deleteBody();
        f.setSubprogram(s);
        any = true;
    }
    for (Function &f : make_early_inc_range(*unwrap(module)))
        if (any && f.isDeclaration() && f.use_empty())
            f.eraseFromParent();
    for (GlobalVariable &g : make_early_inc_range(unwrap(module)->globals()))
        if (any && g.isDeclaration() && g.use_empty())
            g.eraseFromParent();
}

void ll_split_before_second_returns(LLVMValueRef function)
{
    auto &f = *cast<Function>(unwrap(function));
    SmallVector<CallBase *, 4> calls;
    for (Instruction &i : instructions(f))
        if (auto *call = dyn_cast<CallBase>(&i); call != nullptr && !isa<DbgInfoIntrinsic>(call))
            if (call->hasFnAttr(Attribute::ReturnsTwice) && call != &call->getParent()->front())
                calls.push_back(call);
    for (CallBase *call : calls)
        call->getParent()->splitBasicBlock(call)->moveAfter(&f.back());
}

bool ll_makes_elf(LLVMModuleRef module)
{
    Triple triple(unwrap(module)->getTargetTriple());
    bool device =
        triple.isNVPTX() || triple.isAMDGPU() || triple.isSPIRV(); // code for another machine
    return triple.isOSBinFormatELF() && !device;
}

void ll_drop_flag(LLVMModuleRef module, const char *name)
{
    NamedMDNode *flags = unwrap(module)->getModuleFlagsMetadata();
    SmallVector<MDNode *, 8> kept;
    if (flags == nullptr)
        return;
    for (MDNode *flag : flags->operands()) {
        const auto *text = dyn_cast<MDString>(flag->getOperand(1));
        if (text == nullptr || text->getString() != name)
            kept.push_back(flag);
    }
    flags->clearOperands();
    for (MDNode *flag : kept)
        flags->addOperand(flag);
    if (kept.empty())
        flags->eraseFromParent();
}

void ll_strip_debug(LLVMModuleRef module)
{
    StripDebugInfo(*unwrap(module));
    ll_drop_flag(module, "Debug Info Version");
    ll_drop_flag(module, "Dwarf Version");
}

bool ll_describes_types(LLVMModuleRef module)
{
    for (DICompileUnit *unit : unwrap(module)->debug_compile_units())
        return unit->getEmissionKind() == DICompileUnit::FullDebug;
    return false;
}

unsigned ll_constant_bits(LLVMValueRef constant, uint64_t *words, unsigned nwords)
{
    APInt bits;
    if (auto *i = dyn_cast<ConstantInt>(unwrap(constant)))
        bits = i->getValue();
    else if (auto *f = dyn_cast<ConstantFP>(unwrap(constant)))
        bits = f->getValueAPF().bitcastToAPInt();
    else
        return 0;
    for (unsigned w = 0; w < nwords; w++)
        words[w] = w < bits.getNumWords() ? bits.getRawData()[w] : 0;
    return bits.getBitWidth();
}

const char *ll_constant_data(LLVMValueRef constant, size_t *size, unsigned *element_size)
{
    auto *data = dyn_cast<ConstantDataSequential>(unwrap(constant));
    if (!data)
        return nullptr;
    StringRef raw = data->getRawDataValues();
    *size = raw.size();
    *element_size = data->getElementByteSize();
    return raw.data();
}

LLVMValueRef ll_constant_address(LLVMValueRef constant, LLVMTargetDataRef td, int64_t *offset)
{
    const DataLayout &layout = *unwrap(td);
    auto *c = dyn_cast<Constant>(unwrap(constant));
    if (!c)
        return nullptr;
    if (auto *e = dyn_cast<ConstantExpr>(c))
        if (e->getOpcode() == Instruction::PtrToInt)
            c = e->getOperand(0);
    if (!c->getType()->isPointerTy())
        return nullptr;
    APInt sum(layout.getIndexTypeSizeInBits(c->getType()), 0);
    const Value *base = c->stripAndAccumulateConstantOffsets(layout, sum, true);
    if (auto *d = dyn_cast<DSOLocalEquivalent>(base))
        base = d->getGlobalValue();
    if (auto *n = dyn_cast<NoCFIValue>(base))
        base = n->getGlobalValue();
    if (!isa<GlobalValue>(base))
        return nullptr;
    *offset = sum.getSExtValue();
    return wrap(base);
}

unsigned ll_label_number(LLVMValueRef address)
{
    auto *label = cast<BlockAddress>(unwrap(address));
    unsigned number = 0;
    for (const BasicBlock &b : *label->getBasicBlock()->getParent()) {
        if (&b == label->getBasicBlock())
            return number;
        number++;
    }
    return 0;
}

void ll_remove_temporaries(void)
{
    sys::RunInterruptHandlers();
}
