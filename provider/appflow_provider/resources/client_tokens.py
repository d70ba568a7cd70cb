"""
Client tokens, which make it safe to repeat a create.

AppFlow remembers a token for eight hours. It answers the same request with the same token with its first result
(documented). The token is derived from the resource's URN and the request, so a later run finds an object whose
reply was lost, even if the engine was killed in between. If the object was deleted since, AppFlow still returns the
first result. So `creation` reads the object, and repeats the request with a fresh token if it does not exist.
"""

import hashlib
import json
import uuid
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

TOKEN_LIFE = timedelta(hours=8)
"""How long the service remembers a token; model 2020-08-23, prose of the clientToken members."""

_COST = {"n": 2**14, "r": 8, "p": 1}  # scrypt's, about 50 ms


def lasting_token(
    urn: str, request: Mapping[str, Any], *, stack: str = "", secret: bool = False
) -> str:
    """
    The client token for a request. The same stack, URN and request give the same token.

    Args:
        urn: The URN of the resource. Without one the token is random.
        request: The request, in API spelling.
        stack: The id of the stack, if known. It tells stacks with the same name apart.
        secret: Whether the request holds secrets. Tokens are written to the account's audit log, so the digest of such a
            request is slow (scrypt), and nobody can find a password by trying.
    """
    if not urn:
        return fresh_token()
    who = f"{stack}{urn}".encode()
    text = json.dumps(request, sort_keys=True, default=str).encode()
    if secret:
        return hashlib.scrypt(text, salt=who, dklen=32, **_COST).hex()
    return hashlib.sha256(who + b"\0" + text).hexdigest()


def fresh_token() -> str:
    """A random token, which no request has used."""
    return str(uuid.uuid4())
