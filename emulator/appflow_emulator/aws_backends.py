"""
moto's backends of the services that AppFlow uses: S3, Secrets Manager, STS, EventBridge, KMS.

Arguments and results are plain values. Each function calls a backend directly, as moto's own services do, in the account and
region of the flow or profile.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import Any

from moto.events.models import events_backends
from moto.kms.models import kms_backends
from moto.s3 import notifications
from moto.s3.models import s3_backends
from moto.secretsmanager.models import secretsmanager_backends
from moto.sts.models import sts_backends

from appflow_emulator import clock

_SEEN = "appflow_seen"  # an attribute of a bucket that has the samples
_OUR_TIME = "appflow_modified"  # an attribute of the objects that the emulator itself writes


@dataclass(frozen=True)
class Location:
    """An account, a region and a partition: they select the backends."""

    account: str
    region: str
    partition: str


def caller_arn(location: Location, access_key: str) -> str:
    """The ARN of the caller who signed with `access_key`: a user, an assumed role, or moto's stand-in."""
    sts = sts_backends[location.account][location.partition]
    _, arn, _ = sts.get_caller_identity(access_key, location.region)
    return arn


def has_bucket(location: Location, bucket: str) -> bool:
    """Whether this account's S3 has the bucket."""
    return bucket in s3_backends[location.account][location.partition].buckets


def buckets(location: Location) -> list[str]:
    """Names of this account's buckets, ascending."""
    return sorted(s3_backends[location.account][location.partition].buckets)


def keys_under(location: Location, bucket: str, prefix: str) -> list[str]:
    """Keys that begin with `prefix`, ascending. Empty if there is no such bucket."""
    if not has_bucket(location, bucket):
        return []
    s3 = s3_backends[location.account][location.partition]
    found, _, _, _ = s3.list_objects(s3.buckets[bucket], prefix, None, None, None)
    return sorted(key.name for key in found)


def read_object(location: Location, bucket: str, key: str) -> bytes:
    """The body of an existing object."""
    stored = s3_backends[location.account][location.partition].get_object(bucket, key)
    if stored is None:
        raise KeyError(f"{bucket}/{key}")
    body: bytes = stored.value
    return body


def has_objects(location: Location, bucket: str) -> bool:
    """Whether the bucket exists and is not empty."""
    s3 = s3_backends[location.account][location.partition]
    return bucket in s3.buckets and any(True for _ in s3.buckets[bucket].keys.values())


def objects_under(
    location: Location, bucket: str, prefix: str
) -> list[tuple[str, bytes, datetime]]:
    """Key, body and time of change by the emulator's clock of each object whose key begins with `prefix`, in order of keys."""
    if not has_bucket(location, bucket):
        return []
    s3 = s3_backends[location.account][location.partition]
    found, _, _, _ = s3.list_objects(s3.buckets[bucket], prefix, None, None, None)
    return [
        (key.name, key.value, _modified(key)) for key in sorted(found, key=lambda each: each.name)
    ]


def _modified(key: Any) -> datetime:
    ours: datetime | None = getattr(key, _OUR_TIME, None)
    if ours is not None:
        return ours
    real: datetime = key.last_modified
    return clock.when(real.replace(tzinfo=timezone.utc) if real.tzinfo is None else real)


def put_object(location: Location, bucket: str, key: str, body: bytes, at: datetime) -> None:
    """
    Write an object that changed `at`, by the emulator's clock.

    Raises:
        KeyError: there is no such bucket.
    """
    if not has_bucket(location, bucket):
        raise KeyError(bucket)
    s3 = s3_backends[location.account][location.partition]
    made = s3.put_object(bucket, key, body, disable_notification=True)
    made.last_modified = at.astimezone(timezone.utc).replace(tzinfo=None)
    setattr(made, _OUR_TIME, at)


