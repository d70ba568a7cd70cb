"""
The base of every structure of the AppFlow API: the `Shape` class, its members and its limits.

A member has three spellings: snake_case in Python, API spelling in requests and replies (`oAuth2Credentials`, `S3`), and property
spelling (`oauth2Credentials`, `s3`), which users write and problems name. Validation reads property spelling; `walk` translates
whole values.

Limits and patterns are the API's: botocore's model of version 2020-08-23. A test compares each of them. The API matches a
pattern against the whole value with Java's ASCII character classes, and so does this module.
"""

import math
import re
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from functools import cache
from typing import Annotated, Any, TypeAlias

from pydantic import AliasGenerator, BaseModel, BeforeValidator, ConfigDict, Field, SecretStr
from pydantic.alias_generators import to_camel
from pydantic.annotated_handlers import GetCoreSchemaHandler
from pydantic.fields import FieldInfo
from pydantic_core import CoreSchema, PydanticCustomError, core_schema
from typing_extensions import LiteralString, Self

from appflow_provider.instants import instant
from appflow_provider.shapes.facts import Facts, facts_of, field_extra


def property_name(api_name: str) -> str:
    """
    The property spelling of an API name.

    It starts in lower case, and a leading acronym is one word: `s3`, `sapoData`. `oAuth` becomes `oauth`, because Pulumi's
    generator would make `o_auth` of it.
    """
    if api_name.startswith("oAuth"):
        return "oauth" + api_name.removeprefix("oAuth")
    if api_name[:1].islower():  # nearly every name; start-up converts a thousand
        return api_name
    return re.sub(r"^[A-Z]+(?=[A-Z][a-z])|^[A-Z]", lambda found: found[0].lower(), api_name)


class _Members(BaseModel):
    model_config = ConfigDict(
        alias_generator=AliasGenerator(
            validation_alias=lambda name: property_name(to_camel(name)),
            serialization_alias=to_camel,
        ),
        frozen=True,
        hide_input_in_errors=True,  # a value may be a secret
    )


class Shape(_Members):
    """A structure that a user writes. Unknown members are refused, so that a typing error is reported."""

    model_config = ConfigDict(extra="forbid")


class OutputShape(_Members):
    """A structure that only AppFlow writes. Unknown members are ignored, because AppFlow may add some."""

    model_config = ConfigDict(extra="ignore")


class Answer(OutputShape):
    """A structure that appears only in replies. Its strings and numbers have no limits."""


def member(
    description: str, *, required: bool = False, api: str | None = None, **facts: Any
) -> Any:
    """
    One member of a shape.

    Args:
        description: What the member means, its unit and default, and when it is needed, in Markdown.
        required: Whether the API refuses the structure without it.
        api: The API spelling, if it is not the Python name in camelCase.
        facts: The fields of `Facts`.
    """
    spelling: dict[str, Any] = {}
    if api is not None:
        spelling = {"validation_alias": property_name(api), "serialization_alias": api}
    return Field(
        ... if required else None,
        description=description,
        json_schema_extra=field_extra(Facts(**facts)),
        **spelling,
    )


def is_secret(info: FieldInfo) -> bool:
    """Whether the member is encrypted in the state and never shown."""
    return facts_of(info).secret


def refusal(kind: LiteralString, sentence: str) -> PydanticCustomError:
    """The error that a validator raises. The sentence begins with "must"."""
    # The text is passed as a value, because braces in a template are placeholders.
    return PydanticCustomError(kind, "{sentence}", {"sentence": sentence})


class ApiEnum(str, Enum):
    """The values of an API enum. Each member is a value in API spelling, with a description."""

    description: str

    def __new__(cls, value: str, description: str) -> Self:
        """Make a string with a description."""
        self = str.__new__(cls, value)
        self._value_ = value
        self.description = description
        return self


