# Run-time checks of what is neither load nor store: masked vectors, gathers and scatters, assembly with operands in memory.
. "$(dirname "$0")/lib.sh"
[ "$(uname -m)" = x86_64 ] || exit 0 # elsewhere there is no run time

# `prog N M`: without M all is the task's own, or masked out; with it, N touches what was sent.
cat >main.c <<'C'
#include <fbp/annotate.h>
#include <stdlib.h>
#include <string.h>
enum { COUNT = 64 };
static void *slot;
__attribute__((noinline)) static void q_send(void *m) FBP_SENDS(1) FBP_TRUSTED("a slot for one packet");
static void q_send(void *m)
{
    slot = m;
}
#define VECTOR __attribute__((noinline, target("arch=x86-64-v4")))
#define PLAIN __attribute__((noinline))
typedef int at_most[COUNT];

VECTOR static int loads(int *restrict a, const int *restrict pick, int *restrict b)
{
    int s = 0;
    for (int i = 0; i < COUNT; i++)
        if (pick[i] < COUNT)
            s += a[i]; // trap 1
    return s + b[0];
}
VECTOR static int stores(int *restrict a, const int *restrict pick, int *restrict b)
{
    for (int i = 0; i < COUNT; i++)
        if (pick[i] < COUNT)
            a[i] = i; // trap 2
    return b[0];
}
VECTOR static int gathers(int *restrict a, const int *restrict pick, int *restrict b)
{
    int s = 0;
    for (int i = 0; i < COUNT; i++)
        if (pick[i] < COUNT)
            s += a[pick[i]]; // trap 3
    return s + b[0];
}
VECTOR static int gathers_from(int *a, const int *pick, int *b)
{
    int *both[2 * COUNT], s = 0;
    for (int i = 0; i < COUNT; i++)
        both[i] = pick[i] < COUNT ? &a[i] : &b[i];
    __asm__ volatile("" : : "r"(both) : "memory");
    for (int i = 0; i < COUNT; i++)
        s += *both[i]; // trap 4
    return s;
}
VECTOR static int scatters(int *restrict a, const int *restrict pick, int *restrict b)
{
    for (int i = 0; i < COUNT; i++)
        if (pick[i] < COUNT)
            a[pick[i]] = i; // trap 5
    return b[0];
}
PLAIN static int reads(int *a, const int *pick, int *b)
{
    int s, *p = pick[1] < COUNT ? a : b;
    __asm__("movl %1,%0" : "=r"(s) : "m"(p[1])); // trap 6
    return s;
}
PLAIN static int writes(int *a, const int *pick, int *b)
{
    int *p = pick[1] < COUNT ? a : b;
    __asm__("movl $7,%0" : "=m"(p[1])); // trap 7
    return 0;
}
PLAIN static int changes(int *a, const int *pick, int *b)
{
    int *p = pick[1] < COUNT ? a : b;
    __asm__ volatile("addl $7,%0\n\tnop" : "+m"(*(at_most *)p)); // trap 8
    return 0;
}
PLAIN static int jumps(int *a, const int *pick, int *b)
{
    int *p = pick[1] < COUNT ? a : b;
    __asm__ goto("cmpl $7,%0; je %l1" : : "m"(*p) : "cc" : other); // trap 9
    return 0;
other:
    return 0;
}
PLAIN static int hides(int *a, const int *pick, int *b)
{
    __asm__ volatile("" : "+m"(*a), "+m"(*b) : "m"(pick[0])); /* nothing is touched */
    return 0;
}
static int (*const all[])(int *, const int *, int *) = {
    hides, loads, stores, gathers, gathers_from, scatters, reads, writes, changes, jumps};

int main(int argc, char **argv)
{
    int pick[COUNT], *a = calloc(COUNT, sizeof *a), *b = calloc(COUNT, sizeof *b);
    if (argc < 2 || a == NULL || b == NULL)
        return 2;
    for (int i = 0; i < COUNT; i++)
        pick[i] = COUNT; /* out */
    q_send(a);
    if (argc > 2)
        memset(pick, 0, sizeof pick);
    int s = all[atoi(argv[1])](a, pick, b);
    free(b);
    return s == 0 ? 0 : 3;
}
C
first=1
grep -qw avx512vl /proc/cpuinfo || first=6 # what the processor has not got is not executed
for level in -O0 -O2 -O3; do
    for mode in full residual; do
        "$FBP_CC" --fbp-checks=$mode $level -g "-I$FBP_SOURCE_DIR/annotations" main.c -o prog >"$folder/cc" 2>&1 || fail "$(cat "$folder/cc")"
        for n in 0 $(seq $first 9); do
            run_command ./prog "$n"
            [ "$status" -eq 0 ] || fail "$mode $level: $n is clean: status $status: $(cat "$folder/err")"
            run_command ./prog "$n" 1
            line=$(grep -n "// trap $n\$" main.c | cut -d: -f1)
            if [ "$n" = 0 ]; then
                [ "$status" -eq 0 ] || fail "$mode $level: nothing is touched: status $status: $(cat "$folder/err")"
            else
                [ "$status" -eq 47 ] || fail "$mode $level: $n: status $status, not 47"
                grep -q "^SUMMARY: fbp: use-after-send main.c:$line[: ]" "$folder/err" || fail "$mode $level: $n, $line: $(cat "$folder/err")"
            fi
        done
    done
done
# The programs are what they are for.
clang-19 -O3 -S -emit-llvm "-I$FBP_SOURCE_DIR/annotations" main.c -o - >"$folder/ir"
for name in load store gather scatter; do
    grep -q "call.*llvm.masked.$name" "$folder/ir" || fail "no llvm.masked.$name"
done
exit 0
