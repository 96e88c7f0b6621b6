# Linking again after one unit has changed: one run of the front end for that unit, and none at the link, which joins what the
# objects carry. The compiler is a script that counts: a run with a source among its arguments is one of the front end.
. "$(dirname "$0")/lib.sh"

cat >count.h <<'C'
extern int total;
void *count(void *arg);
int add(int n);
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
cat >add.c <<'C'
#include "count.h"
int total;
int add(int n)
{
    return total + n;
}
C
cat >count.c <<'C'
#include "count.h"
void *count(void *arg)
{
    *(int *)arg = add(1);
    return arg;
}
C

# Nothing can be run but this and the linker; links may have no front end at all.
mkdir "$folder/tools"
cat >"$folder/tools/clang-19" <<SH
#!/bin/sh
for argument; do
    case \$argument in
    -cc1 | *.c | -)
        [ ! -e "$folder/no_front_end" ] || exit 99
        echo "\$argument" >>"$folder/front_end"
        ;;
    esac
done
exec "$(command -v clang-19)" "\$@"
SH
chmod +x "$folder/tools/clang-19"
for tool in sh ld ld.lld-19; do
    ln -s "$(command -v $tool)" "$folder/tools/${tool%-19}"
done
here() {
    env PATH="$folder/tools" "$FBP_CC" "$@"
}

# front_ends SOURCE N: so many runs since it was asked last, all of that source
front_ends() {
    others=$(grep -vc "/\{0,1\}$1\$" "$folder/front_end")
    [ "$others" = 0 ] && [ "$(wc -l <"$folder/front_end")" = "$2" ] ||
        fail "$1: not $2 runs of the front end, but of: $(tr '\n' ' ' <"$folder/front_end")"
    : >"$folder/front_end"
}

# builds TIMES FLAGS...: how often the front end runs for one unit with these flags
builds() {
    times=$1
    shift
    : >"$folder/front_end"
    for unit in main add count; do
        run here "$@" -c $unit.c -o $unit.o
        status_is 0
        silent
        front_ends $unit.c "$times"
    done
    rm -f libadd.a
    llvm-ar-19 rcs libadd.a add.o
    run here "$@" main.o count.o libadd.a -o prog
    status_is 0
    silent
    front_ends none 0
    # One unit changes. What the others are made of is gone: nothing of it is looked at.
    cp count.c count.before
    sed 's/= add(1)/= ++total/' count.before >count.c
    run here "$@" -c count.c -o count.o
    status_is 0
    front_ends count.c "$times"
    mkdir away
    mv main.c add.c count.h away
    : >"$folder/no_front_end"
    run here "$@" main.o count.o libadd.a -o prog
    rm "$folder/no_front_end"
    status_is 0
    front_ends none 0
    grep -q "^count.c:4:19: warning: task 'count' writes global 'total', which is not its own \[fbp-global-write\]" "$folder/err" ||
        fail "what has changed is not told at the link"
    mv away/* .
    rmdir away
    mv count.before count.c
}

builds 1 -O2
builds 1 -O2 -g
builds 1 -O2 --coverage
builds 1 -O2 --coverage -g
builds 2 -O2 --coverage -g1
builds 2 -O0
builds 2 -O2 -D_FORTIFY_SOURCE=2
builds 1 -O2 -flto -fuse-ld=lld -Wno-unused-command-line-argument

# The script does count: with a source among the inputs of a link it fails where none may be compiled.
: >"$folder/no_front_end"
run here main.c count.o libadd.a -o prog
status_is 99
exit 0
