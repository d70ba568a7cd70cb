"""Warnings about the flows of a mirror: one sentence for all, not one for each."""

from appflow_provider.progress import Progress
from appflow_provider.provider import LogOnce

URN = "urn:pulumi:dev::shop::appflow:index:Mirror$appflow:index:Flow::{}"
ALONE = "urn:pulumi:dev::shop::appflow:index:Flow::{}"


class Screen:
    """What a user sees."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def warn(self, urn: str, name: str, text: str) -> None:
        self.lines.append(f"{name}: {text}")

    def inform(self, urn: str, name: str, text: str) -> None:
        self.lines.append(f"{name}: {text}")

    def status(self, urn: str, name: str, progress: Progress) -> None:
        self.lines.append(str(progress))


def test_a_warning_of_a_rule_is_shown_once_for_the_flows_of_a_mirror() -> None:
    screen = Screen()
    log = LogOnce(screen)
    for name in ("crm-Account", "crm-Contact"):
        log.warn(URN.format(name), name, "flowStatus is not set. [flow-stays-a-draft]")
    assert screen.lines == [
        "crm-Account, and perhaps other flows of a mirror: flowStatus is not set. [flow-stays-a-draft]"
    ]


def test_what_happens_to_a_flow_and_flows_without_a_mirror_are_shown_each() -> None:
    screen = Screen()
    log = LogOnce(screen)
    for name in ("crm-Account", "crm-Contact"):
        log.warn(URN.format(name), name, "The flow will be replaced.")
        log.warn(ALONE.format(name), name, "flowStatus is not set. [flow-stays-a-draft]")
    assert len(screen.lines) == 4
