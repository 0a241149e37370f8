#!/bin/sh
# build.sh OUTDIR: builds opa_run and cel_go_run into OUTDIR. Exit code 77, and one line why, where there is no Go or one too old for the modules: the bench
# then leaves these peers out. The modules come through Go's own client, in the versions and with the sums that go.mod and go.sum hold.
set -eu
[ $# -eq 1 ] || { echo "usage: build.sh OUTDIR" >&2; exit 64; }
mkdir -p "$1"
out=$(cd "$1" && pwd)
cd "$(dirname "$0")"
absent() { echo "opa_run and cel_go_run are NOT BUILT: $1" >&2; exit 77; }
command -v go >/dev/null || absent "no Go on this machine"
needed=$(sed -n 's/^go //p' go.mod)
found=$(GOTOOLCHAIN=local go env GOVERSION | sed 's/^go\([0-9.]*\).*/\1/')
[ "$(printf '%s\n' "$needed" "$found" | sort -V | head -n 1)" = "$needed" ] || absent "Go $found is older than $needed"
GOTOOLCHAIN=local GOFLAGS=-mod=readonly nice go build -p 2 -trimpath -o "$out/" ./opa_run ./cel_go_run
