#!/bin/sh
# The Debian package: lintian has nothing to say of weight; in a clean root it installs, an ordinary user can run what it
# holds, and it goes without leaving anything.
#     package_test.sh ROOT BUILD
# Exits with 77 where this cannot be tried: not root, not Debian, no mmdebstrap. The clean root is kept in BUILD for the
# next time.
set -eu
root=$1
build=$2
fail() { echo "package: $*" >&2; exit 1; }
skip() { echo "SKIPPED: $*" >&2; exit 77; }
[ "$(id -u)" -eq 0 ] || skip "a clean root wants root"
for tool in mmdebstrap lintian dpkg-shlibdeps cpack; do
    command -v "$tool" >/dev/null 2>&1 || skip "$tool is missing: run cmake/setup.sh --tests"
done
release=$(. /etc/os-release && echo "${VERSION_CODENAME:-}")
[ -n "$release" ] || skip "not a release of Debian"

package=$("$root/cmake/package.sh" "$build")
lintian --allow-root --fail-on error,warning "$package"

# Only sources that serve the release itself: others may want keys or a network of their own.
sources=$(grep -lE "^Suites:.*\b$release\b|^deb .* $release " /etc/apt/sources.list /etc/apt/sources.list.d/*.sources \
    /etc/apt/sources.list.d/*.list 2>/dev/null || true)
[ -n "$sources" ] || skip "no apt source for $release"
base=$build/clean-root-$release.tar
if [ ! -f "$base" ]; then
    # shellcheck disable=SC2086 # one word a source
    mmdebstrap --quiet --variant=minbase --skip=cleanup/apt/lists "$release" "$base.part.tar" $sources
    mv "$base.part.tar" "$base"
fi

clean=$(mktemp -d "$build/clean-root-XXXXXX")
trap 'rm -rf "$clean"' EXIT
tar -xf "$base" -C "$clean" --exclude='./dev/*'
mkdir -p "$clean/dev"
[ -e "$clean/dev/null" ] || mknod -m 666 "$clean/dev/null" c 1 3
cp /etc/resolv.conf "$clean/etc/resolv.conf"
cp "$package" "$clean/tmp/tutela.deb"
inside() { chroot "$clean" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 DEBIAN_FRONTEND=noninteractive "$@" </dev/null; }
as_user() { chroot --userspec=1234:1234 "$clean" env -i HOME=/home/somebody PATH=/usr/bin:/bin LANG=C.UTF-8 "$@" </dev/null; }
install() { inside apt-get -qq -y --no-install-recommends install /tmp/tutela.deb >"$clean/tmp/apt.log" 2>&1; }

# Lists of a kept root may have aged.
install || { inside apt-get -qq update && install; } || { cat "$clean/tmp/apt.log" >&2; fail "does not install"; }

mkdir -p "$clean/home/somebody"
cp "$root/examples/readme/programme.toml" "$clean/home/somebody/"
chown -R 1234:1234 "$clean/home/somebody"
in_home() { as_user sh -c "cd /home/somebody && $*"; }
audit="check programme.toml --profile first-72-hours --as-of 2026-07-01"

code=0; in_home "tutela $audit" >"$clean/tmp/installed" || code=$?
[ $code -eq 1 ] || fail "tutela check exits with $code"
# shellcheck disable=SC2086 # words of a command
(cd "$clean/home/somebody" && "$build/bin/tutela" $audit) >"$clean/tmp/built" || true
cmp "$clean/tmp/installed" "$clean/tmp/built" || fail "the installed program tells another story than the built one"
in_home "tutela --language fr $audit" | grep -q "ne passe pas" || fail "no French"
in_home "tutela $audit --format sarif --output report.sarif" || true
[ -s "$clean/home/somebody/report.sarif" ] || fail "no report was written"
in_home "tutela rules core" | grep -q "AAP-01" || fail "the rulesets are not found"
inside sh -c '. /usr/share/bash-completion/completions/tutela' 2>/dev/null || inside bash -n /usr/share/bash-completion/completions/tutela ||
    fail "no completion for bash"
for file in man/man1/tutela.1.gz zsh/vendor-completions/_tutela fish/vendor_completions.d/tutela.fish doc/tutela/copyright \
    doc/tutela/changelog.gz; do
    [ -s "$clean/usr/share/$file" ] || fail "/usr/share/$file is missing"
done
zcat "$clean/usr/share/man/man1/tutela.1.gz" | grep -q '^\.TH' || fail "the manual page is none"

inside apt-get -qq -y purge tutela >"$clean/tmp/apt.log" 2>&1 || { cat "$clean/tmp/apt.log" >&2; fail "does not go"; }
rm -f "$clean/tmp/tutela.deb"
left=$(find "$clean" -xdev -iname '*tutela*' -not -path "$clean/var/lib/dpkg/*" -not -path "$clean/var/cache/*")
[ -z "$left" ] || fail "leaves behind: $left"
echo "$(basename "$package"): lintian has no errors or warnings; installed, run as a user, and removed in a clean $release"
