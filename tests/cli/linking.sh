# Which of several definitions a program gets: what a linker would take, as far as the build tells; else a line.
. "$(dirname "$0")/lib.sh"

# entry FILE OBJECT [FLAGS]; database: writes what was entered.
entries=
entry() {
    entries="$entries${entries:+,}{\"directory\": \"$folder/work\", \"file\": \"$1\", \"command\": \"cc ${3:-} -c $1 -o $2\"}"
}
database() {
    printf '[%s]\n' "$entries" >compile_commands.json
    entries=
}

# calls PROGRAM NAME OTHER: its RIR mentions NAME, and not OTHER.
calls() {
    run --dump=rir --program "$1" -p .
    status_is 0
    grep -q "$2" "$folder/out" || fail "program $1 has no $2"
    grep -q "$3" "$folder/out" && fail "program $1 has $3"
    return 0
}

cat >main.c <<'SOURCE'
int depth(void);
int main(void) { return depth(); }
SOURCE
cp main.c other.c
cat >lib.c <<'SOURCE'
extern int of_8(void), of_10(void);
#if DEPTH == 8
int depth(void) { return of_8(); }
#else
int depth(void) { return of_10(); }
#endif
SOURCE

# The copy that was compiled for main's target.
entry main.c eight-main.o
entry other.c CMakeFiles/ten.dir/other.c.o
entry lib.c CMakeFiles/ten.dir/lib.c.o -DDEPTH=10
entry lib.c eight-lib.o -DDEPTH=8
database
calls eight of_8 of_10
calls ten of_10 of_8
err_lines 0

# The copy in main's folder.
entry main.c a/main.o
entry other.c b/other.o
entry lib.c a/lib.o -DDEPTH=8
entry lib.c b/lib.o -DDEPTH=10
database
calls main of_8 of_10
calls other of_10 of_8
err_lines 0

# The copy with main's flags.
entry main.c bin/main.o '-DDEPTH=8 -m64'
entry other.c bin/other.o -DDEPTH=10
entry lib.c lib/lib8.o '-DDEPTH=8 -m64'
entry lib.c lib/lib10.o -DDEPTH=10
database
calls main of_8 of_10
calls other of_10 of_8
err_lines 0

# The copy beside what needs it: two variants of a library, told apart by their folders.
cat >front.c <<'SOURCE'
int depth(void);
#if DEPTH == 8
int front_8(void) { return depth(); }
#else
int front_10(void) { return depth(); }
#endif
SOURCE
echo 'int front_8(void); int main(void) { return front_8(); }' >main8.c
echo 'int front_10(void); int main(void) { return front_10(); }' >main10.c
entry main8.c bin/main8.o
entry main10.c bin/main10.o
for d in 10 8; do
    entry lib.c lib$d.a.p/lib.o -DDEPTH=$d
    entry front.c lib$d.a.p/front.o -DDEPTH=$d
done
database
calls main8 of_8 of_10
calls main10 of_10 of_8
err_lines 0

# Nothing tells: one line says what was met, what was taken, and how to choose; and the choice works.
entry main.c bin/main.o
entry lib.c x/lib.o -DDEPTH=8
entry lib.c y/lib.o -DDEPTH=10
database
calls main of_8 of_10
err_has "fbp-check: warning: 'depth' is defined in lib.c (x/lib.o) and in lib.c (y/lib.o); the first is taken, leave one out with --exclude OBJECT"
err_lines 1
run -p .
err_lines 2
err_has "fbp-check: no tasks found: name a task function with --task NAME, mark it FBP_TASK, or give a model of the function that starts it (--model FILE)"
run --dump=rir --exclude x/lib.o -p .
grep -q of_10 "$folder/out" || fail "--exclude did not choose"
err_lines 0
echo 'int depth(void) { return 3; }' >stub.c
entry main.c bin/main.o
entry stub.c x/stub.o
entry lib.c y/lib.o -DDEPTH=8
database
run -p .
status_is 0
err_has "fbp-check: warning: 'depth' is defined in stub.c (x/stub.o) and in lib.c (y/lib.o); the first is taken, leave one out with --exclude OBJECT"

# What was compiled for another program is no candidate.
entry main.c bin/main.o
entry other.c CMakeFiles/other.dir/other.c.o
entry stub.c CMakeFiles/other.dir/stub.c.o
entry lib.c y/lib.o -DDEPTH=8
database
calls main of_8 'ret.* 3'
err_lines 0

# With and without position independence: one unit, compiled once.
entry main.c main.o
entry lib.c lib.o -DDEPTH=8
entry lib.c .libs/lib.o '-DDEPTH=8 -fPIC'
database
cat >"$folder/counting" <<SCRIPT
#!/bin/sh
echo x >>"$folder/work/count"
exec clang-19 "\$@"
SCRIPT
chmod +x "$folder/counting"
FBP_CLANG=$folder/counting
export FBP_CLANG
run --list-programs -p .
unset FBP_CLANG
out_has "main.c: program 'main' of 2 units"
[ "$(wc -l <count)" -eq 2 ] || fail "$(wc -l <count) compilations"
err_lines 0

