# A compiler that ends by a signal, and signals to the wrapper while it compiles and while it links.
. "$(dirname "$0")/lib.sh"

# clang-19 itself, which waits for the rest of its input: status and what is left in the folder.
mkfifo "$folder/source"
interrupted() { # COMPILER SIGNAL
    mkdir "$folder/work/$1.$2" && cd "$folder/work/$1.$2" || exit 1
    compiler=$1
    [ "$1" = clang-19 ] || compiler=$FBP_CC
    env --default-signal=INT "$compiler" -O2 -g -MD -x c -c - -o x.o <"$folder/source" 2>/dev/null &
    child=$!
    exec 8>"$folder/source"
    echo 'int x;' >&8
    tries=0
    until grep -q '^State:.*sleeping' /proc/$child/status &&
        [ "$(tr '\0' ' ' <"/proc/$child/comm")" = clang-19 ]; do
        tries=$((tries + 1))
        [ $tries -lt 600 ] || fail "$1 does not wait for its input"
        sleep 0.05
    done
    kill "-$2" "$child"
    wait $child
    echo "status $?: $(ls)" >"$folder/$1.$2"
    exec 8>&-
    cd "$folder/work" || exit 1
}
for name in TERM INT HUP; do
    interrupted clang-19 $name
    interrupted fbp-cc $name
    diff "$folder/clang-19.$name" "$folder/fbp-cc.$name" || fail "SIG$name: not what clang does"
done

FBP_CLANG=$folder/clang
export FBP_CLANG
compiler() {
    printf '#!/bin/sh\n%s\n' "$1" >"$FBP_CLANG"
    chmod +x "$FBP_CLANG"
}

for step in "-c a.c" "a.o -o prog"; do
    for number in 6 9 11 15; do
        compiler "kill -$number \$\$"
        # shellcheck disable=SC2086 # a list of words
        run "$FBP_CC" $step
        status_is $((128 + number))
    done
    compiler 'exit 77'
    # shellcheck disable=SC2086
    run "$FBP_CC" $step
    status_is 77
done

# Sent to the wrapper alone, as make does: it is clang's to end, and the wrapper ends as clang did.
compiler "trap 'echo ended >$folder/ended; exit 9' TERM INT HUP; echo \$\$ >$folder/pid; while :; do sleep 0.05; done"
for step in "-c a.c" "a.o -o prog"; do
    for name in TERM INT HUP; do
        rm -f "$folder/pid" "$folder/ended"
        # A script's background jobs ignore SIGINT, hence env.
        # shellcheck disable=SC2086
        env --default-signal=INT "$FBP_CC" $step &
        wrapper=$!
        tries=0
        while [ ! -s "$folder/pid" ]; do
            tries=$((tries + 1))
            [ $tries -lt 600 ] || fail "the compiler did not start"
            sleep 0.05
        done
        kill -$name $wrapper
        wait $wrapper
        status=$?
        [ $status -eq 9 ] || fail "SIG$name with $step: status $status, not the compiler's"
        [ -s "$folder/ended" ] || fail "SIG$name did not reach the compiler"
        ! kill -0 "$(cat "$folder/pid")" 2>/dev/null || fail "SIG$name leaves a compiler"
    done
done
exit 0
