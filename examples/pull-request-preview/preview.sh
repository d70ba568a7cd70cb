#!/usr/bin/env bash
# What a pull request would do to the stack that is selected, as a comment on standard output. Fails if the preview does.
# If the program has a folder of samples, the comment also shows the rows that would change.
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
preview="$(mktemp)"
trap 'rm -f "$preview"' EXIT
pulumi preview --json --show-sames > "$preview"
python "$here/comment.py" < "$preview"
if [ -d samples ]; then
  echo
  # Status 1 says that rows change, which is what the comment is for.
  PATH="$PWD/.venv/bin:$PATH" appflow-pulumi rehearse --preview "$preview" || {
    status=$?
    [ "$status" -eq 1 ] || exit "$status"
  }
fi
