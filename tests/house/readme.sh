#!/usr/bin/env bash
# What the README shows is what the program prints, and what it points to exists: its C block is checked
# with the command of its console block, and the output compared; every relative link must lead to a file.
#
#   readme.sh SOURCE_DIR FBP_CHECK
set -euo pipefail
source=$(realpath "${1:?usage: readme.sh SOURCE_DIR FBP_CHECK}")
check=$(realpath "${2:?usage: readme.sh SOURCE_DIR FBP_CHECK}")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
failures=0

# block LANGUAGE: the first code block in that language.
block() {
    awk -v start="\`\`\`$1" '$0 == start { inside = 1; next } /^```/ { if (inside) exit } inside' "$source/README.md"
}

block c >count.c
block console >wanted
if [ ! -s count.c ] || ! sed -n 1p wanted | grep -q '^\$ fbp-check ' || [ "$(wc -l <wanted)" -lt 2 ]; then
    echo "README.md: no example found"
    exit 1
fi
command=$(sed -n '1s/^\$ fbp-check //p' wanted)
status=0
sed -n 1p wanted >shown
# shellcheck disable=SC2086 # the words of the README's command
"$check" $command >>shown || status=$?
if [ "$status" != 1 ]; then
    echo "README.md: the example ends with status $status, not 1"
    failures=$((failures + 1))
fi
if ! diff -u wanted shown; then
    echo "README.md: the example is not what fbp-check prints (+ is printed)"
    failures=$((failures + 1))
fi

while IFS=: read -r document link; do
    target=$(dirname "$document")/${link%%#*}
    if [ ! -e "$source/$target" ]; then
        echo "$document: link to $link, which does not exist"
        failures=$((failures + 1))
    fi
done < <(cd "$source" && grep -oE '\]\([^)]+\)' README.md CONTRIBUTING.md corpus/*.md docs/*.md |
    sed -E 's/:\]\((.*)\)$/:\1/' | grep -vE ':(https?|mailto|#)')

[ "$failures" = 0 ] || exit 1
