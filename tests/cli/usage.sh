# A command line that is wrong: one line that says what and what to do, status 2, nothing analysed.
. "$(dirname "$0")/lib.sh"

wrong() {
    misused "$@"
    [ ! -s "$folder/out" ] || fail "something on standard output"
}

clean_program a.c
wrong "nothing to analyse: give FILE.c..., or -p BUILD_DIR; --help says more"
wrong "--foo: unknown option; --help lists them" --foo a.c
wrong "--stat: unknown option; did you mean '--stats'?" --stat a.c
wrong "--unprovn: unknown option; did you mean '--unproven'?" --unprovn=off a.c
wrong "--list-task: unknown option; did you mean '--list-tasks'?" a.c --list-task
wrong "-q: unknown option; --help lists them" -q a.c
wrong "-quiet: unknown option; did you mean '--quiet'?" -quiet a.c
wrong "--task needs an argument: --task=NAME" a.c --task
wrong "-p needs an argument: -p BUILD_DIR" -p
wrong "-p needs an argument: -p BUILD_DIR" -p ""
wrong "--quiet takes no argument" --quiet=yes a.c
wrong "--sarif needs an argument: --sarif=FILE" --sarif= a.c
wrong "--json needs an argument: --json=FILE" --json "" a.c
wrong "--sarif b.sarif: --sarif a.sarif was given before; name one file" --sarif a.sarif --sarif b.sarif a.c
wrong "--json b.json: --json a.json was given before; name one file" --json a.json --json=b.json a.c
wrong "-j 0: expected a number from 1 to 1024" -j 0 a.c
wrong "-j many: expected a number from 1 to 1024" -j many a.c
wrong "--unproven=maybe: expected off|note|warning|error" --unproven=maybe a.c
wrong "--accept=lock: expected locked, atomic, or both with a comma" --accept=lock a.c
wrong "--accept=locked,: expected locked, atomic, or both with a comma" --accept locked, a.c
wrong "--dump=all: expected rir|exits|states|verdicts" --dump=all a.c
wrong "--enable nondeterminism: not in this version" --enable nondeterminism a.c
wrong "--enable global-writ: no such kind of finding; did you mean 'global-write'?" --enable global-writ a.c
wrong "--disable everything: no such kind of finding; --help lists them" --disable everything a.c
wrong "--explain send: no such kind of finding; --help lists them" --explain send
wrong "--sarif - and --json -: only one of them can be standard output" --sarif - --json - a.c
wrong "--list-programs and --json: nothing is checked, so there are no results; leave one of them out" --list-programs --json x a.c
wrong "--dump=rir and --sarif: nothing is checked, so there are no results; leave one of them out" --dump=rir --sarif x a.c
wrong "--write-record and --append-sarif: nothing is checked, so there are no results; leave one of them out" --write-record x --append-sarif y a.c
wrong "--library and --program x: a library has no main; give one of them" --library --program x a.c

# Contracted for later: recognised, refused, never silently accepted.
later=$(sed -nE 's/^LATER\("([a-z-]+)".*/\1/p' "$FBP_SOURCE_DIR/analyzer/check/options.def")
for name in html baseline write-baseline cache; do
    echo "$later" | grep -qx -- "$name" || fail "--$name is neither an option nor for later"
done
for name in $later; do
    wrong "--$name: not in this version" "--$name" a.c
    wrong "--$name: not in this version" "--$name=x" a.c
done

# Several mistakes: a line each.
run --foo --quiet=yes --task= a.c
status_is 2
err_is <<'TEXT'
fbp-check: --foo: unknown option; --help lists them
fbp-check: --quiet takes no argument
fbp-check: --task needs an argument: --task=NAME
TEXT
run -x -j 0 -é --dump=all a.c
status_is 2
err_is <<'TEXT'
fbp-check: -x: unknown option; --help lists them
fbp-check: -j 0: expected a number from 1 to 1024
fbp-check: -é: unknown option; --help lists them
fbp-check: --dump=all: expected rir|exits|states|verdicts
TEXT
exit 0
