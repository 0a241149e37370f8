#!/bin/sh
# Installs the Debian packages of packages.txt that are missing; silent and quick when none is.
# Needs root or sudo, and only when something is missing. `--tests` does the same for what only tests need, and
# brings tests/foreign up to its lock file with npm; `--bench` does so for the rule engines of the bench too, in
# tests/bench/peers. `--list` prints which packages are missing and stops.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)

tests=no
bench=no
list=no
for argument in "$@"; do
    case "$argument" in
    --tests) tests=yes ;;
    --bench) tests=yes bench=yes ;;
    --list) list=yes ;;
    *) echo "setup: unknown option $argument" >&2; exit 64 ;;
    esac
done

# What others wrote, from npm. The lock file that was installed is kept beside it, to see when it has changed.
install_npm() {
    folder=$here/$1
    [ -f "$folder/package-lock.json" ] || return 0
    cmp -s "$folder/package-lock.json" "$folder/node_modules/.installed" && return 0
    command -v npm >/dev/null 2>&1 || { echo "setup: npm is missing; $1 needs it" >&2; return 4; }
    echo "setup: installing $1"
    # `ci` wants every optional package of every platform in the lock file, and npm leaves out those it was not offered.
    npm ci --silent --prefix "$folder" </dev/null 2>/dev/null || npm install --no-save --silent --prefix "$folder" </dev/null ||
        { echo "setup: npm could not install $1" >&2; return 4; }
    cp "$folder/package-lock.json" "$folder/node_modules/.installed"
}

install_foreign() {
    [ $list = no ] || return 0
    [ $tests = no ] || install_npm tests/foreign
    [ $bench = no ] || install_npm tests/bench/peers
}

if ! command -v dpkg-query >/dev/null 2>&1; then
    echo "setup: not a Debian system; install the likes of packages.txt by hand" >&2
    install_foreign
    exit
fi

beyond=tests
[ $tests = no ] || beyond=bench
[ $bench = no ] || beyond='nothing'
wanted=$(sed "/^\[$beyond\]/,\$d" "$here/packages.txt" |
    sed -e 's/#.*//' -e '/^\[/d' | tr -s ' \t' '\n\n' | grep . || true)

# One query for all: a process per package would cost the second this script may take.
installed=$(dpkg-query --show --showformat='${db:Status-Abbrev} ${Package} ${Version}\n' 2>/dev/null |
    sed -n 's/^ii *//p')

# A package marked /backports counts as there only in a version that main of Debian 12 lacks.
missing=$(
    for entry in $wanted; do
        name=${entry%%/*}
        version=$(printf '%s\n' "$installed" | awk -v name="$name" '$1 == name { print $2; exit }')
        case "$entry" in */command:*) command -v "${entry##*:}" >/dev/null 2>&1 && continue ;; esac
        if [ -z "$version" ]; then
            echo "$entry"
        elif [ "$entry" = catch2/backports ] && dpkg --compare-versions "$version" lt 3; then
            echo "$entry"
        fi
    done
)
if [ -z "$missing" ]; then
    install_foreign
    exit
fi
if [ $list = yes ]; then
    printf '%s\n' "$missing"
    exit 0
fi

as_root=
if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null 2>&1 || { echo "setup: run as root, or install sudo; missing:" $missing >&2; exit 4; }
    as_root=sudo
fi

release=$(. /etc/os-release && echo "${VERSION_CODENAME:-}")
needs_backports=no
case "$missing" in */backports*) [ "$release" = bookworm ] && needs_backports=yes ;; esac

# Prints "URI keyring" of the first source that serves the release itself, from either format of apt's sources.
source_of_release() {
    for file in /etc/apt/sources.list.d/*.sources; do
        [ -f "$file" ] || continue
        awk -v suite="$release" '
            function stanza_ends() { if (!found && serves) { print uri, key; found = 1 } uri = key = ""; serves = 0 }
            /^[ \t]*$/    { stanza_ends() }
            /^URIs:/      { uri = $2 }
            /^Signed-By:/ { key = $2 }
            /^Suites:/    { for (i = 2; i <= NF; ++i) if ($i == suite) serves = 1 }
            END           { stanza_ends() }' "$file"
    done
    for file in /etc/apt/sources.list /etc/apt/sources.list.d/*.list; do
        [ -f "$file" ] || continue
        sed -n "s/^deb  *\(\[[^]]*\] *\)\{0,1\}\([^ ]*\)  *$release  *.*main.*/\1 \2/p" "$file" |
            awk '{ key = ""; if (match($0, /signed-by=[^] ]*/)) key = substr($0, RSTART + 10, RLENGTH - 10)
                   print $NF, key }'
    done
}

if [ "$needs_backports" = yes ] &&
    ! grep -rqs "$release-backports" /etc/apt/sources.list /etc/apt/sources.list.d; then
    first=$(source_of_release | head -n 1)
    uri=${first%% *}
    key=${first#* }
    if [ -z "$uri" ]; then
        echo "setup: no apt source for $release found; enable $release-backports by hand" >&2
        exit 4
    fi
    signed=
    [ -z "$key" ] || signed="[signed-by=$key] "
    echo "deb $signed$uri $release-backports main" |
        $as_root tee "/etc/apt/sources.list.d/$release-backports.list" >/dev/null
fi

plain=
from_backports=
for entry in $missing; do
    case "$entry" in
    */backports)
        if [ "$needs_backports" = yes ]; then
            from_backports="$from_backports ${entry%%/*}"
        else
            plain="$plain ${entry%%/*}"
        fi
        ;;
    *) plain="$plain ${entry%%/*}" ;;
    esac
done

echo "setup: installing$plain$from_backports"
install="$as_root env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 -qq -y --no-install-recommends"
$as_root apt-get -o DPkg::Lock::Timeout=300 -qq update </dev/null
# shellcheck disable=SC2086 # the lists are meant to split
[ -z "$plain" ] || $install install $plain </dev/null
# shellcheck disable=SC2086
[ -z "$from_backports" ] || $install -t "$release-backports" install $from_backports </dev/null
install_foreign
