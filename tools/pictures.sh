#!/bin/sh
# Makes the pictures that README shows, into docs/pictures. Needs Chromium, and tests/foreign as `make setup-tests` leaves it.
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
cd "$root"
report=$(mktemp --suffix=.html)
trap 'rm -f "$report"' EXIT
# The gate's verdict about the example is no failure of this script.
build/release/bin/tutela check examples/borno-site-management/programme.toml --as-of 2026-07-01 --format html --output "$report" ||
    [ $? -le 2 ]
mkdir -p docs/pictures
node tools/pictures.mjs "$report" docs/pictures
for picture in docs/pictures/report*.png; do
    size=$(wc -c <"$picture")
    [ "$size" -lt 200000 ] || { echo "pictures: $picture is too large: $size bytes" >&2; exit 1; }
done
