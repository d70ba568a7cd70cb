"""The names that policies look for by default. Each pattern has a name that it alone fits, so none can be lost."""

from collections.abc import Mapping

import pytest

from appflow_policies.judges.fields import ABOUT_PERSONS, PERSONAL
from appflow_policies.judges.logins import NO_SECRETS, PASSWORDS, PRIVATE, SECRETS
from appflow_policies.wildcards import fits

EXAMPLES: Mapping[tuple[str, ...], Mapping[str, str]] = {
    PERSONAL: {
        "*email*": "WorkEmail__c",
        "*phone*": "HomePhone",
        "*mobile*": "Mobile_Number",
        "fax": "Fax",
        "*birthdate*": "PersonBirthdate",
        "*dateofbirth*": "Date_of_Birth__c",
        "ssn": "SSN",
        "*_ssn*": "Customer_SSN",
        "ssn_*": "SSN_Last4",
        "*socialsecurity*": "Social_Security_No",
        "*passport*": "Passport_No",
        "*nationalid*": "National_Id",
        "*taxid*": "TaxId__c",
        "iban": "IBAN",
        "*_iban*": "Payee_IBAN",
        "*creditcard*": "Credit_Card",
        "*cardnumber*": "CardNumber",
    },
    ABOUT_PERSONS: {
        "*optedout*": "HasOptedOutOfEmail",
        "*optout*": "Email_Opt_Out",
        "*bounced*": "EmailBouncedDate",
    },
    SECRETS: {
        "*password*": "password",
        "*passphrase*": "privateKeyPassphrase",
        "*secret*": "clientSecret",
        "*token*": "refreshToken",
        "*apikey*": "apiKey",
        "*privatekey*": "private_key",
        "authcode": "authCode",
        "jwt*": "jwtAssertion",
    },
    NO_SECRETS: {
        "*url*": "tokenUrl",
        "*arn": "secretArn",
        "*expir*": "tokenExpiry",
        "*type*": "tokenType",
    },
}


@pytest.mark.parametrize(("patterns", "examples"), EXAMPLES.items(), ids=("a", "b", "c", "d"))
def test_each_pattern_finds_a_name(patterns: tuple[str, ...], examples: Mapping[str, str]) -> None:
    assert list(examples) == list(patterns)
    for pattern, name in examples.items():
        assert fits((pattern,), name)
        assert fits(patterns, name)
        assert not fits((pattern,), f"x{name[::-1]}y")


def test_logins_with_passwords_are_those_of_the_model() -> None:
    assert PASSWORDS == {
        "CustomConnector": ("basic", "apiKey"),
        "Redshift": ("password",),
        "SAPOData": ("basicAuthCredentials",),
        "Servicenow": ("password",),
    }
    assert sorted(PRIVATE) == ["SAPOData", "Salesforce", "Singular", "Snowflake", "Trendmicro"]
