#!/usr/bin/env bash
# Audits the designs that TUTELA_DESIGNS names, marks lines, writes the files asked for, and ends as tutela does.
# Takes the inputs of action.yml as TUTELA_…, and GITHUB_OUTPUT and GITHUB_STEP_SUMMARY where they are set.
set -euo pipefail
shopt -s globstar nullglob

designs=()
while IFS= read -r pattern; do
    [[ -n "$pattern" ]] || continue
    # One pattern a line, which may hold spaces.
    found=()
    IFS=$'\n'
    # shellcheck disable=SC2206 # it is meant to be expanded
    found=($pattern)
    unset IFS
    designs+=("${found[@]}")
done <<<"${TUTELA_DESIGNS:?}"
if [[ ${#designs[@]} -eq 0 ]]; then
    echo "::error title=No design::nothing is found by ${TUTELA_DESIGNS//$'\n'/, }"
    exit 4
fi

options=()
option() { [[ -z "$2" ]] || options+=("$1" "$2"); }
option --ruleset "${TUTELA_RULESET:-}"
option --profile "${TUTELA_PROFILE:-}"
option --fail-on "${TUTELA_FAIL_ON:-}"
option --fail-on-undetermined "${TUTELA_FAIL_ON_UNDETERMINED:-}"
option --as-of "${TUTELA_AS_OF:-}"
check() { tutela --language "${TUTELA_LANGUAGE:-en}" check "${options[@]}" "$@" -- "${designs[@]}"; }

code=0
check --format github || code=$?
# What else is written repeats the same audit: what is wrong with the inputs has been said.
written() { check --format "$1" --output "$2" 2>/dev/null || [[ $? -le 4 ]]; }
[[ -z "${TUTELA_SARIF_FILE:-}" ]] || written code-scanning "$TUTELA_SARIF_FILE"
comment=${TUTELA_COMMENT_FILE:-}
if [[ -n "${GITHUB_STEP_SUMMARY:-}" && -z "$comment" ]]; then
    comment=$(mktemp)
fi
if [[ -n "$comment" ]]; then
    written pr-comment "$comment"
    [[ -z "${GITHUB_STEP_SUMMARY:-}" || ! -f "$comment" ]] || cat "$comment" >>"$GITHUB_STEP_SUMMARY"
fi
[[ -z "${GITHUB_OUTPUT:-}" ]] || echo "exit-code=$code" >>"$GITHUB_OUTPUT"
exit "$code"
