"""The emulator for all properties of a module: one client, because making one takes longer than a hundred requests."""

from collections.abc import Iterator

import boto3
import pytest
from moto import mock_aws
from moto.core.base_backend import BackendDict

import appflow_emulator
from appflow_emulator import Assumptions
from appflow_emulator.assumptions import set_assumptions
from tests.properties.sides import REGION, Emulator


@pytest.fixture(scope="module")
def emulator() -> Iterator[Emulator]:
    appflow_emulator.register()
    with mock_aws():
        client = boto3.client(
            "appflow",
            region_name=REGION,
            aws_access_key_id="AKIAIOSFODNN7EXAMPLE",
            aws_secret_access_key="secret",
        )
        # Or each private connection would be pending, and each made-up label unregistered.
        set_assumptions(Assumptions(private_connection_describes=0, connector_label_checked=False))
        yield Emulator(client)
        set_assumptions(Assumptions())
        client.close()
    BackendDict.reset()
