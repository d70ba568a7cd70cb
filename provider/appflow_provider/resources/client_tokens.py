"""
Client tokens: what makes a create safe to try again.

The service remembers a token for eight hours and answers the same request under the same token with its first result
(documented). A token that derives from who the resource is and what it asks for therefore finds an object again whose
reply got lost, even if the engine was killed in between. The price is an answer from the past when the object has been
deleted since; `creation` looks whether the object is there and asks again under a fresh token.
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
    The token for a request of a resource; the same for both alike. Stacks of one name differ by their id, where it is known.

    Tokens are written to the account's audit log. Where the request holds secrets, the digest is made so slowly that
    nobody finds a password by trying.
    """
    if not urn:
        return fresh_token()
    who = f"{stack}{urn}".encode()
    text = json.dumps(request, sort_keys=True, default=str).encode()
    if secret:
        return hashlib.scrypt(text, salt=who, dklen=32, **_COST).hex()
    return hashlib.sha256(who + b"\0" + text).hexdigest()


def fresh_token() -> str:
    """A token that was never used."""
    return str(uuid.uuid4())
