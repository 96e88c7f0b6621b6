#!/bin/sh
# How the plugin behaves as a part of clang.
#
#   plugin.sh CLANG PLUGIN FBP-RIR WORK-FOLDER
set -u
clang=$1 plugin=$2 fbp_rir=$3 work=$4
rm -rf "$work"
mkdir -p "$work"
cd "$work" || exit 1
failures=0
unset FBP_PLUGIN_OUT FBP_PLUGIN_TEXT FBP_PLUGIN_DATA FBP_PLUGIN_TRACE

check() { # DESCRIPTION, then a condition as a command
    what=$1
    shift
    "$@" || {
        echo "FAILED $what"
        failures=$((failures + 1))
    }
}
compile() {
    "$clang" "-fpass-plugin=$plugin" "$@" 2>stderr
    status=$?
}

printf 'static int n; int f(int *p) { return n += *p; }\n' >good.c
printf 'int f( { return 0; }\n' >bad.c

"$clang" -O2 -c good.c -o plain.o
compile -O2 -c good.c -o same.o
check "without FBP_PLUGIN_OUT the object is the same" cmp plain.o same.o

for level in O0 O1 O2 Os; do
    FBP_PLUGIN_OUT=out.$level compile -$level -g -c good.c -o none.o
    check "-$level: exit status 0" [ $status = 0 ]
    check "-$level: silent" [ ! -s stderr ]
    check "-$level: well-formed" "$fbp_rir" --check out.$level
done
check "no object file is left" [ ! -e none.o ]
check "no temporary file is left" [ -z "$(ls | grep -v -e '\.c$' -e '^out\.O[012s]$' -e '^plain.o$' -e '^same.o$' -e '^stderr$')" ]

FBP_PLUGIN_OUT=text FBP_PLUGIN_TEXT=1 compile -g -c good.c -o none.o
check "FBP_PLUGIN_TEXT writes text" grep -q '^define @f' text

FBP_PLUGIN_OUT=missing/folder/file compile -g -c good.c -o none.o
check "unwritable output: exit status 70" [ $status = 70 ]
check "unwritable output: one line" [ "$(wc -l <stderr)" = 1 ]
check "unwritable output: says which file" grep -q '^fbp-plugin: cannot write missing/folder/file' stderr

mkfifo pipe
cat pipe >from-pipe &
FBP_PLUGIN_OUT=pipe compile -g -c good.c -o none.o
check "into a pipe: exit status 0" [ $status = 0 ]
check "into a pipe: it is still one" [ -p pipe ]
[ -p pipe ] && wait
check "into a pipe: well-formed" "$fbp_rir" --check from-pipe

FBP_PLUGIN_OUT=broken compile -g -c bad.c -o none.o
check "a unit that does not compile: clang's own status" [ $status = 1 ]
check "a unit that does not compile: no file" [ ! -e broken ]

printf '__attribute__((used)) static void hook(void) { }\n' >used.c
FBP_PLUGIN_OUT=text FBP_PLUGIN_TEXT=1 compile --target=avr -S used.c -o none.s
check "where code has an address space of its own: what is used may be called" \
    grep -q '^define @hook.*address_taken' text

echo "$failures failures"
[ "$failures" = 0 ]
