#!/usr/bin/env bash
# A portfolio run on four threads under the thread sanitizer: rows, rows with reasons, and a database. Nothing may be
# reported, and the rows must be those of one thread. It builds the preset `threads`. No suppressions: what oneTBB hands from
# thread to thread is said once more in the sanitizer's sight (apps/cli/check_portfolio).
set -euo pipefail
cd "$(dirname "$0")/.."
cmake --preset threads >/dev/null
cmake --build --preset threads --target tutela
tutela=$PWD/build/threads/bin/tutela
bench=tests/bench/portfolio
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
PYTHONPATH=$bench python3 -c '
import generate, sys
for number in range(2000):
    print(generate.line(generate.for_tutela(generate.design(11, number))).strip() if number % 100 else "{\"programme\": 3}")' >"$folder/many.jsonl"
head -n 200 "$folder/many.jsonl" >"$folder/few.jsonl"

# A sanitizer's finding exits with 66; unreadable designs with 4.
check() {
    local code=0
    TSAN_OPTIONS="halt_on_error=1 exitcode=66" "$tutela" check "$@" --ruleset $bench/relief-portfolio.tutela \
        --as-of 2026-07-01 2>"$folder/err" || code=$?
    [ "$code" = 4 ] || { cat "$folder/err"; echo "threads: exit code $code"; exit 1; }
}
check "$folder/many.jsonl" --jobs 4 --format jsonl --verdicts-only --output "$folder/four.jsonl"
check "$folder/many.jsonl" --jobs 1 --format jsonl --verdicts-only --output "$folder/one.jsonl"
cmp "$folder/four.jsonl" "$folder/one.jsonl"
check "$folder/few.jsonl" --jobs 4 --format csv --output "$folder/reasons.csv"
check "$folder/many.jsonl" --jobs 4 --verdicts-only --into "$folder/runs.sqlite"
check "$folder/few.jsonl" --jobs 4 --into "$folder/reasons.sqlite"
echo "threads: nothing was found"
