# What is linked is checked: warnings or errors, reports, the section taken out; and nothing is said where there is nothing.
. "$(dirname "$0")/lib.sh"

cat >count.h <<'C'
extern int total;
void *count(void *arg);
C
cat >count.c <<'C'
#include "count.h"
int total;
void *count(void *arg)
{
    total += *(int *)arg;
    return arg;
}
C
cat >main.c <<'C'
#include "count.h"
#include <pthread.h>
int main(void)
{
    int n = 0;
    pthread_t t;
    if (pthread_create(&t, 0, count, &n) != 0)
        return 1;
    return pthread_join(t, 0);
}
C
sed 's/total += \(.*\);/int mine = \1; (void)mine;/' count.c >clean.c

found() {
    sed "s/SEVERITY/$1/" <<'TEXT'
count.c:5:11: SEVERITY: task 'count' writes global 'total', which is not its own [fbp-global-write]
    5 |     total += *(int *)arg;
      |           ^
main.c:7:9: note: task 'count' is started here by 'main'
count.c:2: note: 'total' is declared here: any code can use it by its name, also if none was found that does. The rule: a task changes only what no other code can reach (its local variables, its argument, what it allocates or receives)
count.c:2: note: to fix it, remove 'total', and what is written into it: nothing in the program reads it; or give the task its own 'total', in a struct that is the task's argument: 'main' makes the struct before the start (main.c:7), and reads the result after the join
TEXT
}

# In one command, and from objects; with debug information of the user's or without. Only the link says anything.
run CC main.c count.c -o prog
status_is 0
found warning | err_is
[ ! -s "$folder/out" ] || fail "something on standard output"
./prog || fail "the program does not run"
run CC -O2 -g -c main.c count.c clean.c
status_is 0
silent
run CC main.o count.o -o prog
status_is 0
found warning | err_is
run CC main.o clean.o -o prog
status_is 0
silent

# A program without tasks has nothing that they could write; its constants are constant all the same.
sed 's/pthread_create(&t, 0, count, &n)/count(\&n) != \&n/; s/pthread_join(t, 0)/n/' main.c >alone.c
run CC alone.c count.c -o prog
status_is 0
silent
echo "static const int limit = 3; int main(void) { *(int *)&limit = 4; return 0; }" >constant.c
run CC constant.c -o prog
status_is 0
grep -qxF "constant.c:1:61: warning: 'main' writes constant 'limit', which is declared const [fbp-frozen-write]" "$folder/err" ||
    fail "a constant that is written, without tasks"

# The same findings as fbp-check's, from the program and from the sources.
run CC main.o count.o -o prog
run "$FBP_CHECK" prog
status_is 1
cp "$folder/out" "$folder/from_program"
run "$FBP_CHECK" main.c count.c
diff "$folder/from_program" "$folder/out" || fail "the program's findings are not the sources'"

# Errors: no program, as when a link fails; what was there before is gone, too.
for line in "main.c count.c" "main.o count.o"; do
    : >prog
    # shellcheck disable=SC2086 # a list of words
    run CC --fbp-werror $line -o prog
    status_is 1
    { found error; echo "fbp-cc: prog: has violations (--fbp-werror), and is not made"; } | err_is
    [ ! -e prog ] || fail "the program is still there"
done
run CC --fbp-werror main.o clean.o -o prog
status_is 0
silent
run CC --fbp-werror -c count.c
status_is 0
silent
# ... whatever else was wrong: a suppression that does not count, a unit that could not be analysed, a report that cannot be written.
sed 's|total +=.*|& // fbp-ok(global-write)|' count.c >no_reason.c
run CC --fbp-werror main.o no_reason.c -o prog
status_is 1
grep -qF "fbp-check: no_reason.c:5: no reason; write" "$folder/err" || fail "the suppression is not told"
[ ! -e prog ] || fail "the program is still there"
run CC --fbp-werror --fbp-report=nowhere/found.sarif main.o count.o -o prog
status_is 1
[ ! -e prog ] || fail "the program is still there"
echo "int unused(void) { return 0; }" >damaged.c
run CC -c damaged.c
objcopy --dump-section .fbp=record damaged.o
head -c -5 record >short
objcopy --update-section .fbp=short damaged.o
run CC --fbp-werror main.o count.o damaged.o -o prog
status_is 1
grep -q "compile it again with fbp-cc" "$folder/err" || fail "a record that is damaged is not told"
[ ! -e prog ] || fail "the program is still there"
run CC --fbp-werror main.o clean.o damaged.o -o prog
status_is 0
[ -e prog ] || fail "no program, and no violation"

# A library has findings only of the tasks that it starts itself.
sed 's/int main(void)/int run(void)/' main.c >run.c
run CC -fPIC -shared run.c count.c -o librun.so
status_is 0
grep -q "count.c:5:11: warning: task 'count' writes global 'total'" "$folder/err" || fail "the library is not checked"
run CC -fPIC -shared b.c -o libb.so
status_is 0
silent

