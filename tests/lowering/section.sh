#!/bin/sh
# The section .fbp: what is compiled is what clang makes without us, and the section holds the RIR that
# the same command gives with FBP_PLUGIN_OUT.
#
#   section.sh CLANG PLUGIN FBP-RIR CASES-FOLDER WORK-FOLDER
set -u
clang=$1 plugin=$2 fbp_rir=$3 cases=$4 work=$5
rm -rf "$work"
mkdir -p "$work"
cd "$work" || exit 1
failures=0
unset FBP_PLUGIN_OUT FBP_PLUGIN_TEXT FBP_PLUGIN_DATA FBP_PLUGIN_TRACE FBP_PLUGIN_RECORD
unset FBP_PLUGIN_SECTION FBP_PLUGIN_STRIP

check() { # DESCRIPTION, then a condition as a command
    what=$1
    shift
    "$@" || {
        echo "FAILED $what"
        failures=$((failures + 1))
    }
}
section_of() { # OBJECT FILE
    rm -f "$2" && objcopy --dump-section ".fbp=$2" "$1" copied.o
}
plugged() {
    FBP_PLUGIN_SECTION=1 timeout 120 "$clang" "-fpass-plugin=$plugin" "$@" 2>stderr
}
same_but_section() { # OBJECT CLANGS-OBJECT
    objcopy --remove-section=.fbp "$1" stripped.o && objcopy "$2" plain-copied.o && cmp stripped.o plain-copied.o
}

# -O0 with STRIP is not among them: at -O0, -g makes clang keep the size of a VLA in a variable of its own.
n=0
for file in "$cases"/*.c; do
    n=$((n + 1))
    all="-O2"
    [ $((n % 4)) != 0 ] || all="-O0_-g -O2_-g -O2 -O1_-fPIC_-ffunction-sections"
    for flags in $all; do
        flags=$(echo "$flags" | tr _ ' ')
        # shellcheck disable=SC2086 # a list of words
        "$clang" -w $flags -c "$file" -o plain.o || continue
        strip=0 extra=
        case $flags in *-g*) ;; *) strip=1 extra=-g ;; esac
        # shellcheck disable=SC2086
        FBP_PLUGIN_STRIP=$strip plugged -w $flags $extra -c "$file" -o with.o
        check "$file $flags: compiles" [ $? = 0 ]
        check "$file $flags: silent" [ ! -s stderr ]
        check "$file $flags: the same object" same_but_section with.o plain.o
        section_of with.o section
        # shellcheck disable=SC2086
        FBP_PLUGIN_OUT=out FBP_PLUGIN_RECORD=1 "$clang" "-fpass-plugin=$plugin" -w $flags $extra -c "$file" -o none.o
        # At -O0 fbp-check makes the record, with arguments of its own.
        [ "$flags" = "-O0 -g" ] || check "$file $flags: the same record" cmp section out
        "$fbp_rir" section >section.txt
        check "$file $flags: with RIR in it" grep -q '^define' section.txt
    done
done
check "there were cases" [ "$n" -gt 5 ]

printf 'static int n; int f(int *p) { return n += *p; }\n__asm__(".type g,function\\ng: ret\\n");\n' >one.c
printf 'int f(int *p); int main(void) { int i = 0; return f(&i); }\n' >two.c

# Other forms of output.
plugged -O2 -g -c one.c -o one.o && plugged -O2 -g -c two.c -o two.o
section_of one.o one.section && section_of two.o two.section
for flags in -S "-S -emit-llvm" "-c -fno-integrated-as" "-c -flto" "-c -flto=thin" "-c -flto -ffat-lto-objects" "-c -save-temps"; do
    # shellcheck disable=SC2086
    plugged -O2 -g $flags one.c -o one.out
    check "$flags: compiles" [ $? = 0 ]
    # shellcheck disable=SC2086
    "$clang" -O2 -g -c ${flags%%-[cS]*} -x "$(case $flags in "-S -emit-llvm") echo ir ;; -S) echo assembler ;; *flto*) echo ir ;; *) echo none ;; esac)" one.out -o again.o 2>/dev/null ||
        cp one.out again.o
    section_of again.o again.section
    case $flags in *fat*) section_of one.out again.section ;; esac
    check "$flags: keeps the record" cmp one.section again.section
done
for target in aarch64-linux-gnu arm-linux-gnueabihf i386-linux-gnu riscv64-linux-gnu; do
    plugged --target=$target -O2 -g -c -x c - -o cross.o <<'SOURCE'
int f(int *p) { return *p; }
SOURCE
    check "$target: compiles" [ $? = 0 ]
    llvm_section=$(LC_ALL=C readelf -SW cross.o | grep -c ' \.fbp ')
    check "$target: has a section" [ "$llvm_section" = 1 ]
done
plugged --target=x86_64-apple-macosx -O2 -g -c two.c -o mach.o
"$clang" --target=x86_64-apple-macosx -O2 -g -c two.c -o mach-plain.o
check "Mach-O: nothing is added" cmp mach.o mach-plain.o

# The linker, and what works on its output.
cat one.section two.section >both
for way in "" -Wl,--gc-sections -s; do
    # shellcheck disable=SC2086
    "$clang" $way one.o two.o -o program && section_of program linked
    check "linked $way: both records" cmp linked both
done
ld -r one.o two.o -o relocatable.o && section_of relocatable.o linked
check "ld -r: both records" cmp linked both
strip program && section_of program linked
check "strip keeps them" cmp linked both
check "never loaded" [ "$(LC_ALL=C readelf -SW program | sed -n 's/.* \.fbp *PROGBITS *\(0*\) .*/\1/p' | tr -d 0 | wc -c)" = 1 ]
objcopy --remove-section=.fbp program bare
check "removed, it still runs" sh -c './bare; [ $? = 0 ]'