@dataclass(frozen=True)
class Text:
    """
    Limits of a string.

    Attributes:
        max: Longest accepted length in characters.
        min: Shortest accepted length in characters.
        pattern: The API's pattern, matched against the whole value.
        says: The pattern in words, as the end of the sentence "it must …".
    """

    max: int | None = None
    min: int = 0
    pattern: str | None = None
    says: str = ""

    def __get_pydantic_core_schema__(
        self, source: Any, _handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        """A strict string, then the checks of length and pattern, with our own messages."""
        checked = core_schema.no_info_after_validator_function(
            self._check, core_schema.str_schema(strict=True)
        )
        if source is SecretStr:
            return core_schema.no_info_after_validator_function(
                SecretStr, checked, serialization=core_schema.to_string_ser_schema(when_used="json")
            )
        return checked

    def _check(self, value: str) -> str:
        if self.max is not None and len(value) > self.max:
            raise refusal("too_long", _length("at most", self.max, len(value)))
        # Check the pattern before the minimum length: if a name is set instead of an ARN, the pattern's message says more.
        if self.pattern is not None and not matches(self.pattern, value):
            raise refusal("pattern", f"must {self.says or f'match {self.pattern} as a whole'}")
        if len(value) < self.min:
            raise refusal("too_short", _length("at least", self.min, len(value)))
        return value


def _length(bound: str, limit: int, length: int) -> str:
    return (
        f"must have {bound} {limit:,} {'character' if limit == 1 else 'characters'}, not {length:,}"
    )


def matches(pattern: str, value: str) -> bool:
    """Whether the API's pattern holds for the whole value."""
    return _compiled(pattern).fullmatch(value) is not None


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(python_pattern(pattern), re.ASCII)


_TOKEN = re.compile(r"\\.|\[(?:\\.|[^\]\\])*\]|\.")  # an escape, a class of characters, or a dot
_DOT = r"[^\n\r\u0085\u2028\u2029]"  # Java's dot excludes all of these; Python's dot excludes only the first


def python_pattern(pattern: str) -> str:
    """The API's pattern for Python. Java writes the higher planes as surrogate pairs, and its dot excludes more line ends."""
    spelled = pattern.replace(r"\uD800\uDC00-\uDBFF\uDFFF", r"\U00010000-\U0010FFFF")
    return _TOKEN.sub(lambda found: _DOT if found[0] == "." else found[0], spelled)


@dataclass(frozen=True)
class Number:
    """
    Limits of a whole number. Pulumi's numbers are doubles, so `8.0` is 8.

    Attributes:
        min: The smallest accepted number.
        max: The largest accepted number.
        unit: What is counted, in the plural; empty for a number that counts nothing, such as a port.
    """

    min: int | None = None
    max: int | None = None
    unit: str = ""

    def __get_pydantic_core_schema__(
        self, _source: Any, _handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        """A whole number within the limits."""
        return core_schema.no_info_plain_validator_function(self._check)

    def _check(self, value: Any) -> int:
        number = isinstance(value, (int, float)) and not isinstance(value, bool)
        if not number or value % 1 != 0:  # infinity and NaN leave NaN, which differs from 0
            raise refusal("whole_number", "must be a whole number")
        if self.min is not None and value < self.min:
            raise refusal("too_small", f"must be at least {self._measured(self.min)}")
        if self.max is not None and value > self.max:
            raise refusal("too_large", f"must be at most {self._measured(self.max)}")
        return int(value)

    def _measured(self, limit: int) -> str:
        if not self.unit:
            return str(limit)
        return f"{limit:,} {self.unit.removesuffix('s') if limit == 1 else self.unit}"


@dataclass(frozen=True)
class Size:
    """Limits of the number of entries in a list or map."""

    max: int | None = None
    min: int = 0

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        """The checks of the entries, then that of their number."""
        return core_schema.no_info_after_validator_function(self._check, handler(source))

    def _check(self, value: Any) -> Any:
        if self.max is not None and len(value) > self.max:
            raise refusal("too_many", f"must have at most {_entries(self.max)}, not {len(value):,}")
        if len(value) < self.min:
            raise refusal("too_few", f"must have at least {_entries(self.min)}")
        return value


def _entries(limit: int) -> str:
    return "1 entry" if limit == 1 else f"{limit:,} entries"


_SECONDS_MAX = 253_402_300_799  # the end of the year 9999, Python's last


def _timestamp(value: Any) -> datetime:
    try:
        return instant(value)
    except (TypeError, ValueError, OverflowError, OSError) as exc:
        is_large = isinstance(value, (int, float)) and _SECONDS_MAX < value < math.inf
        hint = ", not milliseconds" if is_large else ""
        raise refusal(
            "timestamp",
            f"must be a time with its offset, as 2031-01-01T06:00:00Z, or seconds since 1970{hint}",
        ) from exc


Timestamp: TypeAlias = Annotated[datetime, BeforeValidator(_timestamp)]


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise refusal("flag", "must be true or false")
    return value


Flag: TypeAlias = Annotated[bool, BeforeValidator(_flag)]
