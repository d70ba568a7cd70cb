"""
What AWS charges for AppFlow, as data with its source and its date. Only estimates use it.

The figures are those of public reports, which agree on a run and differ on a gigabyte. They differ between regions too, and AWS may change
them: nothing here asks AWS's price list.
"""

from dataclasses import dataclass

AS_OF = "2026-11"
SOURCE = "public reports of AWS's prices"


@dataclass(frozen=True)
class Price:
    """A price in US dollars, and what it is for."""

    dollars: float
    each: str

    def __str__(self) -> str:
        return f"${self.dollars:g} a {self.each}"


RUN_PRICE = Price(0.001, "run")
GIGABYTE_PRICE = Price(0.02, "GB")