# Reports: a run for each program, replaced when it is linked again; links at the same time.
run CC --fbp-report=found.sarif main.o count.o -o prog
status_is 0
run CC --fbp-report=found.sarif main.o clean.o -o other
status_is 0
runs() {
    jq -r '.runs[] | "\(.automationDetails.id) \(.results | length)"' found.sarif | sort >"$folder/runs"
    printf '%s\n' "$@" | diff - "$folder/runs" || fail "other runs are in the report"
}
runs "other 0" "prog 1"
run CC --fbp-report=found.sarif main.o clean.o -o prog
runs "other 0" "prog 0"
rm found.sarif
for i in 1 2 3 4 5 6; do
    CC --fbp-report=found.sarif main.o count.o -o "prog$i" 2>/dev/null &
done
wait
runs "prog1 1" "prog2 1" "prog3 1" "prog4 1" "prog5 1" "prog6 1"
echo "something else" >notes
run CC --fbp-report=notes main.o clean.o -o prog
status_is 1
echo "fbp-check: --append-sarif notes: is no SARIF log; name another file" | err_is
[ "$(cat notes)" = "something else" ] || fail "a file that is no report was written to"

# The section goes when it has been used, from static programs, too.
for flags in "" -static "-fuse-ld=lld" -s; do
    # shellcheck disable=SC2086
    run CC --fbp-strip $flags main.o count.o -o prog
    status_is 0
    found warning | err_is
    carries_not prog
    ./prog || fail "the program does not run"
done
mkdir empty
ln -s "$(command -v clang-19)" "$(command -v ld)" empty
run env PATH="$PWD/empty" "$FBP_CC" --fbp-strip main.o clean.o -o prog
status_is 1
echo "fbp-cc: --fbp-strip: prog: neither objcopy nor llvm-objcopy-19 can take .fbp out; install binutils" | err_is
[ ! -e prog ] || fail "the program is still there"

# What can be read only once is not read a second time: that would find nothing, or wait for ever. fbp-check says so; a link
# does, but for standard input, where scripts try things out.
mkfifo pipe
cat main.c >pipe &
run CC -x c -c pipe -o piped.o
status_is 0
silent
run CC piped.o count.o -o prog
status_is 0
why="what was compiled can be read only once, and the analysis needs it a second time; build that again, or give the source"
grep -qxF "fbp-check: pipe: not analysed when prog was made: $why" "$folder/err" || fail "a pipe that was read is not told"
cat main.c | run CC -x c - -x none count.o -o prog
status_is 0
silent
run "$FBP_CHECK" prog
status_is 3
grep -qxF "fbp-check: -: not analysed when prog was made: $why" "$folder/err" || fail "standard input is not told"
# ... nor where it is named within an argument, or in a response file; which may be a pipe itself: that is clang's alone.
echo "-O0 -include pipe" >args
for line in "-include pipe" -includepipe --include=pipe @args; do
    echo "#define unused" >pipe &
    # shellcheck disable=SC2086 # a list of words
    run timeout 60 "$FBP_CC" -O0 $line -c count.c -o piped.o
    status_is 0
    silent
    run CC main.o piped.o -o prog
    status_is 0
    grep -qxF "fbp-check: count.c: not analysed when prog was made: $why" "$folder/err" || fail "a pipe in an argument is not told"
done
echo "-O2 -c count.c -o piped.o" >pipe &
rm piped.o
run timeout 60 "$FBP_CC" @pipe
status_is 0
silent
carries_not piped.o

# No link: whatever was there is not looked at.
cp "$folder/work/prog1" prog
run CC -Wl,--version -o prog
status_is 0
[ ! -s "$folder/err" ] || fail "a program that was not linked is checked"
# Names that look like options, or like sources; plain objects.
for name in --prog prog.c prog.s prog.rir prog.a; do
    run CC main.o count.o -o "$name"
    status_is 0
    found warning | err_is
done
run clang-19 -c b.c -o plain.o
run CC a.c plain.o -o prog
status_is 0
silent
exit 0

# Names may have any byte. What could drive a terminal, or begin another line, is shown as '?'; the same from the
# source, from an object and at the link, and in the report of the program.
odd=$(printf 'new\nline\t"and\033[31mmore')
mkdir "$odd"
cp count.c main.c count.h "$odd"
for level in -O0 -O2; do
    run CC $level -g -c "$odd/count.c" -o "$odd/o"
    status_is 0
    silent
    run CC $level -g --fbp-checks=residual "$odd/o" "$odd/main.c" -o "$odd/prog"
    status_is 0
    grep -qF "new?line	\"and?[31mmore/count.c:5:11: warning: task 'count' writes global 'total'" "$folder/err" || fail "the name is not as in ls"
    run "$FBP_CHECK" "$odd/prog"
    cp "$folder/out" carried
    run "$FBP_CHECK" "$odd/count.c" "$odd/main.c"
    cmp -s "$folder/out" carried || fail "not the same from the source"
    run "$odd/prog"
    status_is 47
    grep -qF 'SUMMARY: fbp: global-write new?line?"and?[31mmore/count.c:5' "$folder/err" || fail "no such report"
done
