#!/bin/sh
# The template of the program's texts is what the sources say, every catalogue translates all of them, and each is well formed.
set -eu
cd "$1"
for tool in xgettext msgfmt msgcmp; do
    if ! command -v "$tool" > /dev/null; then
        echo "SKIPPED: $tool is missing; install the package gettext" >&2
        exit 77
    fi
done
folder=apps/cli/translations
fresh=$(mktemp)
trap 'rm -f "$fresh"' EXIT
tools/translations.sh "$fresh"
if ! diff -u "$folder/tutela.pot" "$fresh"; then
    echo "$folder/tutela.pot is not what the sources say: run \`make translations\`" >&2
    exit 1
fi
for catalogue in "$folder"/*.po; do
    msgcmp "$catalogue" "$folder/tutela.pot"
    msgfmt --check --output-file=/dev/null "$catalogue"
done
