"""
Reads from IAM's message which kind of policy denied a call, and says who can change that policy.

IAM names the kind of policy in two forms (IAM user guide, "Troubleshoot access denied error messages"): `with an explicit deny
in a service control policy`, and `because no session policy allows the appflow:CreateFlow action`.
"""

import re
from collections.abc import Mapping

from appflow_provider.errors import Advice

POLICIES: Mapping[str, tuple[str, str]] = {
    "identity-based policy": (
        "an IAM policy of the identity that you are using",
        "Change the policies of that user or role",
    ),
    "permissions boundary": (
        "the permissions boundary of the identity that you are using",
        "Ask whoever manages the boundary to change it: other policies cannot override it",
    ),
    "resource control policy": (
        "a resource control policy of the AWS organization",
        "Ask an administrator of the organization to change it: policies of the account cannot override it",
    ),
    "resource-based policy": (
        "the policy of the resource that is named",
        "Change that policy, in the account that has the resource",
    ),
    "service control policy": (
        "a service control policy (SCP) of the AWS organization",
        "Ask an administrator of the organization to change it: policies of the account cannot override it",
    ),
    "session policy": (
        "the session policy with which the session was started",
        "Change that policy where the session is started (SSO permission set, CI, aws sts assume-role), or use another session",
    ),
    "VPC endpoint policy": (
        "the policy of the VPC endpoint through which the call went",
        "Change the policy of that endpoint",
    ),
}
"""The kinds of policies that IAM's messages name, with a description and the next step."""

_KIND = "|".join(POLICIES)
_ACTION = re.compile(r"is not authorized to perform: (?P<action>[\w:-]+)")
_DENIED = re.compile(rf"with an explicit deny in an? (?P<kind>{_KIND})")
_NOT_ALLOWED = re.compile(rf"because no (?P<kind>{_KIND}) allows the \S+ action")


def denied(words: str) -> Advice | None:
    """The policy that denied a call and the next step, if IAM's message names the policy."""
    action = _ACTION.search(words)
    if action is None:
        return None
    if found := _DENIED.search(words):
        policy, step = POLICIES[found["kind"]]
        return Advice(f"{_upper(policy)} explicitly denies {action['action']}", step)
    if found := _NOT_ALLOWED.search(words):
        policy, step = POLICIES[found["kind"]]
        return Advice(f"{action['action']} is missing in {policy}", step)
    return None


def _upper(text: str) -> str:
    return text[0].upper() + text[1:]
