#!/bin/sh
# build.sh OUTDIR: builds regorus_run and cedar_run into OUTDIR. Exit code 77, and one line why, where there is no Cargo or one too old for the crates: the
# bench then leaves these peers out. The crates come through Cargo. It writes its lock file beside Cargo.toml, so it works on a copy of this folder in OUTDIR.
set -eu
[ $# -eq 1 ] || { echo "usage: build.sh OUTDIR" >&2; exit 64; }
mkdir -p "$1/rust"
out=$(cd "$1" && pwd)
cd "$(dirname "$0")"
programs="regorus_run and cedar_run"
. ../toolchain.sh
command -v cargo >/dev/null || absent "no Cargo on this machine"
at_least Cargo "$(sed -n 's/^rust-version = "\(.*\)"/\1/p' Cargo.toml)" "$(cargo --version 2>/dev/null | sed 's/^cargo \([0-9.]*\).*/\1/')"
cp -R Cargo.toml src "$out/rust/"
CARGO_TARGET_DIR="$out/rust/target" nice cargo build --release --quiet -j 2 --manifest-path "$out/rust/Cargo.toml"
cp "$out/rust/target/release/regorus_run" "$out/rust/target/release/cedar_run" "$out/"
