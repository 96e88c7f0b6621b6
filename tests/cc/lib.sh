# What the tests of fbp-cc share, besides tests/lib.sh. A test sources this file; it then runs in a copy of inputs/.
#
#   run COMMAND...    its output is in ../out and ../err, its status in $status; CC in it is fbp-cc
#   silent            it printed nothing
#   carries FILE...   each has a section .fbp
set -u
: "${FBP_CC:?path of the program under test}" "${FBP_SOURCE_DIR:?the source tree}"
. "$FBP_SOURCE_DIR/tests/lib.sh"
cp -r "$FBP_SOURCE_DIR/tests/cc/inputs" "$folder/work"
cd "$folder/work" || exit 1
PWD=$folder/work
export PWD

CC() {
    "$FBP_CC" "$@"
}

run() {
    run_command "$@"
}

filter() {
    sed -e "s|$folder/work/||g" -e "s|$folder|FOLDER|g" "$1"
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
