"""A Pulumi engine of the test's own: programs run against mocks, and what they register is read back."""

from dataclasses import dataclass, field
from typing import Any

import pulumi
import pytest
from pulumi.runtime import rpc


def plain(value):
    """The value without the marks of secrets."""
    if rpc.is_rpc_secret(value):
        return plain(rpc.unwrap_rpc_secret(value))
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    return [plain(item) for item in value] if isinstance(value, list) else value


@dataclass
class Registered(pulumi.runtime.Mocks):
    """What a program has registered, and what the state then holds besides."""

    seen: list[pulumi.runtime.MockResourceArgs] = field(default_factory=list)
    state: dict[str, Any] = field(default_factory=dict)

    def new_resource(self, args):
        self.seen.append(args)
        return f"{args.name}-id", {**args.inputs, **self.state}

    def call(self, args):
        raise AssertionError(f"nothing calls {args.token}")


@pytest.fixture
def engine():
    mocks = Registered()
    pulumi.runtime.set_mocks(mocks, preview=False)
    yield mocks
    pulumi.runtime.set_all_config({})


@pytest.fixture
def inputs(engine):
    """Runs a program, and returns the inputs of the one resource that it registers, secrets unwrapped."""

    def run(program):
        before = len(engine.seen)
        pulumi.runtime.test(program)()
        (made,) = engine.seen[before:]
        return plain(made.inputs)

    return run
