/* What check.c asks of C types: could a value carry a pointer, could something that refers to
 * memory be put where it points, could it hold functions.
 *
 * A value of integer type is no pointer, but `uintptr_t` and `intptr_t` are taken for one, and so
 * is a struct by value, which may carry one. */
#include <string.h>

#include "model/reader.h"

static bool names_pointer_integer(CXType t)
{
    CXString s = libclang.getTypeSpelling(t);
    const char *text = libclang.getCString(s);
    bool yes = text != NULL && strstr(text, "intptr_t") != NULL;
    libclang.disposeString(s);
    return yes;
}

/* Could a value of this type carry a pointer? */
bool type_carries_pointer(CXType t)
{
    if (names_pointer_integer(t))
        return true;
    switch (libclang.getCanonicalType(t).kind) {
    case CXType_Pointer:
    case CXType_BlockPointer:
    case CXType_LValueReference:
    case CXType_RValueReference:
    case CXType_ConstantArray:
    case CXType_IncompleteArray:
    case CXType_VariableArray:
    case CXType_Record:
    case CXType_FunctionProto:
    case CXType_FunctionNoProto:
        return true;
    default:
        return false;
    }
}

bool type_is_pointer(CXType t)
{
    return type_carries_pointer(t) && libclang.getCanonicalType(t).kind != CXType_Record;
}

static CXType pointee(CXType t)
{
    CXType c = libclang.getCanonicalType(t);
    CXType p = libclang.getPointeeType(c);
    return p.kind != CXType_Invalid ? p : libclang.getArrayElementType(c);
}

/* Can something that refers to memory be put at `*t`? */
bool type_points_to_pointer(CXType t)
{
    if (names_pointer_integer(t))
        return true;
    CXType p = pointee(t);
    return p.kind != CXType_Invalid &&
           (libclang.getCanonicalType(p).kind == CXType_Void || type_carries_pointer(p));
}

bool type_is_function(CXType t)
{
    CXType p = libclang.getCanonicalType(pointee(t));
    return p.kind == CXType_FunctionProto || p.kind == CXType_FunctionNoProto;
}

bool type_may_hold_functions(CXType t)
{
    enum CXTypeKind k = libclang.getCanonicalType(pointee(t)).kind;
    return k == CXType_Void || k == CXType_Record ||
           libclang.getCanonicalType(t).kind == CXType_Record;
}

bool type_is_signed_integer(enum CXTypeKind k)
{
    return (k >= CXType_Char_S && k <= CXType_Int128) || k == CXType_Enum;
}

bool type_is_integer(enum CXTypeKind k)
{
    return (k >= CXType_Bool && k <= CXType_Int128) || k == CXType_Enum;
}
