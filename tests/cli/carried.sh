# Objects, archives, programs and shared libraries that carry their units.
. "${0%/*}/lib.sh"
plugin=$FBP_BUILD_DIR/lib/fbp-plugin.so
carry() {
    FBP_PLUGIN_SECTION=1 clang-19 "-fpass-plugin=$plugin" -O2 -g -fPIC -c "$1" -o "$2" || fail "cannot compile $1"
}
bad_program bad.c
carry bad.c bad.o
clang-19 bad.o -o bad
run bad.c
cp "$folder/out" sources
status_is 1
for input in bad.o bad; do
    run $input
    status_is 1
    cmp -s "$folder/out" sources || fail "$input: other findings than in its source"
    err_lines 0
done

# Sources may have gone: findings stay, without the source lines.
mv bad.c gone.c
run bad
status_is 1
out_has "bad.c:5:11: error: task 'count' writes global 'total', which is not its own [fbp-global-write]"
summary 1
mv gone.c bad.c

# Mixed with sources, a library beside a program, an archive.
file count.c <<'SOURCE'
int total;
void *count(void *arg)
{
    total += *(int *)arg;
    return arg;
}
SOURCE
file main.c <<'SOURCE'
#include <pthread.h>
void *count(void *arg);
int main(void)
{
    int n = 0;
    pthread_t t;
    if (pthread_create(&t, 0, count, &n) != 0)
        return 1;
    pthread_join(t, 0);
    return n;
}
SOURCE
# The order in which units are given changes nothing, down to the paths below findings.
run main.c count.c --json forwards
cp "$folder/out" forwards.text
run count.c main.c --json backwards
cmp forwards backwards && cmp forwards.text "$folder/out" || fail "the order of the files shows"

carry count.c count.o
carry main.c main.o
clang-19 -shared count.o -o libcount.so
clang-19 main.o -L. -lcount -o main
ar rcs libcount.a count.o
ar rcsT libthin.a count.o
run main.c count.c
cp "$folder/out" sources
for inputs in "main.c count.o" "main.o count.c" "main libcount.so" "main.o libcount.a" "main.o libthin.a"; do
    run $inputs
    status_is 1
    cmp -s "$folder/out" sources || fail "$inputs: other findings than in the sources"
    err_lines 0
done
rm libthin.a && ar rcsT libthin.a count.o && mv count.o away.o
run main.o libthin.a
status_is 3
err_has "fbp-check: libthin.a: names count.o, which cannot be read; build it again"
mv away.o count.o

# Two programs at once have their names.
run bad main libcount.so
status_is 1
summary 2
out_has "bad: 1 task, 2 places: 1 proved, 0 unproven, 1 violation"
out_has "main: 1 task, 2 places: 1 proved, 0 unproven, 1 violation"

# What cannot be read.
clang-19 -c bad.c -o plain.o
run plain.o
status_is 3
err_has "fbp-check: plain.o: nothing in it was compiled with fbp-cc; give C sources, or compile it with fbp-cc"
clang-19 -flto -c bad.c -o lto.o
run lto.o
status_is 3
err_has "fbp-check: lto.o: is LLVM bitcode (-flto); give the program or library that is linked from it"
objcopy --dump-section .fbp=record bad.o copied.o
head -c 50 record >cut
head -c 500 /dev/zero | tr '\0' x >foreign
sed 's/^FBPO./FBPO\x07/' record >version
for bad in cut foreign version; do
    objcopy --update-section .fbp=$bad bad.o $bad.o
done
run cut.o
status_is 3
err_has "fbp-check: cut.o: a record is cut off; compile it again with fbp-cc"
run foreign.o
status_is 3
err_has "fbp-check: foreign.o: what is in .fbp is no record of fbp-cc; compile it again with fbp-cc"
run version.o
status_is 3
err_has "fbp-check: version.o: a record is of version 7, this program reads version 1; compile it again with fbp-cc"
head -c 300 bad.o >short.o
run short.o
status_is 3
err_has "fbp-check: short.o: not an ELF file, or one that is damaged; compile it again with fbp-cc"
head -c 100 libcount.a >short.a
run short.a
status_is 3
err_lines 2

# A unit that was not analysed says so, where it is used.
mkdir -p alone/lib
cp "$plugin" alone/lib/fbp-plugin.so # without fbp-check, which makes the record of what is not optimized
FBP_PLUGIN_SECTION=1 clang-19 -fpass-plugin=alone/lib/fbp-plugin.so -O0 -c count.c -o failed.o
run main.o failed.o
status_is 3
err_has "fbp-check: count.c: not analysed when failed.o was made: its second compilation, for the analysis, failed; build that again, or give the source"

# A record by itself, as the plugin asks for it where a command describes another program.
run --write-record one.record bad.c
status_is 0
[ "$(head -c 4 one.record)" = FBPO ] || fail "not a record"
objcopy --update-section .fbp=one.record bad.o by-record.o
run by-record.o
status_is 1
summary 1
run --write-record two.record bad.c count.c
status_is 2
err_has "fbp-check: --write-record two.record: needs one source; give one FILE.c"
echo 'int f( {' >wrong.c
run --write-record three.record wrong.c
status_is 3
[ ! -e three.record ] || fail "a record of a source that does not compile"

# Fortified, sanitized, without optimization: the findings of the source.
run bad.c
cp "$folder/out" sources
for flags in -O0 -Os "-O2 -D_FORTIFY_SOURCE=2" "-O1 -fsanitize=address,undefined" "-O2 -g1" "-O2 -fprofile-instr-generate"; do
    # shellcheck disable=SC2086
    FBP_PLUGIN_SECTION=1 clang-19 "-fpass-plugin=$plugin" $flags -MD -c bad.c count.c || fail "cannot compile with $flags"
    rm count.o
    [ -s bad.d ] || fail "$flags: no dependency file"
    run bad.o
    status_is 1
    cmp -s "$folder/out" sources || fail "$flags: other findings than in the source"
    err_lines 0
done
