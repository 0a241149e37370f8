#!/bin/sh
# Collects every text of the program into a template, and brings the catalogues of translations up to it.
# With a file name: only the template, into that file.
#
# The same sources give the same bytes: no dates, no addresses, places by file without line numbers.
set -eu
cd "$(dirname "$0")/.."
folder=apps/cli/translations
template=${1:-$folder/tutela.pot}

# The functions that a text of the program is an argument of; `filled` and `form` are engine/'s.
collected=$(mktemp)
trap 'rm -f "$collected"' EXIT
find diagnostics engine dsl formats analysis apps -name '*.[ch]pp' 2>/dev/null | LC_ALL=C sort |
    xgettext --files-from=- --language=C++ --from-code=UTF-8 --sort-by-file --add-location=file \
        --keyword --keyword=tr --keyword=trn:1,2 --keyword=trc:1c,2 \
        --keyword=message --keyword=message_n:1,2 --keyword=filled --keyword=form:1,2 \
        --package-name=tutela --output="$collected"
{
    cat <<'HEADER'
# The texts of the program, collected by `make translations`. Not to be edited.
msgid ""
msgstr ""
"Project-Id-Version: tutela\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=UTF-8\n"
"Content-Transfer-Encoding: 8bit\n"

HEADER
    # Everything after the header, which ends with the first empty line. A percent sign makes no format of C.
    sed -e '1,/^$/d' -e '/^#, c-format$/d' "$collected"
} > "$template"
[ $# -eq 0 ] || exit 0

for catalogue in "$folder"/*.po; do
    merged=$(mktemp)
    msgmerge --quiet --sort-by-file --add-location=file --output-file="$merged" "$catalogue" "$template"
    # msgmerge writes the date of the template; there is none.
    grep -v '^"POT-Creation-Date:' "$merged" > "$catalogue"
    rm -f "$merged"
done
