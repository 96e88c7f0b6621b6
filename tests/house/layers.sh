#!/usr/bin/env bash
# The arrows of the design, read off the #include lines: which folder of analyzer/ may know which, and
# that LLVM and libclang stay where they belong. Then two rules of the house: no path of somebody's own
# machine in any file, and every .c of the analyzer opens with a comment that says what it is.
#
#   layers.sh SOURCE_DIR
set -euo pipefail
cd "${1:?usage: layers.sh SOURCE_DIR}"
problems=0

problem() {
    printf '%s\n' "$*"
    problems=$((problems + 1))
}

# layer NAME "FOLDERS IT MAY INCLUDE" "SYSTEM PREFIXES IT MAY INCLUDE of llvm-c llvm clang-c clang"
declare -A folders=(
    [base]="base"
    [rir]="base rir"
    [report]="base report"
    [solve]="base rir report solve"
    [object]="base object"
    [lower]="base rir lower"
    [model]="base rir model"
    [checks]="base rir lower object model checks"
    [plugin]="base rir lower object checks plugin"
    [check]="base rir report solve lower object model check"
    [cc]="base cc"
)
declare -A foreign=([lower]="llvm-c llvm" [checks]="llvm-c llvm" [plugin]="llvm-c llvm" [model]="clang-c" [check]="clang-c")

contains() {
    case " $1 " in
    *" $2 "*) return 0 ;;
    esac
    return 1
}

files=0
for layer in "${!folders[@]}"; do
    while IFS= read -r file; do
        files=$((files + 1))
        while IFS=: read -r line include; do
            first=${include%%/*}
            case $include in
            llvm-c/* | llvm/* | clang-c/* | clang/*)
                contains "${foreign[$layer]:-}" "$first" ||
                    problem "$file:$line: $layer may not know $first (<$include>)"
                ;;
            */*)
                # A folder of ours, or a system header in a folder of its own (sys/stat.h, cjson/cJSON.h).
                if [ -n "${folders[$first]:-}" ] && ! contains "${folders[$layer]}" "$first"; then
                    problem "$file:$line: $layer may not include $include (it may: ${folders[$layer]})"
                fi
                ;;
            esac
        done < <(sed -nE '/^[ \t]*#[ \t]*include/{s/^[ \t]*#[ \t]*include[ \t]*[<"]([^>"]+)[>"].*/\1/;=;p}' "$file" |
            paste -d: - -)
        case $file in
        *.c) head -c 2 "$file" | grep -qF '/*' || problem "$file:1: opens without a comment that says what it is" ;;
        esac
    done < <(find "analyzer/$layer" -type f \( -name '*.[ch]' -o -name '*.cpp' -o -name '*.def' \) 2>/dev/null)
done
[ "$files" -gt 0 ] || problem "no source files found under $PWD/analyzer"

# Without git (a tarball) every file that is there.
tracked() {
    git ls-files -z 2>/dev/null || find . -type f -not -path './build*' -print0
}
# The pattern is put together here so that this file does not contain what it looks for.
machine='(^|[^A-Za-z0-9_.$}/-])/(ho''me|ro''ot|Us''ers|wo''rk)/[A-Za-z0-9_.-]+'
while IFS= read -r hit; do
    problem "path of a machine: $hit"
done < <(tracked | xargs -0 grep -InE -- "$machine" /dev/null 2>/dev/null || true)

if [ "$problems" -gt 0 ]; then
    echo "layers.sh: $problems problems"
    exit 1
fi
echo "layers.sh: $files files keep the layers"
