#!/usr/bin/env bash
# Puts each wrong of tests/mutants.tsv into a copy of the source, one at a time, builds, and prints the first test
# that notices. Fails when one survives, or when its place is no longer in the source.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
copy=$root/build/mutants
mkdir -p "$copy"
# A copy of the tree without its builds.
sync_source() { (cd "$root" && tar -cf - --exclude=./build --exclude=./.git .) | (cd "$copy" && tar -xf - --keep-newer-files 2>/dev/null || true); }
sync_source
cmake -S "$copy" -B "$copy/build" -G Ninja -DCMAKE_BUILD_TYPE=Release -DCMAKE_CXX_FLAGS_RELEASE=-O1 >/dev/null
survived=0
while IFS=$'\t' read -r name file old new; do
    case "$name" in ''|'#'*) continue ;; esac
    cp "$root/$file" "$copy/$file"
    if ! OLD="$old" NEW="${new:-}" python3 - "$copy/$file" <<'PYTHON'
import os, sys
path = sys.argv[1]
text = open(path).read()
old, new = (os.environ[k].replace("\\n", "\n") for k in ("OLD", "NEW"))
if old not in text:
    sys.exit(1)
# The last place when there are several: the first may be part of a longer condition.
at = text.rfind(old)
open(path, "w").write(text[:at] + new + text[at + len(old):])
PYTHON
    then
        echo "GONE      $name: its place is no longer in $file"
        survived=1
    elif ! cmake --build "$copy/build" --target tutela_tests >"$copy/build.log" 2>&1; then
        echo "noticed   $name: the compiler"
    elif said=$("$copy/build/bin/tutela_tests" --abort --reporter compact 2>&1); then
        echo "SURVIVED  $name"
        survived=1
    else
        echo "noticed   $name: $(printf '%s\n' "$said" | sed "s|$copy/||" | grep -m1 -E 'failed' | cut -c1-110)"
    fi
    cp "$root/$file" "$copy/$file"
done < "$root/tests/mutants.tsv"
exit "$survived"
