"""What a user configures, and the sentence for each mistake."""

from typing import Any

import pytest

from appflow_policies.configuration import USUAL, Given, WrongConfiguration, chosen
from appflow_policies.policy import Level

WRONG = {
    "an unknown policy": (
        {"personal-dat": Given("mandatory")},
        'There is no policy "personal-dat". Did you mean personal-data?',
    ),
    "a policy that is like none": ({"zzz": Given("mandatory")}, 'There is no policy "zzz".'),
    "an unknown parameter": (
        {"personal-data": Given("mandatory", {"pattern": ["*"]})},
        'The policy "personal-data" has no parameter "pattern". Did you mean patterns?',
    ),
    "a level that changes resources": (
        {"loops": Given("remediate")},
        '"loops" cannot change resources: set its enforcementLevel to advisory, mandatory or disabled.',
    ),
}


@pytest.mark.parametrize(("given", "sentence"), WRONG.values(), ids=WRONG)
def test_a_mistake_is_one_sentence(given: dict[str, Given], sentence: str) -> None:
    with pytest.raises(WrongConfiguration) as raised:
        chosen(given)
    assert str(raised.value) == sentence


def test_all_mistakes_are_told_at_once() -> None:
    with pytest.raises(WrongConfiguration) as raised:
        chosen({name: one for given, _ in WRONG.values() for name, one in given.items()})
    assert len(str(raised.value).split(". ")) > len(WRONG) - 1


def test_what_is_not_configured_keeps_its_level_and_its_values() -> None:
    given = {"all": Given("advisory"), "personal-data": Given("mandatory", {"maskAll": True})}
    found = chosen(given)
    assert found["personal-data"].level is Level.MANDATORY
    assert found["personal-data"].values == {**USUAL["personal-data"].values, "maskAll": True}
    assert {name: one for name, one in found.items() if name != "personal-data"} == {
        name: one for name, one in USUAL.items() if name != "personal-data"
    }


def test_a_parameter_has_a_default_that_its_schema_accepts() -> None:
    types: dict[str, Any] = {"array": list, "boolean": bool, "number": (int, float), "object": dict}
    for one in USUAL.values():
        for parameter in one.policy.parameters:
            assert isinstance(parameter.default, types[parameter.schema["type"]])
            assert parameter.about.endswith(".")
