#!/usr/bin/env bash
# What a pull request would do to the stack that is selected, as a comment on standard output. Fails if the preview does.
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
pulumi preview --json | python "$here/comment.py"
