# --explain: every kind of the table has a text with its three parts.
. "$(dirname "$0")/lib.sh"

kinds=$(sed -nE 's/^KIND\([A-Z_]+, "([a-z-]+)".*/\1/p' "$FBP_SOURCE_DIR/analyzer/report/kinds.def")
[ "$(echo "$kinds" | wc -l)" -ge 9 ] || fail "kinds.def was not understood"
for kind in $kinds; do
    run --explain "$kind"
    status_is 0
    err_lines 0
    head -n 1 "$folder/out" | grep -q "^$kind: " || fail "the first line does not name $kind"
    out_has "Example:"
    out_has "What to do:"
done
run --explain fbp-global-write
status_is 0
run --explain=packet-leak
out_has "This version of fbp-check does not look for this kind."
exit 0
