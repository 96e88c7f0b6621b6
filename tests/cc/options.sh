# The wrapper's own options, wherever they stand; what it says when something of ours is missing.
. "$(dirname "$0")/lib.sh"

wrong() {
    message=$1
    shift
    run CC "$@"
    status_is 1
    echo "fbp-cc: $message" | err_is
    [ ! -s "$folder/out" ] || fail "something on standard output"
    [ ! -e a.o ] || fail "something was compiled"
}

wrong "--fbp-chekcs: unknown option; --fbp-help lists them" -c a.c --fbp-chekcs=none
wrong "--fbp-: unknown option; --fbp-help lists them" --fbp- -c a.c
wrong "--fbp-checks=some: expected none|residual|full" --fbp-checks=some -c a.c
wrong "--fbp-checks needs an argument: --fbp-checks=none|residual|full" --fbp-checks -c a.c
wrong "--fbp-report needs an argument: --fbp-report=FILE" --fbp-report= -c a.c
wrong "--fbp-accept=locks: expected locked,atomic, or one of the two" --fbp-accept=locks -c a.c
wrong "--fbp-suppressions needs an argument: --fbp-suppressions=FILE" --fbp-suppressions -c a.c
wrong "--fbp-model needs an argument: --fbp-model=FILE" --fbp-model -c a.c
wrong "--fbp-werror takes no argument" --fbp-werror=1 -c a.c
echo "-c a.c --fbp-nothing" >args
wrong "--fbp-nothing: unknown option; --fbp-help lists them" @args

run CC --fbp-version
status_is 0
grep -qE '^fbp-cc [0-9.]+$' "$folder/out" || fail "no version"
run CC --fbp-help
status_is 0
for name in $(sed -nE 's/^OPTION\([A-Z]+, "([a-z-]+)".*/\1/p' "$FBP_SOURCE_DIR/analyzer/cc/options.def"); do
    grep -qE "^  $name(=.*)?$" "$folder/out" || fail "--fbp-help does not list $name"
    grep -qF "\`$name" "$FBP_SOURCE_DIR/docs/fbp-cc.md" || fail "docs/fbp-cc.md does not have $name"
done

# explained WHAT ARGUMENT...: the first line of what --fbp-explain prints; nothing is done.
explained() {
    wanted=$1
    shift
    run CC --fbp-explain "$@"
    status_is 0
    [ "$(head -n 1 "$folder/out")" = "$wanted" ] || fail "not explained as: $wanted"
    [ ! -e a.o ] || fail "something was compiled"
}
plugin="clang with the plugin"
alone="debug information for the plugin alone"
explained "$plugin, $alone" -c a.c
explained "$plugin" -g -c a.c
explained "$plugin, $alone" -g -g0 -c a.c
explained "$plugin" -Rpass=inline -g -g0 -c a.c
explained "$plugin, $alone, then x is checked" a.c -o x
explained "clang, then a.out is checked" a.o
explained "clang (makes an object, not a program)" -r a.o -o x.o
explained "clang (no C or C++ source)" -c pure.s
explained "clang (preprocesses only)" -E a.c
explained "clang (records the command line)" -MJ x.json -c a.c
explained "clang (an input in another language)" -c a.c x.ll
explained "clang (an argument without its value)" -c a.c -o
explained "clang (no input)" -c

# Ours do not reach clang, wherever they stand; a value of another option is not ours.
run CC --fbp-checks=none -c --fbp-werror a.c -o x.o --fbp-strip --fbp-report=r.sarif
status_is 0
silent
carries x.o
run CC -c a.c -o --fbp-werror
status_is 0
carries ./--fbp-werror
run CC -E --fbp-werror b.h
status_is 0
[ ! -s "$folder/err" ] || fail "clang was given one of our options"

# In a response file, then its words stand for it; many words are given in a file again.
echo "-c @'more words'" >args
cat >'more words' <<'ARGS'
a.c '-DTEXT="two words"' -DSLASH="\\\\" --fbp-checks=none -o y.o
ARGS
run CC @args
status_is 0
silent
carries y.o
{
    i=0
    while [ $i -lt 20000 ]; do
        echo "'-DNAME_$i= a \"b\" c'"
        i=$((i + 1))
    done
    echo "-c a.c --fbp-checks=none -o z.o -include names.h"
} >long
cat >names.h <<'C'
#define TEXT(x) WORDS(x)
#define WORDS(x) #x
_Static_assert(sizeof TEXT(NAME_19999) == sizeof "a \"b\" c", "a definition did not arrive as it was");
C
run CC @long
status_is 0
silent
carries z.o

# What is missing is named once, and the rest is clang's.
mkdir nothing
FBP_RESOURCE_DIR=$folder/work/nothing
export FBP_RESOURCE_DIR
run CC -c b.c -o without.o
status_is 0
err_is <<'TEXT'
fbp-cc: nothing/lib/fbp/fbp-plugin.so: not found; this is clang without an analysis (install fbp-check again, or set FBP_RESOURCE_DIR)
TEXT
carries_not without.o
run CC -E b.c
status_is 0
[ ! -s "$folder/err" ] || fail "the plugin is not needed for -E"
unset FBP_RESOURCE_DIR
FBP_CLANG=$folder/nowhere
export FBP_CLANG
for last_step in -c -fsyntax-only -lm; do
    run CC $last_step b.c
    status_is 1
    echo "fbp-cc: cannot run FOLDER/nowhere: No such file or directory; install clang-19, or set FBP_CLANG" | err_is
done
exit 0
