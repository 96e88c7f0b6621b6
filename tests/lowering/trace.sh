#!/bin/sh
# A lowered program, interpreted, does what the program itself does: same output, same exit status, and
# the same accesses to the same places with the same values, in the same order.
#
#   trace.sh CLANG PLUGIN TRACE-COMPARE ANNOTATIONS CORPUS FOLDER SHARE WORK-FOLDER
#
# FOLDER is one of CORPUS/cases. Of its programs (NAME.c, or NAME.1.c NAME.2.c ...) those without a main
# are left out, functions that are nowhere end a run; SHARE is I/N: every Nth, from the Ith on.
# tests/lowering/trace_left_out says what cannot be compared, with a program for each reason, and must be
# right: one that can be compared may not be in it. What the interpreter cannot run for a reason that is
# there is left out, too.
set -u
clang=$1 plugin=$2 compare=$3 annotations=$4 corpus=$5 folder=$6 share=$7 work=$8
here=$(dirname "$0")
rm -rf "$work"
mkdir -p "$work"
failures=0 count=0 compared=0 accesses=0 left_out=0

fail() {
    echo "FAILED $1: $2"
    failures=$((failures + 1))
}

natively=
for part in "$here"/native/*.c; do
    object=$work/native-$(basename "$part" .c).o
    "$clang" -O1 -c "$part" -o "$object" || exit 1
    natively="$natively $object"
done

# build NAME UNIT...: the objects that tell their accesses, their RIR, and the program
build() {
    base=$work/$1 objects='' rirs=''
    shift
    for unit in "$@"; do
        out=$work/$(basename "$unit" .c)
        FBP_PLUGIN_TRACE=1 FBP_PLUGIN_DATA=1 FBP_PLUGIN_OUT=$out.rir "$clang" -w -std=gnu11 -g -O0 -I "$annotations" \
            "-fpass-plugin=$plugin" -c "$unit" -o "$out.o" 2>"$base.err" || return 1
        objects="$objects $out.o" rirs="$rirs $out.rir"
    done
    # shellcheck disable=SC2086
    "$clang" $objects $natively -lpthread -lm -Wl,--unresolved-symbols=ignore-all -o "$base.exe" 2>"$base.err"
}

# What is said of the case: "FOLDER/NAME: REASON"
reason() {
    sed -n "s|^$folder/$1: ||p" "$here/trace_left_out"
}

# Whether that is said of some case.
known_reason() {
    sed -n "s|^[a-z-]*/[a-z_0-9]*: \(cannot run: .*\)|\1|p" "$here/trace_left_out" | grep -qxF -e "$1"
}

# check NAME STATUS: against what is said of it
check() {
    why=$(reason "$1")
    if [ -n "$why" ]; then
        left_out=$((left_out + 1))
        [ "$2" != 0 ] || fail "$1" "is compared and the same, and said not to be: $why"
        grep -qF -e "$why" "$work/$1.err" || fail "$1" "expected '$why', got: $(head -n 1 "$work/$1.err")"
    elif [ "$2" = 0 ]; then
        compared=$((compared + 1))
        accesses=$((accesses + $(cat "$work/$1.count")))
    elif known_reason "$(head -n 1 "$work/$1.err")"; then
        left_out=$((left_out + 1))
    else
        fail "$1" "$(head -n 3 "$work/$1.err") (trace_left_out is for what cannot be compared)"
    fi
}

number=0
for case in "$corpus/cases/$folder"/*.c; do
    name=$(basename "$case" .c)
    case $name in
    *.1)
        name=${name%.1}
        set -- "$corpus/cases/$folder/$name".[0-9].c
        ;;
    *.[2-9]) continue ;;
    *) set -- "$case" ;;
    esac
    number=$((number + 1))
    [ $((number % ${share#*/})) = $((${share%/*} - 1)) ] || continue
    grep -q '^int main' "$@" || continue
    count=$((count + 1))
    if build "$name" "$@"; then
        # shellcheck disable=SC2086
        timeout 60 "$compare" "$work/$name.exe" $rirs >"$work/$name.count" 2>"$work/$name.err"
        check "$name" $?
    else
        check "$name" 1
    fi
done
[ "$count" != 0 ] || fail "$folder" "no programs there"
[ "$accesses" -gt "$compared" ] || fail "$folder" "only $accesses accesses were told"
echo "$count programs: $compared compared, $accesses accesses; $left_out left out; $failures failures"
[ "$failures" = 0 ]
