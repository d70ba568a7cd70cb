"""The addresses of this backend. moto reads `url_bases` and `url_paths` from the module beside `models`."""

import re

from appflow_emulator.responses import AppFlowResponse

HOST = ("appflow", re.compile(r"https?://appflow\.(.+)\.amazonaws\.com"))

url_bases = [HOST[1].pattern]

# One catch-all: botocore's model gives the operation for a method and path.
url_paths = {"{0}/.*$": AppFlowResponse.dispatch}
