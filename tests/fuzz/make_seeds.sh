#!/bin/sh
# Makes the seeds again, after a change of a format.
#
#   make_seeds.sh BUILD_DIR
set -eu
here=$(cd "$(dirname "$0")" && pwd)
build=$(cd "$1" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
plugin=$build/lib/fbp-plugin.so
cat >small.c <<'SOURCE'
struct node { struct node *next; int n; };
extern int total, other(struct node *, int);
int sum(struct node *list)
{
    int n = 0;
    for (; list; list = list->next)
        switch (n += list->n) {
        case 7:
            n = other(list, 7);
            break;
        case 9:
            total++;
        }
    return n;
}
SOURCE
seed() { # LETTER FILE NAME
    { printf '%s' "$1"; cat "$2"; } >"$here/seeds/$3"
}
FBP_PLUGIN_SECTION=1 clang-19 "-fpass-plugin=$plugin" -O1 -g "-ffile-prefix-map=$work=/src" -c small.c -o small.o
objcopy --only-section=.fbp small.o only.o
objcopy --dump-section .fbp=record small.o copied.o
FBP_PLUGIN_OUT=rir clang-19 "-fpass-plugin=$plugin" -O1 -g "-ffile-prefix-map=$work=/src" -c small.c -o none.o
clang-19 -m32 -x c -c /dev/null -o narrow.o
objcopy --add-section .fbp=record narrow.o
cat record record >two
ar rcsD plain.a only.o
ar rcsDT thin.a only.o
seed F only.o elf64
seed F narrow.o elf32
seed F plain.a archive
seed F thin.a thin
seed P record record
seed R rir rir
