# --help and --version, and that every option --help shows has a test in this folder.
. "$(dirname "$0")/lib.sh"
here=$FBP_SOURCE_DIR/tests/cli

run --version
status_is 0
grep -qE '^fbp-check [0-9]+\.[0-9]+\.[0-9]+$' "$folder/out" || fail "not a version"

run --help
status_is 0
err_lines 0
head -n 1 "$folder/out" | grep -q '^usage: fbp-check' || fail "no usage line"
out_has '  --unproven=off|note|warning|error'
out_has '        what an unproven place is shown as; notes are summed up by function (default: note)'
out_has '  global-write     a task writes memory that others can see'

# "  --name=ARG" and "  -x ARG" begin the lines of options.
options=$(sed -nE 's/^  (--?[a-z-]+)([ =].*)?$/\1/p' "$folder/out")
[ "$(echo "$options" | wc -l)" -ge 19 ] || fail "only these options in --help: $options"
for option in $options; do
    grep -qE "^ *run .*$option([ =]|\$)" "$here"/*.sh || fail "no test runs fbp-check with $option"
done

# Each line of options.def that is an option is in --help, each that is for later is not.
for name in $(sed -nE 's/^LATER\("([a-z-]+)".*/\1/p' "$FBP_SOURCE_DIR/analyzer/check/options.def"); do
    grep -qE "^  --$name" "$folder/out" && fail "--help shows --$name, which is for later"
done
exit 0
