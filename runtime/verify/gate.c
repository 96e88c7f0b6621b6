/* The gate: what a check that was switched on after the link calls (abi.h, __fbp_gate). It stands
 * behind the code of the function that is checked, and has put on the stack, 128 bytes below the
 * function's own stack pointer, the address and an FBP_GATE_ACCESS.
 *
 * R40 The function goes on with all registers as they were, but r11 and flags. What has the current
 *     task's number passes here, and what is known to be accepted (R57); for the rest the vector
 * registers are saved, too, the whole of them (xsave), since code of the C library may use them.
 * R41 To whoever unwinds, the gate was called from the place behind the check in the function: the
 * check ends in a jump there, which is read, and the call frame information of the gate says that
 * its caller's stack pointer is the function's. */
#include "gate.h"

#include <cpuid.h>

#include "abi.h"
#include "check.h"
#include "known.h"
#include "thread.h"

/* The bytes that the registers take (xsave), or FXSAVE of a processor that does not have it. Before
 * gate_ready the most that any has so far: no check is passed before. */
#define FXSAVE_TEXT "576"
enum { FXSAVE = 576, MOST = 16384 };
uint32_t gate_area = MOST;

void gate_ready(void)
{
    unsigned a, b, c, d;
    gate_area = FXSAVE;
    if (__get_cpuid(1, &a, &b, &c, &d) && (c & bit_OSXSAVE) != 0 &&
        __get_cpuid_count(0xd, 0, &a, &b, &c, &d))
        gate_area = b + FXSAVE; /* another size than FXSAVE itself */
}

void gate_slow(const void *address, uint64_t access, uintptr_t place)
{
    if ((uintptr_t)address < 4096) /* nothing was given to a library function */
        return;
    uint64_t bytes = access >> 2 & 0xfff;
    uint32_t accepted = (uint32_t)(access >> FBP_GATE_ACCEPTED) & FBP_GATE_KINDS;
    check_access((uintptr_t)address, FBP_ACCESS(access & 1, bytes, 0), place,
                 accepted | CHECK_MARKED);
}

_Static_assert(FBP_SHADOW_BASE == 0x200000000000 && FBP_GRANULE_SHIFT == 4 &&
                   TAG_UNTRACKED == 0xfffa && TAG_GLOBAL == 0xfffd && TAG_FROZEN == 0xfffe &&
                   FBP_GATE_ACCEPTED == 14 && offsetof(struct thread, accepted) == 0 &&
                   offsetof(struct thread, low) == 8 && offsetof(struct thread, high) == 16,
               "as in the text");

/* First with r11 alone. From the stack pointer: 0 return, 8 access, 16 address, 24 the function's
 * red zone, 152 its stack pointer; from 9 on, behind two pushes: 0 rcx, 8 rax, 16 return and so on.
 * FBP_SHADOW_BASE is bit 45. */
