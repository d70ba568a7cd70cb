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

_IN_URL = re.compile(r"//[^/@\s]+@")  # a login in the address of a server


def quoted(message: str) -> str:
    """A message as a report shows it; empty if there is none."""
    line = _hidden(message)
    return line if len(line) <= _MOST else f"{line[: _MOST - 1]}…"


def with_advice(what: str, message: str) -> tuple[str, str]:
    """A sentence with the message and its likely cause, and the next step, empty if nobody knows one."""
    # A word that names the cause may look like a credential, as in `error code: INVALID_SESSION_ID`.
    advice = explained(message)
    said = quoted(message)
    parts = [f"{what}: {said}" if said else what, _hidden(advice.cause)]
    return ". ".join(part.rstrip(".") for part in parts if part), _hidden(advice.step)


def _hidden(message: str) -> str:
    """A message on one line, without what looks like a credential."""
    line = " ".join(message.split())
    line = _CREDENTIAL.sub(lambda found: f"{found[1] or found[2] or 'token'} [hidden]", line)
    return _IN_URL.sub("//[hidden]@", line)
