"""
Client tokens: what makes a create safe to try again.

The service remembers a token for eight hours and answers the same request under the same token with its first result
(documented). A token that derives from who the resource is and what it asks for therefore finds an object again whose
reply got lost, even if the engine was killed in between; not one whose name was made up by the process that was killed,
as the next makes up another. The price is an answer from the past when the object has been
deleted since; `managed` looks whether the object is there and asks again under a fresh token.
"""

import hashlib
import json
import uuid
from collections.abc import Mapping
from typing import Any

__all__ = ["fresh_token", "lasting_token"]

_COST = {"n": 2**14, "r": 8, "p": 1}  # scrypt's, about 50 ms


def lasting_token(urn: str, request: Mapping[str, Any], *, secret: bool = False) -> str:
    """
    The token for a request of a resource; the same for both alike.

    Tokens are written to the account's audit log. Where the request holds secrets, the digest is made so slowly that
    nobody finds a password by trying.
    """
    if not urn:
        return fresh_token()
    text = json.dumps(request, sort_keys=True, default=str).encode()
    if secret:
        return hashlib.scrypt(text, salt=urn.encode(), dklen=32, **_COST).hex()
    return hashlib.sha256(urn.encode() + b"\0" + text).hexdigest()


def fresh_token() -> str:
    """A token that was never used."""
    return str(uuid.uuid4())
