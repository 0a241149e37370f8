#!/bin/sh
# build.sh OUTDIR: builds opa_run and cel_go_run into OUTDIR. Exit code 77, and one line why, where there is no Go or one too old for the modules: the bench
# then leaves these peers out. The modules come through Go's own client, in the versions and with the sums that go.mod and go.sum hold.
set -eu
[ $# -eq 1 ] || { echo "usage: build.sh OUTDIR" >&2; exit 64; }
mkdir -p "$1"
out=$(cd "$1" && pwd)
cd "$(dirname "$0")"
programs="opa_run and cel_go_run"
. ../toolchain.sh
command -v go >/dev/null || absent "no Go on this machine"
at_least Go "$(sed -n 's/^go //p' go.mod)" "$(GOTOOLCHAIN=local go env GOVERSION 2>/dev/null | sed 's/^go\([0-9.]*\).*/\1/')"
GOTOOLCHAIN=local GOFLAGS=-mod=readonly nice go build -p 2 -trimpath -o "$out/" ./opa_run ./cel_go_run
