"""
What AWS charges for AppFlow, as data with its source and its date. Estimates rest on it, and nothing else does.

The figures are those that AWS's pricing page and public reports state. They differ between regions, and AWS may change them: nothing here
asks AWS's price list.
"""

from dataclasses import dataclass

AS_OF = "2026-11"
SOURCE = "AppFlow's pricing page, https://aws.amazon.com/appflow/pricing/"


@dataclass(frozen=True)
class Price:
    """A price in US dollars, and what it is for."""

    dollars: float
    each: str

    def __str__(self) -> str:
        return f"${self.dollars:g} a {self.each}"


RUN_PRICE = Price(0.001, "run")
GIGABYTE_PRICE = Price(0.02, "GB")
