# The forms of results: text, SARIF, JSON, GitHub, any number in one run.
. "$(dirname "$0")/lib.sh"

bad_program bad.c
run --sarif r.sarif --json r.json --github bad.c
status_is 1
summary 1
grep -q '^::error file=bad.c,line=5,col=[0-9]*,title=fbp-global-write::' "$folder/out" || fail "no GitHub command"
grep -q 'bad.c:5:[0-9]*: error: .*\[fbp-global-write\]$' "$folder/out" || fail "no text"
grep -q '"ruleId": "fbp-global-write"' r.sarif || fail "no SARIF result"
grep -q '"violations": 1' r.json || fail "no JSON summary"
python3 -c 'import json; json.load(open("r.json")); json.load(open("r.sarif"))' || fail "not JSON"

# An output never destroys an input, nor the other output.
run bad.c --json bad.c
status_is 2
grep -q 'json bad.c: is a file to be checked; name another one$' "$folder/err" || fail "no word on --json over its input"
grep -q total bad.c || fail "the source was overwritten"
run bad.c --json both --sarif both
status_is 2
grep -q 'json both: is what --sarif writes, too; name another one$' "$folder/err" || fail "no word on two outputs in one file"

# "-" takes the place of the text.
run --json - bad.c
status_is 1
python3 - "$folder/out" <<'PYTHON' || fail "the JSON on standard output"
import json, sys
r = json.load(open(sys.argv[1]))
assert r["program"] == "bad.c" and r["complete"] is True
assert [t["name"] for t in r["tasks"]] == ["count"]
assert r["summary"]["tasks"] == 1 and r["summary"]["violations"] == 1
f = [f for f in r["findings"] if f["certainty"] == "violation"][0]
assert f["kind"] == "global-write" and f["file"] == "bad.c" and f["line"] == 5, f
assert f["object"] == "total" and f["function"] == "count" and f["task"] == "count", f
PYTHON
run --sarif - bad.c
status_is 1
head -c 1 "$folder/out" | grep -q '{' || fail "something before the SARIF"

# The summary alone.
run --quiet bad.c
status_is 1
[ "$(wc -l <"$folder/out")" -eq 1 ] || fail "more than one line"
summary 1

# A result that cannot be written is not a clean run.
if [ -e /dev/full ]; then
    run --json /dev/full bad.c
    status_is 2
    err_has "fbp-check: --json /dev/full: cannot be written: No space left on device"
    "$FBP_CHECK" bad.c >/dev/full 2>"$folder/err"
    [ $? -eq 2 ] || fail "a full standard output"
    err_has "fbp-check: standard output: cannot be written: No space left on device"
fi
exit 0
