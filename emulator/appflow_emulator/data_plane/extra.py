"""The door to what needs polars, which is an extra and is imported only by the first run that needs it."""

from collections.abc import Iterator
from contextlib import contextmanager

from appflow_emulator.data_plane.errors import CannotRehearse


@contextmanager
def with_polars(what: str) -> Iterator[None]:
    """
    Import within this block what needs polars: `with with_polars("Parquet"): from … import parquet`.

    Raises:
        CannotRehearse: polars is not installed. The sentence starts with `what`, and says how to install it.
    """
    try:
        yield
    except ModuleNotFoundError as missing:
        if missing.name != "polars":
            raise
        raise CannotRehearse(
            f"{what} needs polars, which is not installed: pip install 'appflow-emulator[rehearse]'"
        ) from missing
