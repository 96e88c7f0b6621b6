/* The outline of a module: the first steps of the lowering, on the module itself.
 *
 * It is read as the front end made it, so what a value points to is seen from the variable that it
 * is loaded from (its debug record), from the member, or from the function that returned it. That
 * is a hint about layout and nothing else: a type that is wrong makes a walk of memory less exact.
 */
#include "lower/outline.h"

#include <stdlib.h>

#include "lower/internal.h"

struct outline {
    struct lower l;
};

struct outline *outline_new(LLVMModuleRef module)
{
    struct outline *o = calloc(1, sizeof *o);
    if (o == NULL)
        abort();
    lower_start(&o->l, module);
    types_start(&o->l);
    globals_declare(&o->l);
    funcs_declare(&o->l);
    annotations_read(&o->l);
    return o;
}

void outline_read_structs(struct outline *o)
{
    for (uint32_t i = 0; i < o->l.structs.len; i++)
        type_of_node(&o->l, o->l.structs.data[i].node);
    types_finish(&o->l);
}

void outline_free(struct outline *o)
{
    rir_module_free(o->l.m);
    lower_finish(&o->l);
    free(o);
}

struct rir_module *outline_module(struct outline *o)
{
    return o->l.m;
}

const struct rir_func *outline_function(struct outline *o, LLVMValueRef function)
{
    uint32_t index;
    if (!map_get(&o->l.funcs, (uint64_t)(uintptr_t)function, &index))
        return NULL;
    return &o->l.m->funcs.data[index];
}

const struct rir_global *outline_global(struct outline *o, LLVMValueRef global)
{
    uint32_t index;
    if (!map_get(&o->l.globals, (uint64_t)(uintptr_t)global, &index))
        return NULL;
    return &o->l.m->globals.data[index];
}

int outline_operand(struct outline *o, LLVMValueRef call, const struct rir_func *f, int position)
{
    LLVMTypeRef type = LLVMGetCalledFunctionType(call);
    struct abi_args abi = abi_of(&o->l, call, type, f->type);
    int found = -1;
    unsigned passed = LLVMGetNumArgOperands(call);
    for (unsigned i = 0; i < abi.n; i++) {
        if (abi.pos[i].cpos != position)
            continue;
        if (found >= 0)
            return -1;
        found = (int)i;
    }
    if (found < 0 && position > (int)abi.ncparams) /* one of a list without types */
        found = (int)abi.n + position - (int)abi.ncparams - 1;
    return found < (int)passed ? found : -1;
}

uint32_t outline_parameter_type(const struct rir_func *f, int position)
{
    for (uint32_t i = 0; i < f->nparams; i++)
        if (f->params[i].pos.cpos == position)
            return f->params[i].src;
    return RIR_NONE;
}

const struct rir_type *outline_type(struct outline *o, uint32_t type)
{
    return type_stripped(&o->l, type);
}

uint32_t outline_pointed(struct outline *o, uint32_t type)
{
    return type == RIR_NONE ? RIR_NONE : type_pointee(&o->l, type);
}

/* The source type of what an address holds: a local variable, a parameter's copy, a variable. */
static uint32_t held_at(struct outline *o, LLVMValueRef address)
{
    struct ll_variable variable;
    LLVMMetadataRef node = NULL;
    uint32_t type = RIR_NONE;
    if (LLVMIsAAllocaInst(address)) {
        node = ll_local_type(address);
        type = node == NULL ? RIR_NONE : type_of_node(&o->l, node);
        types_finish(&o->l);
    } else if (LLVMIsAGlobalVariable(address) && ll_global_variable(address, &variable, &node)) {
        type = type_of_node(&o->l, variable.type);
        types_finish(&o->l);
    }
    return type;
}

bool outline_member(struct outline *o, LLVMValueRef gep, uint32_t *within, uint32_t *field)
{
    LLVMTypeRef source = LLVMGetGEPSourceElementType(gep);
    if (LLVMGetTypeKind(source) != LLVMStructTypeKind || LLVMGetNumOperands(gep) < 3)
        return false;
    LLVMValueRef member = LLVMGetOperand(gep, 2);
    if (!LLVMIsAConstantInt(member))
        return false;
    unsigned index = (unsigned)LLVMConstIntGetZExtValue(member);
    *within = type_of_layout(&o->l, source, RIR_NONE);
    types_finish(&o->l);
    *field = *within == RIR_NONE
                 ? RIR_NONE
                 : type_field_at(&o->l, *within, LLVMOffsetOfElement(o->l.td, source, index), 1);
    return *field != RIR_NONE;
}