__asm__(".text\n"
        ".globl __fbp_gate\n"
        ".type __fbp_gate,@function\n"
        ".p2align 5\n"
        "__fbp_gate:\n"
        ".cfi_startproc\n"
        ".cfi_def_cfa rsp,152\n"
        ".cfi_offset rip,-152\n"
        "movq 16(%rsp),%r11\n"
        "shrq $3,%r11\n"
        "andq $-2,%r11\n"
        "btsq $45,%r11\n"
        "movzwl (%r11),%r11d\n"
        /* what check.c calls passes_at_once: untracked; read, and global or frozen */
        "cmpl $0xfffa,%r11d\n"
        "jb 2f\n"
        "je 1f\n"
        "testb $1,8(%rsp)\n"
        "jne 3f\n"
        "cmpl $0xfffd,%r11d\n"
        "je 1f\n"
        "cmpl $0xfffe,%r11d\n"
        "jne 9f\n"
        "1:retq $16\n"
        /* a task's number */
        "2:pushq %rax\n"
        ".cfi_def_cfa_offset 160\n"
        "movq __fbp_self@GOTTPOFF(%rip),%rax\n"
        "cmpw %r11w,%fs:(%rax)\n"
        "popq %rax\n"
        ".cfi_def_cfa_offset 152\n"
        "je 1b\n"
        /* a variable that is read by its name and not stamped */
        "testl %r11d,%r11d\n"
        "jne 9f\n"
        "testb $2,8(%rsp)\n"
        "jne 1b\n"
        "jmp 9f\n"
        /* R57, the most frequent case: a task writes what is global, and that is accepted there */
        "3:cmpl $0xfffd,%r11d\n"
        "jne 9f\n"
        "testb $0x40,9(%rsp)\n"
        "je 9f\n"
        "movq __fbp_self@GOTTPOFF(%rip),%r11\n"
        "cmpw $0,%fs:(%r11)\n"
        "je 9f\n"
        "movq thread_me@GOTTPOFF(%rip),%r11\n"
        "pushq %rax\n"
        ".cfi_def_cfa_offset 160\n"
        "movq 24(%rsp),%rax\n"
        "cmpq %fs:8(%r11),%rax\n" /* not on its own stack */
        "jb 4f\n"
        "cmpq %fs:16(%r11),%rax\n"
        "jb 5f\n"
        "4:popq %rax\n"
        ".cfi_def_cfa_offset 152\n"
        "incq %fs:(%r11)\n"
        "retq $16\n"
        ".cfi_def_cfa_offset 160\n"
        "5:popq %rax\n"
        ".cfi_def_cfa_offset 152\n"
        "9:pushq %rax\n"
        ".cfi_def_cfa_offset 160\n"
        "pushq %rcx\n"
        ".cfi_def_cfa_offset 168\n"
        "movq 24(%rsp),%rax\n" /* access */
        "movq 16(%rsp),%rcx\n" /* behind the call: sub $-128,%rsp; jmp */
        "addq $4,%rcx\n"
        "cmpb $0xeb,(%rcx)\n"
        "jne 4f\n"
        "movsbq 1(%rcx),%r11\n"
        "leaq 2(%rcx,%r11),%r11\n"
        "jmp 5f\n"
        "4:movslq 1(%rcx),%r11\n"
        "leaq 5(%rcx,%r11),%r11\n"
        "5:movq 32(%rsp),%rcx\n" /* address */
        /* For unwinding, the place in the function takes the address's slot. */
        "movq %r11,32(%rsp)\n"
        ".cfi_offset rip,-136\n"
        "pushq %rbp\n"
        ".cfi_def_cfa_offset 176\n"
        ".cfi_offset rbp,-176\n"
        "movq %rsp,%rbp\n"
        ".cfi_def_cfa_register rbp\n"
        "pushq %rdx\n"
        "pushq %rsi\n"
        "pushq %rdi\n"
        "pushq %r8\n"
        "pushq %r9\n"
        "pushq %r10\n"
        "pushq %rbx\n"
        "movq %rsp,%rbx\n"
        "movq %rcx,%rdi\n"
        "movq %rax,%rsi\n"
        "movq %r11,%rdx\n"
        "pushq %rcx\n"
        "pushq %rax\n"
        "pushq %r11\n"
        "call known_at_gate\n"
        "popq %rdx\n"
        "popq %rsi\n"
        "popq %rdi\n"
        "testb %al,%al\n"
        "jne 7f\n"
        /* room for xsave: its size, and 64 bytes alignment */
        "movl gate_area(%rip),%eax\n"
        "subq %rax,%rsp\n"
        "subq $64,%rsp\n"
        "andq $-64,%rsp\n"
        "movq %rdx,%r8\n"
        "xorl %eax,%eax\n"
        "leaq 512(%rsp),%r9\n"
        "movq %rax,(%r9)\n"
        "movq %rax,8(%r9)\n"
        "movq %rax,16(%r9)\n"
        "movq %rax,24(%r9)\n"
        "movq %rax,32(%r9)\n"
        "movq %rax,40(%r9)\n"
        "movq %rax,48(%r9)\n"
        "movq %rax,56(%r9)\n"
        "movl $0xffffffff,%eax\n"
        "movl $0xffffffff,%edx\n"
        "cmpl $" FXSAVE_TEXT ",gate_area(%rip)\n"
        "je 6f\n"
        "xsave64 (%rsp)\n"
        "movq %r8,%rdx\n"
        "call gate_slow\n"
        "movl $0xffffffff,%eax\n"
        "movl $0xffffffff,%edx\n"
        "xrstor64 (%rsp)\n"
        "jmp 7f\n"
        "6:fxsave64 (%rsp)\n" /* a processor without xsave has no more than that */
        "movq %r8,%rdx\n"
        "call gate_slow\n"
        "fxrstor64 (%rsp)\n"
        "7:\n"
        "movq %rbx,%rsp\n"
        "popq %rbx\n"
        "popq %r10\n"
        "popq %r9\n"
        "popq %r8\n"
        "popq %rdi\n"
        "popq %rsi\n"
        "popq %rdx\n"
        "popq %rbp\n"
        ".cfi_def_cfa rsp,168\n"
        ".cfi_restore rbp\n"
        "popq %rcx\n"
        ".cfi_def_cfa_offset 160\n"
        "popq %rax\n"
        ".cfi_def_cfa_offset 152\n"
        "retq $16\n"
        ".cfi_endproc\n"
        ".size __fbp_gate,.-__fbp_gate\n");
