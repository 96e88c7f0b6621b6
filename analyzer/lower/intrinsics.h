/* Intrinsics that are exact arithmetic in RIR (expand.c): each defines the call's result. */
#ifndef FBP_LOWER_INTRINSICS_H
#define FBP_LOWER_INTRINSICS_H

#include "lower/internal.h"

void expand_bswap(struct fn *f, LLVMValueRef v);
void expand_ctpop(struct fn *f, LLVMValueRef v);
void expand_ctlz(struct fn *f, LLVMValueRef v);
void expand_cttz(struct fn *f, LLVMValueRef v);
void expand_funnel(struct fn *f, LLVMValueRef v);
void expand_abs(struct fn *f, LLVMValueRef v);
void expand_minmax(struct fn *f, LLVMValueRef v);
void expand_overflow(struct fn *f, LLVMValueRef v);
void expand_saturating(struct fn *f, LLVMValueRef v);
void expand_fabs(struct fn *f, LLVMValueRef v);
void expand_copysign(struct fn *f, LLVMValueRef v);
void expand_fpclass(struct fn *f, LLVMValueRef v);
void expand_fmuladd(struct fn *f, LLVMValueRef v);

#endif