def notify(location: Location, bucket: str, key: str) -> None:
    """Send the notifications that the bucket has for a new object. Raises what moto raises for a target that it cannot serve."""
    s3 = s3_backends[location.account][location.partition]
    stored = s3.get_object(bucket, key)
    if stored is not None:
        event = notifications.S3NotificationEvent.OBJECT_CREATED_PUT_EVENT
        notifications.send_event(location.account, event, s3.buckets[bucket], stored)


def is_new_here(location: Location, bucket: str) -> bool:
    """Whether this is asked for the first time about the bucket, which is created unless it exists."""
    s3 = s3_backends[location.account][location.partition]
    if bucket not in s3.buckets:
        s3.create_bucket(bucket, location.region)
    found = s3.buckets[bucket]
    is_new = not hasattr(found, _SEEN)
    setattr(found, _SEEN, True)
    return is_new


def has_secret(location: Location, arn: str) -> bool:
    """Whether a secret of this account and region has the ARN."""
    store = secretsmanager_backends[location.account][location.region]
    return any(secret.arn == arn for secret in store.secrets.values())


def keep_secret(
    location: Location, name: str, credentials: Mapping[str, Any], kms_arn: str | None
) -> str:
    """Create the secret `name`, owned by AppFlow, and return its ARN."""
    secret = secretsmanager_backends[location.account][location.region].create_managed_secret(
        "appflow", name, secret_string=json.dumps(credentials), kms_key_id=kms_arn
    )
    arn: str = secret.arn
    return arn


def secret_of(location: Location, name: str) -> dict[str, Any] | None:
    """The ARN, the current text and the key of a secret that AppFlow owns; None if it was deleted."""
    store = secretsmanager_backends[location.account][location.region]
    if name not in store.secrets:
        return None
    secret: Any = store.secrets[name]
    text = secret.versions[secret.default_version_id].get("secret_string")
    return {"arn": secret.arn, "text": text, "kms_arn": secret.kms_key_id}


def restore_secret(
    location: Location, name: str, *, arn: str, text: str, kms_arn: str | None
) -> None:
    """Create a secret of an earlier process again, with its ARN."""
    store = secretsmanager_backends[location.account][location.region]
    secret = store.create_managed_secret("appflow", name, secret_string=text, kms_key_id=kms_arn)
    secret.arn = arn


def change_secret(location: Location, name: str, credentials: Mapping[str, Any]) -> None:
    """Put a new current version into the secret, unless the secret was deleted."""
    store = secretsmanager_backends[location.account][location.region]
    if name in store.secrets:
        text = json.dumps(credentials)
        # Like moto's own callers, pass None for the binary value and the token.
        store.put_secret_value(name, text, None, None, ["AWSCURRENT"])  # type: ignore[arg-type]


def drop_secret(location: Location, name: str) -> None:
    """Delete the secret at once, if it exists."""
    store = secretsmanager_backends[location.account][location.region]
    store.delete_secret(name, None, force_delete_without_recovery=True)


def managed_key(location: Location, key_id: str) -> str:
    """The ARN of a key that AWS manages in this account (`KeyManager` AWS), created on first use."""
    kms = kms_backends[location.account][location.region]
    if key_id not in kms.keys:
        made = kms.create_key(None, "ENCRYPT_DECRYPT", "SYMMETRIC_DEFAULT", "AppFlow", None)
        del kms.keys[made.id]
        made.arn = made.arn.replace(made.id, key_id)
        made.id, made.key_manager = key_id, "AWS"
        kms.keys[key_id] = made
    arn: str = kms.keys[key_id].arn
    return arn


def offer_event_source(location: Location, name: str) -> None:
    """Create a partner event source in this account's EventBridge, unless it exists. A bus can then be created for it."""
    events = events_backends[location.account][location.region]
    if name not in events.event_sources:
        events.create_partner_event_source(name, location.account)


def has_event_bus(location: Location, name: str) -> bool:
    """Whether this account's EventBridge has a bus of this name. A partner's bus has the name of its event source."""
    return name in events_backends[location.account][location.region].event_buses
