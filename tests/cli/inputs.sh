# Inputs that cannot be analysed: each is one line, the rest is done, status 3.
. "$(dirname "$0")/lib.sh"

clean_program good.c
echo 'int f(void) { return x; }' >broken.c
printf 'int g(void)\n{\n    return 1\n}\n' >twice.c
echo '#include "missing.h"' >header.c
echo 'some notes' >notes.txt
printf '\177ELF' >unit.o
printf '\177ELF' >program
chmod +x program
mkdir folder
echo '.globl f' >f.s

run good.c broken.c twice.c header.c notes.txt unit.o program folder gone.c f.s libx.so
status_is 3
err_has "fbp-check: broken.c: does not compile, left out: broken.c:1:22: error: use of undeclared identifier 'x'; correct it, or go on without it with --allow-unparsed"
err_has "fbp-check: twice.c: does not compile, left out: twice.c:3:13: error: expected ';' after return statement; correct it, or go on without it with --allow-unparsed"
err_has "fbp-check: header.c: does not compile, left out: header.c:1:10: fatal error: 'missing.h' file not found; name its folder with -- -I DIR, or use -p BUILD_DIR"
err_has "fbp-check: notes.txt: not a C file (expected .c or .i); if it is C all the same, add -- -x c"
err_has "fbp-check: unit.o: not an ELF file, or one that is damaged; compile it again with fbp-cc"
err_has "fbp-check: program: not an ELF file, or one that is damaged; compile it again with fbp-cc"
err_has "fbp-check: folder: is a directory; give its .c files, or -p for a build folder"
err_has "fbp-check: gone.c: No such file or directory; check the name"
err_has "fbp-check: f.s: assembler is not analysed; its functions are unknown, a model can describe them"
err_lines 10
summary 0
grep -q '^fbp-check: 1 task, ' "$folder/out" || fail "good.c was not analysed"

# What may not be read: root can read anything, unless it gives that up.
as_user() {
    if [ "$(id -u)" = 0 ]; then
        run_by setpriv --bounding-set=-dac_override,-dac_read_search "$FBP_CHECK" "$@"
    else
        run "$@"
    fi
}
mkdir private
cp good.c private
for name in locked.c locked.rir locked locked.h locked.txt; do
    cp good.c $name
    chmod 000 $name
done
mkdir locked.db
echo '[]' >locked.db/compile_commands.json
chmod 000 private locked.db/compile_commands.json
as_user --model locked.h --suppressions locked.txt locked.c locked.rir locked private/good.c good.c
status_is 2
err_is <<'TEXT'
fbp-check: locked.c: Permission denied; make it readable
fbp-check: locked.rir: Permission denied; make it readable
fbp-check: locked: Permission denied; make it readable
fbp-check: private/good.c: Permission denied; make it readable
fbp-check: --model locked.h: Permission denied; make it readable
fbp-check: --suppressions locked.txt: cannot be read: Permission denied; make it readable
TEXT
grep -q '^fbp-check: 1 task, ' "$folder/out" || fail "good.c was not analysed"
as_user locked.c good.c
status_is 3
as_user -p locked.db
status_is 2
err_has "fbp-check: locked.db/compile_commands.json: Permission denied; make it readable"
chmod -R u+rwX private locked.c locked.rir locked locked.h locked.txt locked.db

# Empty files are C, and RIR, of nothing.
: >empty.c
: >empty.rir
run empty.c empty.rir good.c
status_is 0
err_lines 0
run empty.c
status_is 0
err_has "fbp-check: no tasks found: name a task function with --task NAME, mark it FBP_TASK, or give a model of the function that starts it (--model FILE)"

# What stands after --: a source is one like others; a mistake is told.
run good.c -- broken.c
status_is 3
err_has "fbp-check: broken.c: does not compile, left out: broken.c:1:22: error: use of undeclared identifier 'x'; correct it, or go on without it with --allow-unparsed"
run -- good.c
status_is 0
grep -q '^fbp-check: 1 task, ' "$folder/out" || fail "good.c was not analysed"
printf "'-DX" >open.rsp
run good.c -- @gone.rsp @open.rsp
status_is 3
err_is <<'TEXT'
fbp-check: -- @gone.rsp: No such file or directory; check the name
fbp-check: -- @open.rsp: ends within quotes; close them
TEXT
run good.c -- notes.txt
status_is 0
err_is <<'TEXT'
fbp-check: warning: -- notes.txt: neither an option of a compiler nor a source, left out
TEXT
cp good.c again.c
run good.c again.c -- -std=c3000 -fno-such-thing
status_is 0
err_is <<'TEXT'
fbp-check: warning: -- -fno-such-thing: clang does not know it, left out
fbp-check: warning: -- -std=c3000: clang does not know it, left out
TEXT

# A file that is named twice is one unit.
run good.c ./good.c
status_is 0
err_lines 0

# Status 3 comes before 1, and the violation is still reported.
bad_program bad.c
run bad.c gone.c
status_is 3
summary 1

# Nothing left: said, and the outputs are there all the same.
run --json out.json broken.c
status_is 3
err_has "fbp-check: nothing could be analysed; see the lines above"
grep -q '"complete": false' out.json || fail "the JSON does not say that something is missing"

# C by another name.
cp good.c good.inc
run good.inc -- -x c
status_is 0

# RIR as text.
echo 'this is no RIR' >x.rir
run x.rir
status_is 3
grep -qE "^fbp-check: x.rir:1:[0-9]+: not RIR: .*; docs/rir.md has the grammar$" "$folder/err" || fail "no position"
run --dump=rir good.c
status_is 0
cp "$folder/out" good.rir
run good.rir
status_is 0
grep -q '^fbp-check: 1 task, ' "$folder/out" || fail "good.rir is not good.c"

# A compiler that is not there, or is not clang.
FBP_CLANG=/nowhere/clang
export FBP_CLANG
run good.c
status_is 3
err_has "fbp-check: good.c: cannot run /nowhere/clang: No such file or directory; install clang-19, or set FBP_CLANG"
FBP_CLANG=true
run good.c
status_is 3
err_has "fbp-check: good.c: the plugin wrote nothing; is FBP_CLANG a clang 19?"
exit 0
