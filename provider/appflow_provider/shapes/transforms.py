"""How AppFlow changes single values between the call that writes them and the call that reads them."""

from collections.abc import Mapping
from typing import Any

from appflow_provider.instants import instant
from appflow_provider.values import Unknown


def whole_seconds(value: Any) -> Any:
    """A time as whole seconds, because AppFlow stores no fractions."""
    try:
        return int(instant(value).timestamp())
    except (TypeError, ValueError):
        return value


def without_idle_schedule(trigger: Any) -> Any:
    """An OnDemand or Event trigger without its schedule. The schedule has no effect, and AppFlow may keep or drop it."""
    kind = trigger.get("triggerType") if isinstance(trigger, Mapping) else None
    if kind not in ("OnDemand", "Event"):
        return trigger
    return {name: item for name, item in trigger.items() if name != "triggerProperties"}


def stage_name(stage: Any) -> Any:
    """Snowflake's stage without the @ that AppFlow adds."""
    return stage.removeprefix("@") if isinstance(stage, str) else stage


def is_key_of_alias(written: Any, live: Any) -> bool:
    """Whether AppFlow returns a key, and the program sets an alias of the same account and region (inferred)."""
    alias, _, _ = str(written).partition(":alias/")
    key, found, _ = str(live).partition(":key/")
    return bool(found) and alias == key


def is_generated_bus(written: Any, live: Any) -> bool:
    """Whether AppFlow replaced the EventBridge object by the partner event source that it generated (report of 2021)."""
    prefix = "aws.partner/appflow/"
    return (
        not isinstance(written, Unknown)
        and str(live).startswith(prefix)
        and not str(written).startswith(prefix)
    )
