"""Typed logins through the engine: what it plans, keeps, ignores and shows of an argument that is no input."""

from collections.abc import Callable

from tests.e2e.conftest import Emulator
from tests.e2e.stack import Stack

Make = Callable[..., Stack]

SECRET = "hunter2-in-plain-sight"
HEAD = (
    "import pulumi\nimport pulumi_appflow.dynamic as appflow\nfrom pulumi_appflow import logins\n"
)
TYPED = (
    HEAD
    + f"""
appflow.ConnectorProfile(
    "office",
    connector_profile_name="office",
    login=logins.microsoft_share_point_online(
        tenant=pulumi.Output.secret("{SECRET}.tenant"),
        client_id="id",
        client_secret="{SECRET}.client",
        refresh_token="{SECRET}.token",
    ),
)
"""
)
BY_HAND = (
    HEAD
    + f"""
appflow.ConnectorProfile(
    "office",
    connector_profile_name="office",
    connector_type="CustomConnector",
    connector_label="MicrosoftSharePointOnline",
    connection_mode="Public",
    connector_profile_config={{
        "connector_profile_properties": {{
            "custom_connector": {{
                "oauth2_properties": {{
                    "token_url": pulumi.Output.secret(
                        "https://login.microsoftonline.com/{SECRET}.tenant/oauth2/v2.0/token"
                    ),
                    "oauth2_grant_type": "AUTHORIZATION_CODE",
                }}
            }}
        }},
        "connector_profile_credentials": {{
            "custom_connector": {{
                "authentication_type": "OAUTH2",
                "oauth2": {{
                    "client_id": "id",
                    "client_secret": "{SECRET}.client",
                    "access_token": "placeholder",
                    "refresh_token": "{SECRET}.token",
                }},
            }}
        }},
    }},
)
"""
)
LATER = (
    HEAD
    + f"""
first = appflow.ConnectorProfile(
    "first",
    login={{"mailchimp": {{"api_key": "{SECRET}.key", "data_center": "us1"}}}},
)
appflow.ConnectorProfile(
    "second",
    login=logins.mailchimp(
        api_key="{SECRET}.key", data_center=first.connector_profile_arn.apply(lambda arn: "us2")
    ),
)
"""
)


def ignoring(what: str, program: str) -> str:
    options = f'    opts=pulumi.ResourceOptions(ignore_changes=["{what}"]),\n)'
    return program.removesuffix(")\n") + options


def nowhere(made: Stack) -> None:
    assert SECRET not in made.printed
    assert SECRET not in made.kept()


def test_a_login_moves_between_the_ways_to_write_it_and_shows_no_secret(
    stack: Make, emulator: Emulator
) -> None:
    made = stack(TYPED)
    assert made.run("up", "--yes", "--diff")
    (found,) = emulator.client().describe_connector_profiles()["connectorProfileDetails"]
    assert found["connectorLabel"] == "MicrosoftSharePointOnline"
    sent = found["connectorProfileProperties"]["CustomConnector"]["oAuth2Properties"]["tokenUrl"]
    assert sent == f"https://login.microsoftonline.com/{SECRET}.tenant/oauth2/v2.0/token"
    assert made.up("--refresh", "--expect-no-changes") == {"unchanged": 2}
    made.write(BY_HAND)
    made.run("preview", "--diff", "--expect-no-changes")
    made.write(TYPED.replace(".token", ".rotated"))
    printed = made.run("up", "--yes", "--diff")
    assert "refreshToken" in printed
    assert "~ 1 updated" in printed
    nowhere(made)


def test_an_ignored_login_or_its_credentials_stay_as_they_are(
    stack: Make, emulator: Emulator
) -> None:
    made = stack(TYPED)
    made.up()
    rotated = TYPED.replace(".token", ".rotated")
    made.write(ignoring("connectorProfileConfig.connectorProfileCredentials", rotated))
    made.up("--expect-no-changes")
    made.write(ignoring("login", rotated.replace(".tenant", ".moved")))
    made.up("--refresh", "--expect-no-changes")
    nowhere(made)


def test_a_preview_knows_the_connector_although_an_argument_is_not_known(
    stack: Make, emulator: Emulator
) -> None:
    made = stack(LATER)
    printed = made.run("preview", "--diff")
    assert printed.count('"Mailchimp"') == 2
    made.up()
    assert made.up("--refresh", "--expect-no-changes") == {"unchanged": 3}
    made.write(LATER.replace('"data_center": "us1"', '"data_center": "us3"'))
    printed = made.run("preview", "--diff")
    assert "replace" not in printed
    nowhere(made)


def test_a_wrong_argument_is_named_as_the_program_spells_it(stack: Make, front: str) -> None:
    made = stack(TYPED.replace(f'        client_secret="{SECRET}.client",\n', ""))
    printed = made.run("preview", fails=True)
    name = {"dynamic": "login.microsoft_share_point_online.client_secret"}.get(
        front, "login.microsoftSharePointOnline.clientSecret"
    )
    assert name in printed
    assert "is required with" in printed
    nowhere(made)
