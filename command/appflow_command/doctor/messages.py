"""
AppFlow's messages in a report: on one line, without what looks like a credential, and with the explanation of the shared table.
"""

import re

from appflow_provider.failures import explained

_MOST = 300  # characters of a message; our choice
# What an application may repeat of a login in its answer. Our choice: rather too much than too little.
_CREDENTIAL = re.compile(
    r"(?i)\b(bearer|basic)\s+\S+"
    r"|[\"']?\b((?:access|refresh|id|client|api|auth|session)?[_ -]?(?:token|secret|password|passwd|pwd|key|code|sessionid))\b[\"']?\s*[=:]\s*[\"']?[^\s\"'&,;]+[\"']?"
    r"|\beyJ[\w-]+\.[\w-]+\.[\w-]*"
)


def quoted(message: str) -> str:
    """A message as a report shows it; empty if there is none."""
    line = " ".join(message.split())
    line = _CREDENTIAL.sub(lambda found: f"{found[1] or found[2] or 'token'} [hidden]", line)
    return line if len(line) <= _MOST else f"{line[: _MOST - 1]}…"


def with_advice(what: str, message: str) -> tuple[str, str]:
    """A sentence with the message and its likely cause, and the next step, empty if nobody knows one."""
    advice = explained(message)
    parts = [f"{what}: {message}" if message else what, advice.cause]
    return ". ".join(part.rstrip(".") for part in parts if part), advice.step
