#!/usr/bin/env bash
# Sees to it that Tutela is there, in the version asked for. Takes TUTELA_VERSION and TUTELA_PACKAGE.
set -euo pipefail

if ! command -v tutela >/dev/null && [[ -n "${TUTELA_PACKAGE:-}" ]]; then
    package=$TUTELA_PACKAGE
    if [[ "$package" == https://* ]]; then
        package=$(mktemp -d)/tutela.deb
        curl --fail --silent --show-error --location --proto '=https' --output "$package" "$TUTELA_PACKAGE"
    fi
    as_root=()
    [[ "$(id -u)" -eq 0 ]] || as_root=(sudo)
    "${as_root[@]}" apt-get -qq update
    "${as_root[@]}" apt-get -qq -y --no-install-recommends install "$(realpath "$package")"
fi
if ! command -v tutela >/dev/null; then
    echo "::error title=Tutela is missing::install it before this step, or name a Debian package in the input \`package\`"
    exit 1
fi
found=$(tutela --version)
if [[ "$found" != "tutela ${TUTELA_VERSION:?}" ]]; then
    echo "::error title=Another version of Tutela::$found is installed, and version $TUTELA_VERSION is asked for"
    exit 1
fi
