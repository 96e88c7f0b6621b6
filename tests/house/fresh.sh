#!/usr/bin/env bash
# A stranger's first ten minutes: a minimal Debian made with debootstrap, a fresh clone of what is
# committed here, and the README's two commands in it, with their times.
#
#   sudo tests/house/fresh.sh [--keep] [bookworm|trixie] [COMMAND...]      (default: bookworm demo test)
#
# The mirror, proxies and certificates are those of this machine's own apt, so that it works wherever
# apt works; MIRROR=URL overrides. Not part of ctest: it downloads some hundreds of megabytes.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)

die() {
    printf 'fresh.sh: %s\n' "$*" >&2
    exit 1
}

[ "$(id -u)" = 0 ] || die "needs root (debootstrap, chroot)"
command -v debootstrap >/dev/null || die "needs debootstrap: apt-get install debootstrap"

# In a mount and process namespace of its own, so that nothing stays mounted or running, whatever happens.
if [ -z "${FRESH_INSIDE:-}" ]; then
    exec env FRESH_INSIDE=1 unshare --mount --propagation private --pid --fork --kill-child "$0" "$@"
fi

keep=
if [ "${1:-}" = --keep ]; then
    keep=1
    shift
fi
release=${1:-bookworm}
[ $# -eq 0 ] || shift
case $release in
bookworm | trixie) ;;
*) die "unknown release '$release' (bookworm or trixie)" ;;
esac
commands=("$@")
[ ${#commands[@]} -gt 0 ] || commands=(demo test)

# The first archive called Debian that this machine's apt uses.
host_mirror() {
    apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 'Label: Debian' 2>/dev/null | head -1
}
mirror=${MIRROR:-$(host_mirror)}
[ -n "$mirror" ] || die "no Debian mirror in this machine's apt configuration; set MIRROR=URL"

tree=$(mktemp -d "${TMPDIR:-/tmp}/fbp-fresh-$release.XXXXXX")
leave() {
    if [ -n "$keep" ]; then
        echo "fresh.sh: kept $tree"
    else
        umount --lazy "$tree/root/proc" "$tree/root/dev" 2>/dev/null || true # not there yet, if it ended early
        rm -rf --one-file-system "$tree"
    fi
}
trap leave EXIT

echo "== debootstrap $release from $mirror"
debootstrap --variant=minbase "$release" "$tree/root" "$mirror" >"$tree/debootstrap.log" 2>&1 ||
    { tail -5 "$tree/debootstrap.log" >&2; die "debootstrap failed"; }
tree_root=$tree/root

# How this machine reaches the archive: proxies and TLS settings of apt, names, certificates.
apt-config dump | grep -E '^Acquire::(https?|Check)' >"$tree_root/etc/apt/apt.conf.d/00host" || true
cp -L /etc/resolv.conf /etc/hosts "$tree_root/etc/"
mkdir -p "$tree_root/usr/local/share/ca-certificates"
find /usr/local/share/ca-certificates -name '*.crt' -exec cp -t "$tree_root/usr/local/share/ca-certificates" {} +
passed=(CI=true HOME=/root LANG=C.UTF-8 PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin)
for name in http_proxy https_proxy no_proxy HTTP_PROXY HTTPS_PROXY NO_PROXY npm_config_registry; do
    [ -z "${!name:-}" ] || passed+=("$name=${!name}")
done
for name in SSL_CERT_FILE NODE_EXTRA_CA_CERTS; do
    if [ -f "${!name:-}" ]; then
        (cd / && cp -L --parents ".${!name}" "$tree_root")
        passed+=("$name=${!name}")
    fi
done

mount -t proc proc "$tree_root/proc"
mount --rbind /dev "$tree_root/dev"

git clone --quiet --no-hardlinks "$root" "$tree_root/src/fbp-check"
echo "== $(git -C "$tree_root/src/fbp-check" log -1 --format='%h %s')"

for command in "${commands[@]}"; do
    begun=$SECONDS
    status=0
    chroot "$tree_root" env -i "${passed[@]}" bash -c "cd /src/fbp-check && ./dev $command" </dev/null || status=$?
    echo "== $release: ./dev $command: status $status after $((SECONDS - begun)) s"
    [ "$status" = 0 ] || exit "$status"
done
