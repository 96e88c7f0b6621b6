#!/usr/bin/env bash
# Each mistake of TABLE (runtime/verify/mistakes.def) is shown by a case: its first lines say `// mistake NAME [ARGUMENT]`, and with
# FBP_MISTAKE=NAME and that argument it does not end as without the mistake.
#
#   mistakes.sh CLANG LIB_DIR RUNTIME_DIR CASES TABLE WORK_DIR
set -euo pipefail
clang=$1 lib=$2 runtime=$3 cases=$4 table=$5 work=$6
mkdir -p "$work"
unset FBP_OPTIONS FBP_MISTAKE
problems=0
for name in $(sed -n 's/^MISTAKE_DEF("\([^"]*\)".*/\1/p' "$table"); do
    grep -qF "MISTAKE(\"$name\")" "$runtime"/verify/*.c || {
        echo "'$name' is in no code of the run time"
        problems=$((problems + 1))
    }
    case=$(grep -lE "^// mistake $name( |\$)" "$cases"/*.c | head -1) || {
        echo "no case shows '$name'"
        problems=$((problems + 1))
        continue
    }
    argument=$(sed -n "s,^// mistake $name *,,p" "$case")
    "$clang" -std=gnu17 -g -O0 -fno-omit-frame-pointer -I"$runtime/verify" -I"$runtime/include" -I"$cases/.." "$case" "$lib/libfbp_rt.a" \
        -lpthread -ldl -o "$work/program"
    status=0 mistaken=0
    # shellcheck disable=SC2086 # none, or one
    timeout 60 "$work/program" $argument >"$work/out" 2>&1 || status=$?
    # shellcheck disable=SC2086
    FBP_MISTAKE=$name timeout 60 "$work/program" $argument >"$work/mistaken" 2>&1 || mistaken=$?
    [ "$status" != "$mistaken" ] || {
        echo "$(basename "$case") $argument: '$name' is not shown: status $status"
        problems=$((problems + 1))
    }
done
[ "$problems" = 0 ]
