# What the tests of fbp-cc share. A test sources this file; it then runs in a folder of its own, with a copy of inputs/,
# which is removed at the end. Every helper that finds something wrong prints it and ends the test.
#
#   run COMMAND...    its output is in ../out and ../err, its status in $status; CC in it is fbp-cc
#   status_is N       the status of the last run
#   out_is, err_is    the whole output is the here-document on standard input (the folder's path is left out)
#   carries FILE...   each has a section .fbp
set -u
: "${FBP_CC:?path of the program under test}" "${FBP_SOURCE_DIR:?the source tree}"
unset FBP_CLANG FBP_RESOURCE_DIR NO_COLOR CCACHE_PREFIX

folder=$(mktemp -d) || exit 1
folder=$(cd "$folder" && pwd -P)
# A failure may be noticed at the end of a pipe, in a shell of its own: then it is remembered. A test may have a server.
server=
finish() {
    status=$?
    [ -z "$server" ] || kill "$server"
    [ ! -e "$folder/failed" ] || status=1
    rm -rf "$folder"
    exit $status
}
trap finish EXIT
mkdir "$folder/tmp"
cp -r "$FBP_SOURCE_DIR/tests/cc/inputs" "$folder/work"
cd "$folder/work" || exit 1
PWD=$folder/work
export PWD
last=

CC() {
    "$FBP_CC" "$@"
}

fail() {
    printf 'FAILED: %s\n' "$*"
    : >"$folder/failed"
    if [ -n "$last" ]; then
        printf -- '-- last run:%s (status %s)\n' "$last" "$status"
        printf -- '-- standard output:\n'
        cat "$folder/out"
        printf -- '-- standard error:\n'
        cat "$folder/err"
    fi
    exit 1
}

run() {
    last=
    for argument; do
        last="$last $argument"
    done
    "$@" >"$folder/out" 2>"$folder/err"
    status=$?
}

status_is() {
    [ "$status" -eq "$1" ] || fail "status is $status, not $1"
}

compare() {
    cat >"$folder/wanted"
    sed -e "s|$folder/work/||g" -e "s|$folder|FOLDER|g" "$folder/$1" >"$folder/got"
    diff -u "$folder/wanted" "$folder/got" || fail "standard $1 is not what was expected (+: what it is)"
}

out_is() {
    compare out
}

err_is() {
    compare err
}

silent() {
    [ ! -s "$folder/out" ] && [ ! -s "$folder/err" ] || fail "something was printed"
}

has_section() {
    readelf -SW "$1" 2>/dev/null | grep -qF ' .fbp '
}

carries() {
    for name; do
        has_section "$name" || fail "$name carries no .fbp"
    done
}

carries_not() {
    for name; do
        [ -f "$name" ] || fail "there is no $name"
        ! has_section "$name" || fail "$name carries .fbp"
    done
}