# libtool's macro may make a difference: the copy that fits main is taken.
cat >pic.c <<'SOURCE'
extern int of_8(void), of_10(void);
#ifdef PIC
int depth_10(void) { return of_10(); }
#else
int depth(void) { return of_8(); }
#endif
SOURCE
entry main.c main.o
entry pic.c lib/.libs/x_la-pic.o '-fPIC -DPIC'
entry pic.c lib/x_la-pic.o
entry other.c z/other.o
entry lib.c z/lib.o -DDEPTH=10
database
calls main of_8 of_10
err_lines 0

# Flags that make no difference: one unit, too.
entry main.c main.o
entry lib.c x/lib.o '-DDEPTH=8 -DUNUSED=1'
entry lib.c y/lib.o '-DDEPTH=8 -DUNUSED=2'
database
run --list-programs -p .
out_has "main.c: program 'main' of 2 units"
err_lines 0

# Weak, common, alias, static, inline: as a linker treats them.
cat >weak.c <<'SOURCE'
__attribute__((weak)) int hook(void) { return 0; }
int depth(void) { return hook(); }
int shared_by_all;
static int own;
int get(void) { return own + shared_by_all; }
SOURCE
cat >strong.c <<'SOURCE'
extern int of_8(void);
int hook(void) { return of_8(); }
int shared_by_all;
static int own;
int get2(void) { return own; }
SOURCE
cat >alias.c <<'SOURCE'
int real(void) { extern int get2(void); return get2(); }
int depth2(void) __attribute__((alias("real")));
static inline int small(void) { return 1; }
int use(void) { return small(); }
SOURCE
cat >main.c <<'SOURCE'
int depth(void), depth2(void);
static inline int small(void) { return 1; }
int main(void) { return depth() + depth2() + small(); }
SOURCE
entry main.c main.o -fcommon
entry other.c z/other.o
entry lib.c z/lib.o -DDEPTH=10
for f in weak strong alias; do
    entry $f.c $f.o -fcommon
done
database
run --list-programs -p .
err_lines 0
out_has "main.c: program 'main' of 4 units"
out_has "other.c: program 'other' of 2 units"
calls main of_8 of_10
err_lines 0

# A weak definition in a library is replaced by a strong one that nothing else needs.
cat >main.c <<'SOURCE'
int depth(void);
int main(void) { return depth(); }
SOURCE
entry main.c bin/main.o
entry strong.c bin/strong.o -fno-common
entry weak.c lib/weak.o -fno-common
entry other.c z/other.o
entry lib.c z/lib.o -DDEPTH=10
sed -i '/shared_by_all/d' strong.c
database
calls main of_8 of_10

# Constructors run though nobody calls them: taken from main's folder, and with a shared library.
echo 'extern int of_8(void); __attribute__((constructor)) static void start(void) { of_8(); }' >ctor.c
entry main.c bin/main.o
entry ctor.c bin/ctor.o
entry lib.c lib/lib.o -DDEPTH=10
entry other.c z/other.o
database
calls main of_8 nothing_else
entry main.c bin/main.o
entry ctor.c CMakeFiles/dyn.dir/ctor.o -Ddyn_EXPORTS
entry lib.c CMakeFiles/dyn.dir/lib.o '-DDEPTH=10 -Ddyn_EXPORTS'
entry other.c z/other.o
database
calls main of_8 nothing_else

# A source that both a program and its shared library have, compiled differently: one counts, and that is said.
entry main.c CMakeFiles/prog.dir/main.o
entry lib.c CMakeFiles/prog.dir/lib.o -DDEPTH=8
entry lib.c CMakeFiles/dyn.dir/lib.o '-DDEPTH=10 -Ddyn_EXPORTS'
echo 'int in_library(void) { return 1; }' >in_library.c
echo 'int depth(void), in_library(void); int main(void) { return depth() + in_library(); }' >main.c
entry in_library.c CMakeFiles/dyn.dir/in_library.o -Ddyn_EXPORTS
database
calls prog of_8 of_10
err_has "fbp-check: warning: 'depth' is defined in lib.c (CMakeFiles/prog.dir/lib.o) and in lib.c (CMakeFiles/dyn.dir/lib.o); the first is taken, leave one out with --exclude OBJECT"
err_lines 1

# A source that includes another, which is compiled by itself, too: the included copy is there already, and a
# place counts once.
cat >count.c <<'SOURCE'
int total;
void count(int n) { total += n; }
SOURCE
cat >includes.c <<'SOURCE'
#include <pthread.h>
#include "count.c"
static void *add(void *arg) { count(1); return arg; }
int main(void)
{
    pthread_t t;
    if (pthread_create(&t, 0, add, 0) != 0)
        return 1;
    pthread_join(t, 0);
    return total;
}
SOURCE
entry includes.c includes.o
entry count.c count.o
database
run -p .
status_is 1
summary 1
grep -q '^fbp-check: 1 task, 1 place: ' "$folder/out" || fail "the place counts more than once"
exit 0
