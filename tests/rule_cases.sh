#!/bin/sh
# Runs the cases of every ruleset that has some: rule_cases.sh PROGRAM RULESETS
set -eu
program=$1
export TUTELA_RULESETS=$2
set --
for cases in "$TUTELA_RULESETS"/*/cases; do set -- "$@" "${cases%/cases}"; done
exec "$program" test "$@"
