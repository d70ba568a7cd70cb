"""Names and ARNs: makes automatic names, and reads the name and region from an id or ARN."""

import hashlib
import re
import secrets
from dataclasses import dataclass

_SUFFIX = 7  # characters after the resource name; as Pulumi's own providers do
_NAME_MAX = 256  # characters; model 2020-08-23, FlowName and ConnectorProfileName
_ILLEGAL = re.compile(r"[^\w!@#.-]", re.ASCII)  # not legal in a flow's or a profile's name


@dataclass(frozen=True)
class Located:
    """An object's name, and its region if the id is an ARN."""

    name: str
    region: str | None = None


def autoname(resource_name: str, seed: bytes = b"") -> str:
    """
    A legal name: the resource's name in the program, and a suffix.

    The same seed gives the same name, so a preview can show it. Without a seed the suffix is random.
    """
    suffix = _suffix(seed) if seed else secrets.token_hex(_SUFFIX)[:_SUFFIX]
    stem = _ILLEGAL.sub("-", resource_name)[: _NAME_MAX - _SUFFIX - 1]
    if not re.match(r"[a-zA-Z0-9]", stem):
        stem = f"a{stem}"[: _NAME_MAX - _SUFFIX - 1]
    return f"{stem}-{suffix}"


def seed_of(stack: str, urn: str, replaced: str = "") -> bytes:
    """
    The seed of an automatic name. It is the same in the next run, so a run after an interrupted one makes the same name.

    Args:
        stack: A unique id of the stack.
        urn: The URN of the resource.
        replaced: The name of the object that is replaced; the new name must differ from it.
    """
    return "\0".join((stack, urn, replaced)).encode()


def another(name: str, stack: str, urn: str) -> str:
    """The name after an automatic name that is taken."""
    return f"{name[:-_SUFFIX]}{_suffix(seed_of(stack, urn, name))}"


def _suffix(seed: bytes) -> str:
    return hashlib.sha256(seed).hexdigest()[:_SUFFIX]


def located(id_: str) -> Located:
    """The name and region of an id, which is a name or an ARN such as `arn:aws:appflow:REGION:ACCOUNT:flow/NAME`."""
    arn = re.fullmatch(
        r"arn:[^:]+:appflow:([^:]+):\d+:(?:flow|connectorprofile|connector)/(.+)", id_
    )
    return Located(arn[2], arn[1]) if arn else Located(id_)


def region_of(arn: str) -> str | None:
    """The region in an ARN."""
    return arn.split(":")[3] if arn.count(":") >= 5 else None
