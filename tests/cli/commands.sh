# What becomes of compiler commands on the way to clang: made for gcc, for other purposes, for other targets.
. "$(dirname "$0")/lib.sh"
record_clang

clean_program a.c
database() {
    file compile_commands.json <<JSON
[{"directory": "$folder/work", "file": "a.c", "command": "$1"}]
JSON
    rm -f clang.args
    run -p .
}

# Output, dependency files, warnings as errors, link-time optimization, sanitizers: gone; the rest is kept.
database "gcc -O2 -g3 -Wall -Werror -Werror=format -pedantic-errors -MD -MF a.d -MT x -Wp,-MD,dep -D_FORTIFY_SOURCE=2 -D _FORTIFY_SOURCE=3 -flto=auto -fsanitize=address --coverage -DA=1 -D B -Iinc -isystem sys -std=gnu11 -o a.o -c a.c"
status_is 0
err_lines 0
for gone in -Werror -Werror=format -pedantic-errors -MD -MF a.d -MT x -Wp,-MD,dep -D_FORTIFY_SOURCE=2 \
    _FORTIFY_SOURCE=3 -flto=auto -fsanitize=address --coverage a.o a.c gcc; do
    clang_did_not_get "$gone"
done
for kept in -O2 -Wall -DA=1 -D B -Iinc -isystem sys -std=gnu11 -g -O1; do
    clang_got "$kept"
done
[ ! -e a.d ] && [ ! -e dep ] && [ ! -e a.o ] || fail "the compiler wrote files"

# Nor is a file touched that the build has written besides.
for name in rec.yaml a.dia stat.txt a.stats a.dot deps headers log; do
    echo "the build's" >$name
done
DEPENDENCIES_OUTPUT=deps CC_PRINT_HEADERS=1 CC_PRINT_HEADERS_FILE=headers CC_LOG_DIAGNOSTICS=1 CC_LOG_DIAGNOSTICS_FILE=log
export DEPENDENCIES_OUTPUT CC_PRINT_HEADERS CC_PRINT_HEADERS_FILE CC_LOG_DIAGNOSTICS CC_LOG_DIAGNOSTICS_FILE
database "clang -O2 -fsave-optimization-record -foptimization-record-file=rec.yaml --serialize-diagnostics a.dia -fproc-stat-report=stat.txt -save-stats=obj -dependency-dot a.dot -o a.o -c a.c"
status_is 0
err_lines 0
unset DEPENDENCIES_OUTPUT CC_PRINT_HEADERS CC_PRINT_HEADERS_FILE CC_LOG_DIAGNOSTICS CC_LOG_DIAGNOSTICS_FILE
for name in rec.yaml a.dia stat.txt a.stats a.dot deps headers log; do
    [ "$(cat $name)" = "the build's" ] || fail "$name was written over"
    rm $name
done

# gcc's own options, known ones and ones that clang has to be asked about.
database "gcc -fno-tree-vectorize -fconserve-stack --param max-inline-insns=3 -fno-such-option -mno-such-machine -march=no-such-cpu -std=gnu11 -c a.c"
status_is 0
err_lines 0
clang_got -std=gnu11

# Wrappers, cross compilers, C++ drivers, several sources in one command, response files.
echo 'int other(void) { return 1; }' >other.c
database "ccache distcc /usr/bin/gcc-12 -DA -c a.c other.c"
status_is 0
clang_did_not_get /usr/bin/gcc-12
clang_did_not_get other.c
clang_got -DA
run --list-programs -p .
out_is <<'TEXT'
a.c: program 'a' of 2 units
fbp-check: 1 program; 0 units in none
TEXT
printf -- '-DFROM_FILE\n"-DQUOTED=a b"' >args.rsp
database "gcc @args.rsp -c a.c"
status_is 0
clang_got -DFROM_FILE
clang_got "-DQUOTED=a b"
echo 'int f(void) { return sizeof(void *) == 4 ? 1 : -1; } int a[sizeof(void *) == 4 ? 1 : -1];' >a.c
database "arm-linux-gnueabihf-gcc-12 -c a.c"
clang_got --target=arm-linux-gnueabihf
status_is 0

# A cross compiler that can be run is asked for its target and its folders.
file cross/mips-elf-gcc <<'SCRIPT'
#!/bin/sh
echo "$*" >>questions
cat >&2 <<TEXT
Target: mipsel-linux-gnu
#include <...> search starts here:
 /opt/x/lib/gcc/mips/12/include
 /opt/x/lib/gcc/mips/12/../../../../sysroot/include
End of search list.
TEXT
SCRIPT
chmod +x cross/mips-elf-gcc
database "$folder/work/cross/mips-elf-gcc -c a.c"
clang_got --target=mips-elf
clang_got --target=mipsel-linux-gnu
clang_got /opt/x/sysroot/include
clang_did_not_get /opt/x/lib/gcc/mips/12/include
status_is 0

# It is asked once for each language and target, with what its answer depends on.
rm questions
file compile_commands.json <<JSON
[{"directory": ".", "file": "a.c", "command": "cross/mips-elf-gcc --sysroot=/s -mabi=32 -DX -c a.c"},
 {"directory": ".", "file": "b.c", "command": "cross/mips-elf-gcc --sysroot=/s -mabi=32 -DY -c b.c"},
 {"directory": ".", "file": "d.cc", "command": "cross/mips-elf-gcc -c d.cc"}]
JSON
echo 'int b;' >b.c
echo 'int d;' >d.cc
run -p .
status_is 0
printf '%s\n' '--sysroot=/s -mabi=32 -E -v -x c /dev/null' '-E -v -x c++ /dev/null' | diff - questions || fail "other questions"

# A precompiled header, as CMake has clang read it.
database "clang -Winvalid-pch -Xclang -include-pch -Xclang /nowhere/x.pch -Xclang -include -Xclang $folder/work/pch.h -m32 -c a.c"
clang_did_not_get -include-pch
clang_got "$folder/work/pch.h"
status_is 3
echo 'int from_pch;' >pch.h
database "clang -Winvalid-pch -Xclang -include-pch -Xclang /nowhere/x.pch -Xclang -include -Xclang $folder/work/pch.h -m32 -c a.c"
status_is 0

# C++ is compiled as C++, and never stops a run.
echo 'class c { public: int f() { return 1; } }; int g(void) { return c().f(); }' >u.cc
run u.cc
status_is 0
clang_got --driver-mode=g++
echo 'class c {' >v.cc
run a.c v.cc -- -m32
status_is 0
err_has "fbp-check: warning: v.cc: does not compile, left out: v.cc:1:10: error: expected '}'"
run --list-trusted a.c v.cc -- -m32
out_has "unit that does not compile 'v.cc': does not compile, left out: v.cc:1:10: error: expected '}'"
summary

# <fbp/annotate.h> is found by itself; an older C than clang's default is C.
printf '#include <fbp/annotate.h>\nFBP_TASK void t(int *p) { *p = 1; }\nint main(void) { return undeclared(); }\n' >t.c
run t.c
status_is 0
grep -q '^fbp-check: 1 task, ' "$folder/out" || fail "FBP_TASK was not seen"
clang_got "-I$FBP_SOURCE_DIR/annotations"
exit 0
