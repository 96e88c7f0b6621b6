/* lower-bitcode FILE.bc OUT: lowers bitcode as the plugin would, but in a process of its own, where
 * sanitizers can watch; and as fbp-cc will, on a clone, so that the module must come out unchanged
 * but for the site numbers. OUT is the text form. Exit status 1: not well-formed, or the module
 * changed. */
#include <llvm-c/Analysis.h>
#include <llvm-c/BitReader.h>
#include <llvm-c/Core.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lower/lower.h"
#include "rir/text.h"
#include "rir/verify.h"

static LLVMModuleRef read_bitcode(LLVMContextRef ctx, const char *path)
{
    LLVMMemoryBufferRef buffer;
    LLVMModuleRef module;
    char *error = NULL;
    if (LLVMCreateMemoryBufferWithContentsOfFile(path, &buffer, &error) != 0) {
        fprintf(stderr, "lower-bitcode: %s: %s\n", path, error);
        exit(2);
    }
    if (LLVMParseBitcodeInContext2(ctx, buffer, &module) != 0) {
        fprintf(stderr, "lower-bitcode: %s: not bitcode\n", path);
        exit(2);
    }
    LLVMDisposeMemoryBuffer(buffer);
    return module;
}

static unsigned count_instructions(LLVMModuleRef module)
{
    unsigned n = 0;
    for (LLVMValueRef f = LLVMGetFirstFunction(module); f; f = LLVMGetNextFunction(f))
        for (LLVMBasicBlockRef b = LLVMGetFirstBasicBlock(f); b; b = LLVMGetNextBasicBlock(b))
            for (LLVMValueRef v = LLVMGetFirstInstruction(b); v; v = LLVMGetNextInstruction(v))
                n++;
    return n;
}

int main(int argc, char **argv)
{
    char why[300];
    if (argc != 3) {
        fputs("usage: lower-bitcode FILE.bc OUT\n", stderr);
        return 2;
    }
    LLVMContextRef ctx = LLVMContextCreate();
    LLVMModuleRef module = read_bitcode(ctx, argv[1]);
    unsigned before = count_instructions(module);
    struct lower_options options = {.keep_data = true};
    struct rir_module *m = lower_module(module, &options);
    int status = 0;
    if (!rir_verify(m, why, sizeof why)) {
        fprintf(stderr, "%s: %s\n", argv[1], why);
        status = 1;
    }
    char *broken = NULL;
    if (count_instructions(module) != before ||
        LLVMVerifyModule(module, LLVMReturnStatusAction, &broken) != 0) {
        fprintf(stderr, "%s: the module was changed: %s\n", argv[1], broken);
        status = 1;
    }
    LLVMDisposeMessage(broken);
    FILE *out = fopen(argv[2], "w");
    if (out == NULL)
        return 2;
    rir_text_print(out, m);
    fclose(out);
    rir_module_free(m);
    LLVMDisposeModule(module);
    LLVMContextDispose(ctx);
    return status;
}
