# Analysis does not depend on the machine: any target that clang knows, whatever its pointers, its byte order and its objects are.
. "$(dirname "$0")/lib.sh"

file work.c <<'SOURCE'
#include <fbp/annotate.h>
static int total;
static int *where = &total;
FBP_TASK void work(int *n)
{
    *where += *n;
    total += *n;
    *n = 0;
}
SOURCE
for target in x86_64-linux-gnu aarch64-linux-gnu i386-linux-gnu arm-linux-gnueabihf thumbv7m-none-eabi riscv32-unknown-elf riscv64-linux-gnu \
    powerpc64-linux-gnu powerpc64le-linux-gnu s390x-linux-gnu mips-linux-gnu sparc64-linux-gnu loongarch64-linux-gnu avr msp430 \
    wasm32-unknown-unknown x86_64-apple-darwin x86_64-pc-windows-msvc; do
    run work.c -- --target=$target
    status_is 1
    err_lines 0
    out_has "work.c:6:12: error: task 'work' writes '*where', memory reachable from global 'where', which all tasks share [fbp-global-write]"
    out_has "work.c:7:11: error: task 'work' writes global 'total', which is not its own [fbp-global-write]"
    out_has "fbp-check: 1 task, 6 places: 4 proved, 0 unproven, 2 violations; 0 believed (--list-trusted), 0 functions unknown (--list-unknown)"
done
exit 0
