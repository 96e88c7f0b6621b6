# SARIF against the published schema (from Microsoft's sarif-multitool), by ajv. Node is needed.
. "$(dirname "$0")/lib.sh"
here=$FBP_SOURCE_DIR/tests/cli
tools=${FBP_BUILD_DIR:?the build folder}/sarif-schema

command -v node >/dev/null && command -v npm >/dev/null || fail "node and npm are not installed (apt-get install nodejs npm)"
mkdir -p "$tools"
cp "$here/package.json" "$here/package-lock.json" "$here/validate.js" "$tools/"
if ! cmp -s "$tools/package-lock.json" "$tools/installed"; then
    (cd "$tools" && npm ci --ignore-scripts --no-audit --no-fund --silent) || fail "npm cannot install the schema and ajv"
    cp "$tools/package-lock.json" "$tools/installed"
fi

validate() {
    node "$tools/validate.js" "$1" || fail "$1 is not valid SARIF"
}

# The validator can fail.
echo '{"version": "2.1.0", "runs": [{}]}' >wrong.sarif
if node "$tools/validate.js" wrong.sarif >/dev/null 2>&1; then
    fail "the validator accepts a run without a tool"
fi

mkdir "odd dir"
bad_program "odd dir/b%d.c"
run --sarif one.sarif "odd dir/b%d.c"
status_is 1
validate one.sarif

file u.c <<'SOURCE'
#include <fbp/annotate.h>
int *pick(int n);
static int total;
static void add(int *p) { *p += 1; }
FBP_TASK void parse(int *n) { *pick(*n) = 1; add(&total); }
int main(void) { return 0; }
SOURCE
run --sarif many.sarif --unproven=warning u.c "odd dir/b%d.c" gone.c
status_is 3
validate many.sarif
grep -q '"executionSuccessful": false' many.sarif || fail "it does not say that a file is missing"

run --sarif none.sarif gone.c
status_is 3
validate none.sarif
exit 0
