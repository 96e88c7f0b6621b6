# Units that are left out on purpose: believed to do no harm, and listed as that.
. "$(dirname "$0")/lib.sh"

bad_program bad.c
clean_program good.c
echo 'int f(void) { return x; }' >broken.c
mkdir -p sub
echo 'int g(void) { return y; }' >sub/broken2.c

# --exclude: by name, by glob, with folders; files named and files of a database.
run --exclude broken.c good.c broken.c
status_is 0
err_lines 0
run --exclude 'broken*' --exclude 'b?d.c' good.c bad.c broken.c sub/broken2.c
status_is 0
err_lines 0
run --list-trusted --exclude 'sub/*' good.c sub/broken2.c
out_has "excluded unit 'sub/broken2.c': --exclude sub/*"
grep -q '; 2 believed (--list-trusted)' "$folder/out" || fail "an excluded unit is not counted as believed"
run --exclude "$folder/work/sub/*" good.c sub/broken2.c
status_is 0
run --exclude 'nothing*' good.c
status_is 0
err_has "fbp-check: --exclude nothing*: fits no source and no object; a GLOB with a / has to fit the whole path"
run --exclude '*' good.c
status_is 3
err_has "fbp-check: --exclude leaves out every source; give a GLOB that fits fewer"
err_has "fbp-check: nothing could be analysed; see the lines above"

# An object of a database.
file compile_commands.json <<JSON
[{"directory": "$folder/work", "file": "bad.c", "command": "cc -c bad.c -o out/x.o"},
 {"directory": "$folder/work", "file": "good.c", "command": "cc -c good.c -o out/y.o"}]
JSON
run --list-programs --exclude out/x.o -p .
out_has "fbp-check: 1 program; 0 units in none"
err_lines 0

# --allow-unparsed: no status 3 for these, but for others; functions are unknown; what compiles is analysed.
run good.c broken.c
status_is 3
run --allow-unparsed 'brok*' good.c broken.c
status_is 0
err_lines 0
summary 0
run --list-trusted --allow-unparsed 'brok*' good.c broken.c
out_has "unit that does not compile 'broken.c': does not compile, left out: broken.c:1:22: error: use of undeclared identifier 'x'"
run --allow-unparsed broken.c good.c broken.c sub/broken2.c
status_is 3
err_has "fbp-check: sub/broken2.c: does not compile, left out: sub/broken2.c:1:22: error: use of undeclared identifier 'y'; correct it, or go on without it with --allow-unparsed"
err_lines 1
run --allow-unparsed '*' bad.c
status_is 1
summary 1
FBP_CLANG=/nowhere/clang
export FBP_CLANG
run --allow-unparsed '*' good.c
status_is 3
unset FBP_CLANG

# Code for gcc alone: one line; a model may say what its functions do.
cat >nested.c <<'SOURCE'
int apply(int *n)
{
    int add(int k) { return *n += k; }
    return add(1);
}
SOURCE
cat >user.c <<'SOURCE'
#include <pthread.h>
int apply(int *n);
static int total;
static void *count(void *arg)
{
    apply(&total);
    return arg;
}
int main(void)
{
    pthread_t t;
    if (pthread_create(&t, 0, count, 0) != 0)
        return 1;
    pthread_join(t, 0);
    return 0;
}
SOURCE
run user.c nested.c
status_is 3
err_has "fbp-check: nested.c: does not compile, left out: nested.c:3:20: error: function definition is not allowed here (a nested function, which is gcc's alone); go on without it with --allow-unparsed, a model can describe its functions"
err_lines 1
run --list-unknown --allow-unparsed nested.c user.c nested.c
status_is 0
out_has "user.c:6:5: unknown function 'apply' (1 call)"
cat >model.h <<'MODEL'
#include <fbp/annotate.h>
int apply(int *n) FBP_WRITES(1);
MODEL
run --model model.h --allow-unparsed nested.c user.c nested.c
status_is 1
summary 1
exit 0
