"""Numbers of things, in words."""


def counted(number: int, noun: str) -> str:
    """A number with its noun: `1 row`, `2,000 rows`. The noun takes an s."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