# A second compilation that cannot be made: the plugin alone, without the program that makes it.
mkdir -p alone/lib && cp "$plugin" alone/lib/fbp-plugin.so
FBP_PLUGIN_SECTION=1 "$clang" -fpass-plugin=alone/lib/fbp-plugin.so -O0 -c one.c -o bad.o 2>stderr
check "no second compilation: compiles all the same" [ $? = 0 ]
check "no second compilation: silent" [ ! -s stderr ]
section_of bad.o section
"$fbp_rir" section >bad.txt
check "no second compilation: says why" grep -q '^; not analysed: its second compilation' bad.txt

# Another folder, another day.
mkdir -p elsewhere/deep && cp one.c elsewhere/deep
(cd elsewhere/deep && SOURCE_DATE_EPOCH=1 FBP_PLUGIN_SECTION=1 "$clang" "-fpass-plugin=$plugin" -O2 -g "-ffile-prefix-map=$PWD=." -c one.c -o one.o)
plugged -O2 -g "-ffile-prefix-map=$PWD=." -c one.c -o one-mapped.o
section_of elsewhere/deep/one.o there && section_of one-mapped.o here
check "-ffile-prefix-map: the same record anywhere" cmp there here
check "-ffile-prefix-map: no path of this machine" sh -c '! "$1" here | grep -qF "$PWD"' sh "$fbp_rir"
plugged -O0 -g "-ffile-prefix-map=$PWD=." -c one.c -o one-mapped.o
(cd elsewhere/deep && FBP_PLUGIN_SECTION=1 "$clang" "-fpass-plugin=$plugin" -O0 -g "-ffile-prefix-map=$PWD=." -c one.c -o one.o)
section_of elsewhere/deep/one.o there && section_of one-mapped.o here
check "-O0 -ffile-prefix-map: the same record anywhere" cmp there here
check "-O0: with RIR in it" sh -c '"$1" here | grep -q "^define"' sh "$fbp_rir"
check "-O0: no path of this machine" sh -c '! "$1" here | grep -qF "$PWD"' sh "$fbp_rir"

echo "$failures failures"
[ "$failures" = 0 ]
