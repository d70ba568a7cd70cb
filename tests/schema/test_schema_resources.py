"""The resources of the schema: inputs, outputs, and what replaces what. The tables are the design's."""

import pytest

RESOURCES = ("Connector", "ConnectorProfile", "Flow", "FlowRun")
CREATE_ONLY = {
    "Connector": {"connectorLabel", "region"},
    "FlowRun": {"flowName", "triggers", "window", "region"},
    "ConnectorProfile": {
        "connectorProfileName",
        "connectorType",
        "connectorLabel",
        "kmsArn",
        "region",
    },
    "Flow": {"flowName", "kmsArn", "region"},
}
REQUIRED_INPUTS = {
    "Connector": {"connectorProvisioningConfig"},
    "FlowRun": {"flowName"},
    "ConnectorProfile": set(),
    "Flow": {"triggerConfig", "sourceFlowConfig", "destinationFlowConfigList", "tasks"},
}
REQUIRED_BESIDE = {
    "ConnectorProfile": {"connectorType", "connectionMode", "connectorProfileConfig"}
}
"""What is always there although a program need not set it: a login fills it in."""
SHORT = {"ConnectorProfile": {"login"}}
"""Arguments that are no inputs: check makes inputs of them."""
FACTS = {
    "Connector": {
        "connectorArn",
        "connectorOwner",
        "connectorName",
        "connectorVersion",
        "canUseAsSource",
        "canUseAsDestination",
        "registeredAt",
        "registeredBy",
    },
    "FlowRun": {
        "flowArn",
        "executionId",
        "executionStatus",
        "recordsProcessed",
        "bytesProcessed",
        "bytesWritten",
        "startedAt",
        "lastUpdatedAt",
        "dataPullStartTime",
        "dataPullEndTime",
        "slicesDone",
        "temporaryFlowName",
    },
    "ConnectorProfile": {"connectorProfileArn", "credentialsArn"},
    "Flow": {"flowArn", "tagsAll"},
}
ALWAYS_SET = {
    "Connector": {"connectorLabel", "connectorArn"},
    "FlowRun": {"flowArn", "executionId", "executionStatus"},
    "ConnectorProfile": {"connectorProfileName", "connectorProfileArn"},
    "Flow": {"flowName", "flowArn", "tagsAll"},
}


@pytest.mark.parametrize("name", RESOURCES)
class TestResource:
    def test_what_is_create_only_replaces(self, resource, name):
        inputs = resource(name)["inputProperties"]
        marked = {key for key, spec in inputs.items() if spec.get("willReplaceOnChanges") is True}
        assert marked == CREATE_ONLY[name]

    def test_inputs_are_outputs_too_and_facts_stand_beside_them(self, resource, name):
        written, outputs = resource(name)["inputProperties"], resource(name)["properties"]
        inputs = {key: spec for key, spec in written.items() if key not in SHORT.get(name, ())}
        assert set(written) - set(inputs) == SHORT.get(name, set())
        assert set(outputs) == {*inputs, *FACTS[name]}
        for key, spec in inputs.items():
            assert outputs[key] == {k: v for k, v in spec.items() if k != "willReplaceOnChanges"}

    def test_required_is_what_is_always_there(self, resource, name):
        assert set(resource(name)["requiredInputs"]) == REQUIRED_INPUTS[name]
        always = REQUIRED_INPUTS[name] | ALWAYS_SET[name] | REQUIRED_BESIDE.get(name, set())
        assert set(resource(name)["required"]) == always

    def test_a_stack_of_dynamic_resources_moves_here(self, resource, name):
        token = f"pulumi-python:dynamic/appflow:{name}"
        assert resource(name)["aliases"] == [{"type": token}]


def test_there_are_no_other_resources(schema):
    components = {name for name, spec in schema["resources"].items() if spec.get("isComponent")}
    assert components == {"appflow:index:Mirror"}
    assert set(schema["resources"]) - components == {f"appflow:index:{name}" for name in RESOURCES}


def test_replacement_is_marked_on_inputs_and_in_types_and_said_there(nodes):
    marked = [(path, node) for path, node in nodes if "willReplaceOnChanges" in node]
    assert {(path[0], path[2]) for path, _ in marked} == {
        ("resources", "inputProperties"),
        ("types", "properties"),
    }
    silent = [
        path
        for path, node in marked
        if path[0] == "types" and "replaces the flow" not in node["description"]
    ]
    assert not silent
    # The provider decides it; this mark would make the engine replace without asking.
    assert not [path for path, node in nodes if "replaceOnChanges" in node]
