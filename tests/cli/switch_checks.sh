# --switch-checks: what fbp-cc --fbp-checks=residual compiled in is on where something is not proved, and nowhere else.
. "$(dirname "$0")/lib.sh"
FBP_CC=$FBP_BUILD_DIR/bin/fbp-cc
[ "$(uname -m)" = x86_64 ] || exit 0 # elsewhere there is no run time

# One place that is proved (the argument), one that is a violation (the global).
cat >count.c <<'C'
#include <pthread.h>
struct work { int n; };
static int total;
static void *count(void *arg)
{
    struct work *w = arg;
    w->n++;
    total += w->n;
    return 0;
}
int main(void)
{
    pthread_t t;
    struct work w = {1};
    if (pthread_create(&t, 0, count, &w) != 0)
        return 1;
    pthread_join(t, 0);
    return total == w.n ? 0 : 1;
}
C
"$FBP_CC" -O1 --fbp-checks=residual count.c -o count 2>"$folder/cc"
grep -q "global-write" "$folder/cc" || fail "no warning at the link: $(cat "$folder/cc")"
cp count again
# Switched on at the link: once more changes nothing, and says how many.
run --switch-checks --stats --quiet again
status_is 1
cmp count again || fail "switching twice differs from once"
grep -qE '^fbp-check: again: [1-9][0-9]* checks are on, [1-9][0-9]* stay off$' "$folder/err" || fail "$(cat "$folder/err")"
run_command ./count
[ "$status" -eq 47 ] || fail "the violation is not trapped: status $status"
grep -q '^SUMMARY: fbp: global-write .*count.c:8' "$folder/err" || fail "$(cat "$folder/err")"

# Nothing is wrong, so nothing is on; and the program does what it does.
sed '/total/d; s/^}$/}/' count.c | sed 's/return 1;$/return 1;/' >proved.c
"$FBP_CC" -O1 --fbp-checks=residual proved.c -o proved || fail "proved.c is not linked"
run --switch-checks --stats --quiet proved
status_is 0
grep -qE '^fbp-check: proved: 0 checks are on, [1-9][0-9]* stay off$' "$folder/err" || fail "$(cat "$folder/err")"
grep -qE '^fbp-check: proved: ([1-9][0-9]*) of \1 events are not needed$' "$folder/err" || fail "$(cat "$folder/err")"
run_command ./proved
[ "$status" -eq 0 ] || fail "status $status"
FBP_OPTIONS=leaks=1 run_command ./proved # all events all the same
[ "$status" -eq 0 ] || fail "status $status with leaks=1"

# What is loaded while the program runs may have checks that look at anything.
{ cat proved.c; echo 'void *dlopen(const char *, int); void *load(const char *name) { return dlopen(name, 1); }'; } >loads.c
"$FBP_CC" -O1 --fbp-checks=residual loads.c -o loads || fail "loads.c is not linked"
run --switch-checks --stats --quiet loads
! grep -q 'not needed' "$folder/err" || fail "$(cat "$folder/err")"

# Without its records nothing of the program is known: every check is on.
"$FBP_CC" -O1 --fbp-checks=residual -c proved.c -o proved.o
objcopy --remove-section=.fbp proved.o
clang-19 -Wl,--whole-archive "$FBP_BUILD_DIR/lib/fbp/libfbp_rt.a" -Wl,--no-whole-archive proved.o -o unknown -lpthread -ldl
run --switch-checks --stats --quiet unknown
grep -qE '^fbp-check: unknown: [1-9][0-9]* checks are on, 0 stay off$' "$folder/err" || fail "$(cat "$folder/err")"
run_command ./unknown
[ "$status" -eq 0 ] || fail "checks of a program that is right: status $status: $(cat "$folder/err")"

# How many are left out is counted: two of three members; a loop.
cat >loop.c <<'C'
struct three { int a, b, c; };
int members(struct three *t) { return t->a + t->b + t->c; }
void rounds(int *n)
{
    for (int i = 0; i < 100; i++)
        __atomic_store_n(n, i, __ATOMIC_RELAXED);
}
C
"$FBP_CC" -O1 --fbp-checks=residual -c loop.c -o loop.o
echo 'int main(void) { return 0; }' | clang-19 -x c - -c -o main.o
clang-19 -Wl,--whole-archive "$FBP_BUILD_DIR/lib/fbp/libfbp_rt.a" -Wl,--no-whole-archive main.o loop.o -o loop -lpthread -ldl
run --switch-checks --stats --quiet loop
grep -qE '^fbp-check: loop: 2 checks left out, another answers for them; 1 moved in front of a loop$' "$folder/err" || fail "$(cat "$folder/err")"

# What does not fit is left as it was.
cp count damaged
offset=$(objdump -h count | awk '$2 == ".debug_fbp_sites" { print $6 }')
printf '\377\377\377\177' | dd of=damaged bs=1 seek=$((0x$offset)) conv=notrunc 2>/dev/null
cp damaged before
run --switch-checks --quiet damaged
status_is 2
err_has "fbp-check: damaged: its checks cannot be switched on: .debug_fbp_sites does not fit the code; link it again"
cmp damaged before || fail "a damaged program was changed"
run --switch-checks --quiet count again
status_is 2
err_has "fbp-check: --switch-checks: needs one program; give one FILE that fbp-cc linked"
