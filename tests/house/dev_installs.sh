#!/usr/bin/env bash
# How `./dev` installs: never for a user who is not root (it prints the line to run), without a question where
# nobody can answer (CI, no terminal), after one question on a terminal. dpkg-query, apt-get, id and cmake
# are replaced by scripts of ours, so that nothing is installed or built here.
#
#   dev_installs.sh SOURCE_DIR
set -euo pipefail
source=$(realpath "${1:?usage: dev_installs.sh SOURCE_DIR}")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failures=0

fake() {
    printf '#!/bin/sh\n%s\n' "$2" >"$work/bin/$1"
    chmod +x "$work/bin/$1"
}

mkdir "$work/bin" "$work/tree"
cp "$source/dev" "$work/tree/dev"
fake apt-get "echo \"apt-get \$*\" >>$work/calls"
fake cmake "echo cmake >>$work/calls; exit 9" # ends the build: that is far enough
fake dpkg-query "case \"\$*\" in *ninja-build*) exit 1 ;; *) echo 'install ok installed' ;; esac"
export PATH=$work/bin:$PATH
unset CI

# dev_run NAME USER TERMINAL-ANSWER ("-": no terminal) [COMMAND]: output in $work/out, calls in $work/calls
dev_run() {
    name=$1
    fake id "echo $2"
    : >"$work/calls"
    if [ "$3" = - ]; then
        "$work/tree/dev" "${4:-build}" </dev/null >"$work/out" 2>&1 || true
    else
        printf '%s\n' "$3" | script -qec "$work/tree/dev build" "$work/typescript" >"$work/out" 2>&1 || true
    fi
}

wants() {
    grep -qE -- "$2" "$work/$1" && return
    echo "$name: no '$2' in $1:"
    cat "$work/$1"
    failures=$((failures + 1))
}

wants_not() {
    grep -qE -- "$2" "$work/$1" || return 0
    echo "$name: '$2' in $1:"
    cat "$work/$1"
    failures=$((failures + 1))
}

dev_run "a user" 1000 -
wants out '^ *sudo .*apt-get install -y .*ninja-build$'
wants_not calls .

dev_run "root without a terminal" 0 -
wants calls '^apt-get install -y .*ninja-build$'
wants calls '^cmake$'
wants_not out '\?'

dev_run "root on a terminal says no" 0 n
wants out 'install ninja-build\?'
wants_not calls .

dev_run "root on a terminal says yes" 0 y
wants calls '^apt-get install -y .*ninja-build$'

export CI=true
dev_run "CI with a terminal" 0 n
wants calls '^apt-get install -y .*ninja-build$'
wants_not out '\?'

# The compilers that try the annotations: those of 14 to 19 that the release has, and of these what is missing.
fake dpkg-query "case \"\$*\" in *clang-1[4-8]*) exit 1 ;; *) echo 'install ok installed' ;; esac"
dev_run "compilers of the release" 0 - test
case $(. /etc/os-release && echo "${VERSION_CODENAME:-}") in
bookworm) wants calls '^apt-get install -y -q --no-install-recommends clang-14 clang-15 clang-16$' ;;
trixie) wants calls '^apt-get install -y -q --no-install-recommends clang-17 clang-18$' ;;
*) wants_not calls 'clang-1[4-8]' ;;
esac

fake dpkg-query "echo 'install ok installed'"
dev_run "nothing is missing" 1000 -
wants calls '^cmake$'
wants_not calls apt-get

[ "$failures" = 0 ] || { echo "dev_installs.sh: $failures failures"; exit 1; }
