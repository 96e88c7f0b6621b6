# What the tests in shell share. A test sources the lib.sh of its folder, which sources this one and defines `filter`; it then
# runs in a folder of its own, which is removed at the end. Every helper that finds something wrong prints it and ends the test.
#
#   run_command COMMAND...   its output is in $folder/out and $folder/err, its status in $status
#   status_is N              the status of the last run
#   out_is, err_is           the whole output, after `filter`, is the here-document on standard input
: "${FBP_SOURCE_DIR:?the source tree}"
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
last=

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

run_command() {
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
    filter "$folder/$1" >"$folder/got"
    diff -u "$folder/wanted" "$folder/got" || fail "standard $1 is not what was expected (+: what it is)"
}

out_is() {
    compare out
}

err_is() {
    compare err
}