uint32_t outline_layout(struct outline *o, LLVMValueRef gep, uint64_t *distance)
{
    LLVMTypeRef source = LLVMGetGEPSourceElementType(gep), at = source;
    *distance = 0;
    if (LLVMGetTypeKind(source) != LLVMStructTypeKind)
        return RIR_NONE;
    for (int i = 2; i < LLVMGetNumOperands(gep); i++) {
        LLVMValueRef index = LLVMGetOperand(gep, (unsigned)i);
        if (LLVMGetTypeKind(at) == LLVMArrayTypeKind) {
            at = LLVMGetElementType(at);
        } else if (LLVMGetTypeKind(at) == LLVMStructTypeKind && LLVMIsAConstantInt(index)) {
            unsigned member = (unsigned)LLVMConstIntGetZExtValue(index);
            *distance += LLVMOffsetOfElement(o->l.td, at, member);
            at = LLVMStructGetTypeAtIndex(at, member);
        } else {
            return RIR_NONE;
        }
    }
    uint32_t type = type_of_layout(&o->l, source, RIR_NONE);
    types_finish(&o->l);
    return type;
}

/* What is held by the member that an address computation names. */
static uint32_t member_at(struct outline *o, LLVMValueRef gep)
{
    uint32_t within, field;
    return outline_member(o, gep, &within, &field) ? o->l.m->types.data[within].fields[field].type
                                                   : RIR_NONE;
}

static bool is_address(LLVMValueRef value)
{
    return LLVMIsAGetElementPtrInst(value) ||
           (LLVMIsAConstantExpr(value) && LLVMGetConstOpcode(value) == LLVMGetElementPtr);
}

/* The struct that is the element of an array at which an address computation ends; NULL: there is
 * none. */
static LLVMTypeRef element_at(LLVMValueRef gep)
{
    LLVMTypeRef at = LLVMGetGEPSourceElementType(gep);
    bool element = LLVMGetNumOperands(gep) == 2;
    for (int i = 2; i < LLVMGetNumOperands(gep); i++) {
        LLVMValueRef index = LLVMGetOperand(gep, (unsigned)i);
        element = LLVMGetTypeKind(at) == LLVMArrayTypeKind;
        if (element)
            at = LLVMGetElementType(at);
        else if (LLVMGetTypeKind(at) == LLVMStructTypeKind && LLVMIsAConstantInt(index))
            at = LLVMStructGetTypeAtIndex(at, (unsigned)LLVMConstIntGetZExtValue(index));
        else
            return NULL;
    }
    return element && LLVMGetTypeKind(at) == LLVMStructTypeKind ? at : NULL;
}

uint32_t outline_pointee(struct outline *o, LLVMValueRef value)
{
    if (LLVMIsALoadInst(value)) {
        LLVMValueRef from = LLVMGetOperand(value, 0);
        uint32_t held = LLVMIsAGetElementPtrInst(from) ? member_at(o, from) : held_at(o, from);
        return outline_pointed(o, held);
    }
    if (LLVMIsACallInst(value)) {
        const struct rir_func *f = outline_function(o, LLVMGetCalledValue(value));
        const struct rir_type *type = f == NULL ? NULL : outline_type(o, f->type);
        return type == NULL ? RIR_NONE : outline_pointed(o, type->elem);
    }
    if (is_address(value)) {
        LLVMTypeRef element = element_at(value);
        uint32_t type = element == NULL ? RIR_NONE : type_of_layout(&o->l, element, RIR_NONE);
        types_finish(&o->l);
        return type;
    }
    return held_at(o, value);
}

uint64_t outline_position_key(LLVMModuleRef module, LLVMValueRef instruction)
{
    struct arena a = {0};
    LLVMMetadataRef where = LLVMInstructionGetDebugLoc(instruction);
    if (where == NULL)
        return 0;
    LLVMMetadataRef file = LLVMDIScopeGetFile(LLVMDILocationGetScope(where));
    struct rir_pos pos = {.file = file == NULL ? NULL : file_path(module, file, &a),
                          .line = LLVMDILocationGetLine(where),
                          .col = LLVMDILocationGetColumn(where)};
    uint64_t key = rir_pos_key(&pos);
    arena_free(&a);
    return key;
}
