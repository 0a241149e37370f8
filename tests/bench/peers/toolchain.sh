# For the build.sh of peers that need a toolchain which a machine may not have; they read this with `.`, standing in their own
# folder, and say in `programs` what they build.

# absent WHY: exit code 77 and one line: the bench then leaves these peers out.
absent() { echo "$programs are NOT BUILT: $1" >&2; exit 77; }

# at_least NAME NEEDED FOUND: versions as numbers with dots between.
at_least() {
    [ -n "$3" ] || absent "$1 does not start"
    [ "$(printf '%s\n' "$2" "$3" | sort -V | head -n 1)" = "$2" ] || absent "$1 $3 is older than $2"
}
