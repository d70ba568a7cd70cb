"""Answers the engine: what the pack has, how it is configured, and what it finds."""

import json
from collections.abc import Callable
from functools import partial
from typing import Any, NoReturn

import grpc
from google.protobuf.empty_pb2 import Empty
from google.protobuf.json_format import ParseDict
from google.protobuf.struct_pb2 import Struct
from pulumi.runtime.proto import analyzer_pb2 as messages
from pulumi.runtime.proto.analyzer_pb2_grpc import AnalyzerServicer
from pulumi.runtime.proto.plugin_pb2 import PluginInfo

from appflow_policies import analysis
from appflow_policies.analysis import Failed, Finding
from appflow_policies.configuration import REMEDIATE, USUAL, Given, WrongConfiguration, chosen
from appflow_policies.pack import NAME, POLICIES
from appflow_policies.policy import Level, Policy, Severity
from appflow_provider.packaged import version
from appflow_provider.values import Secret
from appflow_provider.wire.structs import decoded

_DEFAULT_TAGS = "appflow:defaultTags"

LEVELS = {
    Level.ADVISORY: messages.ADVISORY,
    Level.MANDATORY: messages.MANDATORY,
    Level.DISABLED: messages.DISABLED,
}
SEVERITIES = {
    Severity.LOW: messages.POLICY_SEVERITY_LOW,
    Severity.MEDIUM: messages.POLICY_SEVERITY_MEDIUM,
    Severity.HIGH: messages.POLICY_SEVERITY_HIGH,
    Severity.CRITICAL: messages.POLICY_SEVERITY_CRITICAL,
}
_WORDS = {
    **{number: level.value for level, number in LEVELS.items()},
    messages.REMEDIATE: REMEDIATE,
}


class Servicer(AnalyzerServicer):
    """A policy pack, as the engine calls it."""

    def __init__(self) -> None:
        self._choice = USUAL
        self._default_tags: Any = None

    def Handshake(
        self, request: messages.AnalyzerHandshakeRequest, context: grpc.ServicerContext
    ) -> messages.AnalyzerHandshakeResponse:
        """The first call. Nothing needs the engine's address."""
        return messages.AnalyzerHandshakeResponse()

    def GetPluginInfo(self, request: Empty, context: grpc.ServicerContext) -> PluginInfo:
        """The version."""
        return PluginInfo(version=version())

    def GetAnalyzerInfo(
        self, request: Empty, context: grpc.ServicerContext
    ) -> messages.AnalyzerInfo:
        """The policies."""
        return messages.AnalyzerInfo(
            name=NAME,
            displayName="Amazon AppFlow",
            description="Policies for flows and connector profiles of Amazon AppFlow",
            version=version(),
            supportsConfig=True,
            policies=[_told(policy) for policy in POLICIES.values()],
        )

    def ConfigureStack(
        self, request: messages.AnalyzerStackConfigureRequest, context: grpc.ServicerContext
    ) -> messages.AnalyzerStackConfigureResponse:
        """The stack, of which the provider's default tags matter."""
        self._default_tags = _default_tags(request)
        return messages.AnalyzerStackConfigureResponse()

    def Configure(
        self, request: messages.ConfigureAnalyzerRequest, context: grpc.ServicerContext
    ) -> Empty:
        """Levels and parameters, which the engine has compared with their schemas."""
        given = {
            name: Given(_WORDS[one.enforcementLevel], decoded(one.properties))
            for name, one in request.policyConfig.items()
        }
        try:
            self._choice = chosen(given)
        except WrongConfiguration as wrong:
            _refuse(context, grpc.StatusCode.INVALID_ARGUMENT, str(wrong))
        return Empty()

    def Analyze(
        self, request: messages.AnalyzeRequest, context: grpc.ServicerContext
    ) -> messages.AnalyzeResponse:
        """What is wrong with a resource."""
        return _answered(
            context,
            lambda: analysis.about_resource(
                request.type, request.urn, partial(decoded, request.properties), self._choice
            ),
        )

    def AnalyzeStack(
        self, request: messages.AnalyzeStackRequest, context: grpc.ServicerContext
    ) -> messages.AnalyzeResponse:
        """What is wrong with the resources of a stack together."""
        resources = [
            (each.type, each.urn, partial(decoded, each.properties)) for each in request.resources
        ]
        return _answered(
            context, lambda: analysis.about_stack(resources, self._choice, self._default_tags)
        )

    def Remediate(
        self, request: messages.AnalyzeRequest, context: grpc.ServicerContext
    ) -> messages.RemediateResponse:
        """No policy changes a resource."""
        return messages.RemediateResponse()

    def Cancel(self, request: Empty, context: grpc.ServicerContext) -> Empty:
        """Nothing takes long."""
        return Empty()


def _default_tags(request: messages.AnalyzerStackConfigureRequest) -> Any:
    """The default tags of the configuration; None if there are none, or none that can be read."""
    try:
        tags = json.loads(request.config.get(_DEFAULT_TAGS, "{}"))["tags"]
    except (KeyError, TypeError, ValueError):
        return None
    if not isinstance(tags, dict):
        return None
    return Secret(tags) if _DEFAULT_TAGS in request.config_secret_keys else tags


def _told(policy: Policy[Any]) -> messages.PolicyInfo:
    schemas: dict[str, Any] = {
        one.name: {**one.schema, "default": one.default, "description": one.about}
        for one in policy.parameters
    }
    kind = messages.POLICY_TYPE_STACK if policy.is_about_stacks else messages.POLICY_TYPE_RESOURCE
    return messages.PolicyInfo(
        name=policy.name,
        displayName=policy.name,
        description=policy.description,
        enforcementLevel=LEVELS[policy.level],
        severity=SEVERITIES[policy.severity],
        policy_type=kind,
        configSchema=messages.PolicyConfigSchema(properties=ParseDict(schemas, Struct())),
    )


def _answered(
    context: grpc.ServicerContext, found: Callable[[], list[Finding]]
) -> messages.AnalyzeResponse:
    try:
        findings = found()
    except Failed as fault:
        _refuse(context, grpc.StatusCode.INTERNAL, str(fault))
    return messages.AnalyzeResponse(diagnostics=[_diagnostic(each) for each in findings])


def _diagnostic(finding: Finding) -> messages.AnalyzeDiagnostic:
    policy = finding.chosen.policy
    return messages.AnalyzeDiagnostic(
        policyName=policy.name,
        policyPackName=NAME,
        policyPackVersion=version(),
        description=policy.description,
        message=finding.message,
        enforcementLevel=LEVELS[finding.chosen.level],
        severity=SEVERITIES[policy.severity],
        urn=finding.urn,
    )


def _refuse(context: grpc.ServicerContext, code: grpc.StatusCode, message: str) -> NoReturn:
    context.abort(code, message)
    raise AssertionError  # `abort` has raised
