#!/usr/bin/env bash
# One program of cases/: built in four ways, linked with the run time and run: at -O0 and -O2, static, and with
# AddressSanitizer and UndefinedBehaviorSanitizer.
#
#   run.sh CLANG LIB_DIR RUNTIME_DIR CASE.c WORK_DIR
#
# A file of the same name in objects/ is built as the shared object NAME.so. It runs in a folder that has the files of files/. Without an argument it must end with status 0 and say nothing. For each line at its beginning
#     // trap ARGUMENT [OPTIONS]: KIND [text that the report must contain]...     (texts end at ;)
#     // runs ARGUMENT [OPTIONS]: [text that standard error must contain]
#     // not static: why      (or sanitized: it is not built in that way)
#     // ends ARGUMENT STATUS [OPTIONS]: [text that standard error must contain]
#     // mistake NAME [ARGUMENT]    (mistakes.sh)
#     // clang-format off  (or on: these lines stay one line each)
# it is run with that argument: it must end with status 47 and one report of that kind, end with 0, end with that status.
set -euo pipefail
clang=$1 lib=$2 runtime=$3 case=$4 work=$5
rm -rf "$work"
mkdir -p "$work"
cd "$work"
cp "$(dirname "$case")/../files/"* .
unset FBP_OPTIONS
# With its check of uses after return AddressSanitizer puts local variables into memory of another kind (docs/runtime.md).
export ASAN_OPTIONS=detect_leaks=0:detect_stack_use_after_return=0
problems=0
! sed -n '/^\/\/ /!q;p' "$case" | grep -vE '^// (not [a-z]+: .|(trap|runs) [a-z_]+|ends [a-z_]+ [0-9]+|mistake [A-Z0-9]+-[a-z]+( [a-z_]+)?$|clang-format (on|off)$)' || exit 1
bad() {
    echo "$(basename "$case") $level: $*"
    [ ! -s err ] || sed 's/^/    /' err | head -40
    problems=$((problems + 1))
}
contains() { # TEXTS
    local IFS=';' one
    for one in $1; do
        one=${one# }
        [ -z "$one" ] || grep -qF -- "$one" err || bad "no '$one' in what it says"
    done
}
wrap=-Wl
for name in malloc calloc realloc reallocarray memalign aligned_alloc posix_memalign valloc pvalloc free; do
    wrap=$wrap,--wrap=$name
done
for level in plain optimised static sanitized; do
    ! grep -q "^// not $level: ." "$case" || continue
    flags=() archive=$lib/libfbp_rt.a
    case $level in
    plain) flags=(-O0) ;;
    optimised) flags=(-O2) ;;
    static) flags=(-O2 -static "$wrap") archive=$lib/libfbp_rt_static.a ;;
    sanitized) flags=(-O1 -fsanitize=address,undefined -fno-sanitize-recover=all) archive=$lib/libfbp_rt_asan.a ;;
    esac
    object=$(dirname "$case")/../objects/$(basename "$case")
    if [ -e "$object" ]; then
        "$clang" -std=gnu17 -g "${flags[@]}" -fPIC -shared -I"$runtime/verify" -I"$(dirname "$case")/.." "$object" -o "$(basename "$case" .c).so"
        flags+=(-rdynamic)
    fi
    "$clang" -std=gnu17 -g "${flags[@]}" -fno-omit-frame-pointer -Wall -Wextra -Werror \
        -I"$runtime/verify" -I"$runtime/include" -I"$(dirname "$case")/.." "$case" "$archive" -lpthread -ldl -o program
    status=0
    timeout 60 ./program >out 2>err || status=$?
    [ "$status" = 0 ] && [ ! -s err ] || bad "without an argument: status $status"
    while IFS= read -r line; do
        rest=${line#*: }
        [ "$rest" != "$line" ] || rest=
        head=${line%%: *}
        head=${head%:}
        read -r _ what argument more <<<"$head"
        status=0
        options=
        options=$more
        [ "$what" != ends ] || read -r wanted options <<<"$more"
        FBP_OPTIONS=$options timeout 60 ./program "$argument" >out 2>err || status=$?
        case $what in
        trap)
            kind=${rest%%[ ;]*}
            [ "$status" = 47 ] || bad "$argument: status $status instead of 47"
            [ "$(grep -c "^SUMMARY: fbp: $kind " err)" = 1 ] && [ "$(grep -c '^SUMMARY' err)" = 1 ] ||
                bad "$argument: not one report of $kind"
            contains "${rest#"$kind"}"
            ;;
        runs)
            [ "$status" = 0 ] || bad "$argument: status $status"
            [ -n "$rest" ] || [ ! -s err ] || bad "$argument: says something"
            contains "$rest"
            ;;
        ends)
            [ "$status" = "$wanted" ] || bad "$argument: status $status instead of $wanted"
            contains "$rest"
            ;;
        *) bad "what is '$line'?" ;;
        esac
    done < <(sed -n '/^\/\/ /!q;/^\/\/ \(trap\|runs\|ends\) /p' "$case")
done
[ "$problems" = 0 ]
