"""
How many requests the properties are tried with: few in every run of the tests, the same ones each time.

`APPFLOW_EXAMPLES=5000 pytest tests/properties` tries so many in each test, and other ones each time.
"""

import os

from hypothesis import HealthCheck, settings

_EVERY_RUN = 250  # requests a test; a quarter of a minute for all of them
_asked = os.environ.get("APPFLOW_EXAMPLES")

requests_tried = settings(
    max_examples=int(_asked or _EVERY_RUN),
    derandomize=not _asked,
    deadline=None,  # the first request loads the model
    database=None,
    # A request has a hundred parts, which takes a busy machine longer than hypothesis likes.
    suppress_health_check=[HealthCheck.too_slow],
)
