#!/bin/bash
# What is found in a program that carries its units is what is found in their sources: text, JSON, SARIF and
# exit status, byte for byte, for the cases of corpus/cases and the programs of corpus/programs, built with the plugin and linked.
#
#   corpus.sh CLANG PLUGIN FBP-CHECK ANNOTATIONS WORK-FOLDER CASES-FOLDER...
#
# Each case is built at -O2 without -g (lowered on the way), every third one also at -O0 (a second front end beside it) and
# given as objects and as archives; with CARRIED_ALL=1 each one.
set -u
export clang=$1 plugin=$2 fbp_check=$3 annotations=$4 work=$5
shift 5
rm -rf "$work"
mkdir -p "$work"
unset FBP_PLUGIN_OUT FBP_PLUGIN_TEXT FBP_PLUGIN_DATA FBP_PLUGIN_TRACE FBP_PLUGIN_RECORD
unset FBP_PLUGIN_SECTION FBP_PLUGIN_STRIP

compile_o2() { # SOURCE OBJECT
    FBP_PLUGIN_SECTION=1 FBP_PLUGIN_STRIP=1 FBP_PLUGIN_NAMES=1 "$clang" -w -O2 -g -fPIC -fno-discard-value-names "-I$annotations" "-fpass-plugin=$plugin" -c "$1" -o "$2"
}
compile_o0() {
    FBP_PLUGIN_SECTION=1 FBP_PLUGIN_NAMES=1 "$clang" -w -O0 -fPIC -fno-discard-value-names "-I$annotations" "-fpass-plugin=$plugin" -c "$1" -o "$2"
}
found() { # NAME INPUT...: the command is not part of what is found
    local name=$1
    shift
    "$fbp_check" "$@" "${args[@]}" --json "$name.json" --sarif "$name.sarif" >"$name.txt" 2>"$name.err"
    echo "status $?" >>"$name.txt"
    sed -i -e '/"commandLine"/d' "$name.sarif"
}
compare() { # NAME
    local form
    for form in txt json sarif err; do
        cmp -s "$dir/source.$form" "$dir/$1.$form" || {
            echo "FAILED $case: $1: $form differs"
            diff "$dir/source.$form" "$dir/$1.$form" | head -5
            bad=1
        }
    done
}
one_case() { # NUMBER FOLDER CASE
    local number=$1 folder=$2 case=$3 level levels=o2 unit o bad=0
    local dir=$work/$case.$number main='' how=() units=() args=() objects=()
    mkdir "$dir"
    cd "$folder" || return 1
    for unit in "$case.c" "$case".[0-9]*.c "$case"/*.c; do
        [ ! -f "$unit" ] || units+=("$unit")
    done
    read -ra args < <(sed -n 's|^// args: *||p' "${units[0]}")
    found "$dir/source" "${units[@]}"
    [ $((number % 3)) != 0 ] && [ -z "${CARRIED_ALL:-}" ] || levels="o2 o0"
    for level in $levels; do
        objects=()
        for unit in "${units[@]}"; do
            o=$dir/$level-$(basename "$unit" .c).o
            "compile_$level" "$unit" "$o" || return 1
            objects+=("$o")
            [ -z "$(nm -g "$o" | grep ' T main$')" ] || main=$(basename "$unit" .c)
        done
        how=(-shared)
        [ -z "$main" ] || how=(-pie -Wl,--unresolved-symbols=ignore-all)
        mkdir "$dir/$level"
        o=$dir/$level/${main:-lib.so}
        "$clang" "${how[@]}" "${objects[@]}" -o "$o" || return 1
        found "$dir/linked-$level" "$o"
        compare "linked-$level"
    done
    if [ "$levels" != o2 ]; then
        found "$dir/objects" "${objects[@]}"
        compare objects
        ar rcsD "$dir/all.a" "${objects[@]}" && found "$dir/archive" "$dir/all.a" && compare archive
        ar rcsDT "$dir/thin.a" "${objects[@]}" && found "$dir/thin" "$dir/thin.a" && compare thin
    fi
    [ $bad = 0 ] && rm -rf "$dir"
    return $bad
}
export -f compile_o2 compile_o0 found compare one_case

n=0
for folder; do
    for name in $(find "$folder" -mindepth 1 -name '*.c' -printf '%P\n' | sed -E 's|/.*||; s|(\.[0-9]+)?\.c$||' | sort -u); do
        n=$((n + 1))
        printf '%s\0%s\0%s\0' "$n" "$folder" "$name"
    done
done >"$work.list"
cases=$(($(tr -dc '\0' <"$work.list" | wc -c) / 3))
# shellcheck disable=SC2016 # for the inner shell
xargs -0 -a "$work.list" -n 3 -P 2 bash -c 'one_case "$@" || { echo "FAILED $3" >>"$work.failed"; exit 0; }' bash
failed=0
[ ! -f "$work.failed" ] || failed=$(wc -l <"$work.failed")
rm -f "$work.list" "$work.failed"
echo "$cases cases, $failed failures"
[ "$cases" -gt 0 ] && [ "$failed" = 0 ]
