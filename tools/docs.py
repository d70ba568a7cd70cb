#!/usr/bin/env python3
"""
Write the pages of docs/ that say what schema.json and the code say: resources, functions, operations of the API, errors, recipes, and
the IAM policy.

    python tools/docs.py            write what has changed
    python tools/docs.py --check    write nothing; exit code 1 and a list if something would change
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from appflow_provider.rules.recipes import RECIPES, Login, Recipe

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
CORE = ROOT / "provider" / "appflow_provider"

Spec = Mapping[str, Any]

_MADE = "<!-- Made from schema.json by tools/docs.py. -->"
_NAMED = re.compile(r'"([A-Z][a-z]+[A-Z]\w+)"')


def main(argv: Sequence[str] | None = None) -> int:
    """Write, or compare."""
    parser = argparse.ArgumentParser(description="Write the reference pages of docs/.")
    parser.add_argument("--check", action="store_true", help="compare only")
    check: bool = parser.parse_args(argv).check
    changed = {
        page: text
        for page, text in pages().items()
        if not page.is_file() or page.read_text(encoding="utf-8") != text
    }
    for page, text in changed.items():
        if not check:
            page.parent.mkdir(parents=True, exist_ok=True)
            page.write_text(text, encoding="utf-8")
        print(f"{'out of date' if check else 'written'}: {page.relative_to(ROOT)}")
    return int(check and bool(changed))


def pages() -> dict[Path, str]:
    """All reference pages as they should be."""
    schema: Spec = json.loads((ROOT / "schema.json").read_text(encoding="utf-8"))
    made = {
        DOCS / "resources" / f"{_file(name)}.md": "\n".join(_resource(name, spec, schema))
        for name, spec in _named(schema["resources"])
    }
    made[DOCS / "functions.md"] = "\n".join(_functions(schema))
    made[DOCS / "operations.md"] = "\n".join(_operations())
    made[DOCS / "errors.md"] = "\n".join(_errors())
    made[DOCS / "recipes.md"] = "\n".join(_recipes())
    made[DOCS / "how-to" / "iam-policy.md"] = "\n".join(_iam())
    return made


def _named(specs: Spec) -> Iterator[tuple[str, Spec]]:
    for token, spec in specs.items():
        yield token.rsplit(":", 1)[-1], spec


def _file(name: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "-", name).lower()


def _resource(name: str, spec: Spec, schema: Spec) -> Iterator[str]:
    text = re.sub(r"\{\{% /?examples? %\}\}\n?", "", spec["description"])
    yield from (f"# {name}", "", _MADE, "", text.strip(), "", "## Inputs", "")
    inputs, required = spec["inputProperties"], spec.get("requiredInputs", [])
    yield from _table(inputs, required, changes=True)
    facts = {key: item for key, item in spec["properties"].items() if key not in inputs}
    yield from ("", "## Outputs", "", "All inputs, and:", "")
    yield from _table(facts, ())
    yield from _types(_reached({**inputs, **facts}, schema), schema)


def _functions(schema: Spec) -> Iterator[str]:
    yield from ("# Functions", "", _MADE, "", "They look things up and change nothing.", "")
    reached: dict[str, None] = {}
    for name, spec in _named(schema["functions"]):
        yield from (f"## {name}", "", spec["description"], "")
        inputs = spec["inputs"]
        yield from _table(inputs["properties"], inputs.get("required", ()))
        yield from ("", "It gives:", "")
        yield from _table(spec["outputs"]["properties"], ())
        yield ""
        reached |= _reached(spec["outputs"]["properties"], schema)
    yield from _types(reached, schema)


def _table(properties: Spec, required: Sequence[str], *, changes: bool = False) -> Iterator[str]:
    more = (" | a change", " | ---") if changes else ("", "")
    yield f"| property | type | |{more[0].removeprefix(' |')}{' |' if changes else ''}"
    yield f"| --- | --- | --- |{more[1].removeprefix(' |')}{' |' if changes else ''}"
    for name, spec in properties.items():
        needed = "**needed**. " if name in required else ""
        secret = "Secret. " if spec.get("secret") else ""
        effect = "replaces" if spec.get("willReplaceOnChanges") else "updates"
        told = re.sub(r"\s+", " ", spec["description"]).replace("|", "\\|")
        last = f" {effect} |" if changes else ""
        yield f"| `{name}` | {_type(spec)} | {needed}{secret}{told} |{last}"


def _type(spec: Spec) -> str:
    if "oneOf" in spec:
        return (
            " or ".join(_type(each) for each in spec["oneOf"] if each != {"type": "string"})
            or "string"
        )
    if "$ref" in spec:
        name = spec["$ref"].rsplit(":", 1)[-1]
        return "anything" if name.endswith("Any") else f"[{name}](#{name.lower()})"
    if spec.get("type") == "array":
        return f"list of {_type(spec['items'])}"
    if spec.get("type") == "object":
        return f"map of {_type(spec['additionalProperties'])}"
    return str(spec["type"])


def _reached(properties: Spec, schema: Spec) -> dict[str, None]:
    """The types that properties lead to, in the order in which a reader comes to them."""
    found: dict[str, None] = {}
    todo = re.findall(r"#/types/([\w:]+)", json.dumps(properties))
    while todo:
        token = todo.pop(0)
        if token not in found:
            found[token] = None
            todo += re.findall(r"#/types/([\w:]+)", json.dumps(schema["types"][token]))
    return found


def _types(tokens: Mapping[str, None], schema: Spec) -> Iterator[str]:
    if tokens:
        yield from ("", "## Types", "")
    for token in tokens:
        spec = schema["types"][token]
        yield from (f"### {token.rsplit(':', 1)[-1]}", "", spec.get("description", ""), "")
        if "enum" in spec:
            yield from (f"* `{each['value']}`: {each['description']}" for each in spec["enum"])
        elif spec["properties"]:
            yield from _table(spec["properties"], spec.get("required", ()))
        yield ""


def operations() -> list[str]:
    """The operations of the API."""
    import botocore.loaders

    model = botocore.loaders.Loader().load_service_model("appflow", "service-2")
    return sorted(model["operations"])


def used_in() -> dict[str, list[str]]:
    """Where each operation of the API is asked for: names of resources and functions, read from the code."""
    found: dict[str, set[str]] = {operation: set() for operation in operations()}
    for room, said in (("resources", _RESOURCES), ("functions", _FUNCTIONS)):
        for path in sorted((CORE / room).glob("*.py")):
            if path.stem not in said:
                continue
            for name in _NAMED.findall(path.read_text(encoding="utf-8")):
                if name in found:
                    found[name].add(said[path.stem])
    return {operation: sorted(places) for operation, places in found.items()}


_RESOURCES = {
    "connector": "Connector",
    "connector_profile": "ConnectorProfile",
    "flow": "Flow",
    "flow_run": "FlowRun",
    "flow_status": "Flow (`flowStatus`)",
    "flow_update": "Flow",
    "listing": "`List` of the plugin, `appflow-pulumi import`",
}
_FUNCTIONS = {
    "connectors": "functions on connectors",
    "flows": "functions on flows",
    "profiles": "functions on connector profiles",
}


def _operations() -> Iterator[str]:
    yield from ("# Operations of the API", "", _FROM_CODE, "")
    yield from (
        "Where each operation of Amazon AppFlow is used.",
        "",
        "| operation | used by |",
        "| --- | --- |",
    )
    for operation, places in used_in().items():
        yield f"| {operation} | {', '.join(places)} |"
    yield ""


def _errors() -> Iterator[str]:
    from appflow_provider.resources.advice.exceptions import EXCEPTIONS
    from appflow_provider.resources.advice.texts import TEXTS

    yield from ("# Errors and what to do", "", _FROM_CODE, "")
    yield "What the provider adds to AWS's words, as the likely cause and the next step. The request id stands at the end of each error."
    for title, rows in (("Known words", TEXTS), ("Exceptions", EXCEPTIONS)):
        yield from ("", f"## {title}", "", "| AWS says | asked for | likely cause | next step |")
        yield "| --- | --- | --- | --- |"
        for row in rows:
            said = f"{row.code} `{_sentence(row.words)}`" if row.words else row.code
            cells = (said.strip(), ", ".join(row.operations), row.cause, row.step)
            yield f"| {' | '.join(_sentence(cell) for cell in cells)} |"
    yield ""


def _sentence(text: str) -> str:
    """A pattern or an answer as a person reads it."""
    text = re.sub(r"\(\?P<(\w+)>(?:[^()]|\([^()]*\))*\)", r"\1", text)
    text = re.sub(r"\\g<(\w+)>", r"\1", text)
    return (
        text.replace(r"\s?", "")
        .replace("(?i)", "")
        .replace(")?", ")")
        .replace(r"\.", ".")
        .replace("|", "\\|")
    )


def _recipes() -> Iterator[str]:
    yield _RECIPES
    yield "| application | `connectorLabel` | logs in with | what it needs | evidence |"
    yield "| --- | --- | --- | --- | --- |"
    for recipe in RECIPES:
        label = f"`{recipe.label}`" if recipe.label else "ask `get_connectors()`"
        logins = "; or ".join(_login(login) for login in recipe.logins)
        cells = (recipe.name, label, logins, "; ".join(recipe.needs), _evidence(recipe))
        yield f"| {' | '.join(cells)} |"
    yield ""


def _login(login: Login) -> str:
    types = " or ".join(f"`{kind}`" for kind in login.types)
    grant = f" with `{login.grant}`" if login.grant else ""
    name = f" named `{login.name}`" if login.name else ""
    return f"{types}{grant}{name}: {login.takes}"


def _evidence(recipe: Recipe) -> str:
    """The page of the user guide, and where the label stands."""
    guide = f"[guide](https://docs.aws.amazon.com/appflow/latest/userguide/{recipe.page}.html)"
    if recipe.proof is None:
        return guide
    places = ", ".join(f"[{_short(place)}]({_address(place)})" for place in recipe.proof.sources)
    return f"{guide}; label {recipe.proof.strength.value} in {places}"


def _short(place: str) -> str:
    """An issue without its owner, or the repository."""
    return place.partition(" ")[0].partition("/")[2]


def _address(place: str) -> str:
    """The address of an issue, or of a file or folder in a repository."""
    if "#" in place:
        return f"https://github.com/{place.replace('#', '/issues/')}"
    return f"https://github.com/{place.replace(' ', '/tree/HEAD/')}"


def _iam() -> Iterator[str]:
    reads = [name for name in operations() if name.startswith(("Describe", "List"))]
    writes = [name for name in operations() if name not in reads]
    yield _IAM.format(
        reads=json.dumps(_policy("Look", reads), indent=2),
        writes=json.dumps(_policy("Change", [*writes, "UseConnectorProfile"]), indent=2),
    )


def _policy(sid: str, operations: Sequence[str]) -> Spec:
    actions = [f"appflow:{operation}" for operation in sorted(operations)]
    statement = {"Sid": sid, "Effect": "Allow", "Action": actions, "Resource": "*"}
    return {"Version": "2012-10-17", "Statement": [statement]}


_FROM_CODE = "<!-- Made from the code by tools/docs.py. -->"

_RECIPES = """# Applications without a connector type of their own

<!-- Made from the code by tools/docs.py. -->

Many applications that the console lists have no connector type: they are `CustomConnector` with a label. In a preview an unknown connector type
names the one to take, and how it logs in.

```python
import pulumi_appflow as appflow

hubspot = appflow.ConnectorProfile(
    "hubspot",
    connector_type="CustomConnector",
    connector_label="HubSpot",
    connection_mode="Public",
    connector_profile_config={
        "connector_profile_properties": {
            "custom_connector": {
                "oauth2_properties": {
                    "oauth2_grant_type": "AUTHORIZATION_CODE",
                    "token_url": "https://api.hubapi.com/oauth/v1/token",
                }
            }
        },
        "connector_profile_credentials": {
            "custom_connector": {
                "authentication_type": "OAUTH2",
                "oauth2": {
                    "client_id": "id",
                    "client_secret": "made-up",
                    "access_token": "made-up",
                    "refresh_token": "made-up",
                },
            }
        },
    },
)

marketing_cloud = appflow.ConnectorProfile(
    "marketing-cloud",
    connector_type="CustomConnector",
    connector_label="SalesforceMarketingCloud",
    connection_mode="Public",
    connector_profile_config={
        "connector_profile_properties": {
            "custom_connector": {
                "profile_properties": {
                    "instanceUrl": "https://example.rest.marketingcloudapis.com/"
                },
                "oauth2_properties": {
                    "oauth2_grant_type": "CLIENT_CREDENTIALS",
                    "token_url": "https://example.auth.marketingcloudapis.com/v2/token",
                },
            }
        },
        "connector_profile_credentials": {
            "custom_connector": {
                "authentication_type": "OAUTH2",
                "oauth2": {"client_id": "id", "client_secret": "made-up"},
            }
        },
    },
)

mailchimp = appflow.ConnectorProfile(
    "mailchimp",
    connector_type="CustomConnector",
    connector_label="Mailchimp",
    connection_mode="Public",
    connector_profile_config={
        "connector_profile_properties": {
            "custom_connector": {
                "profile_properties": {"instanceUrl": "https://us1.api.mailchimp.com"}
            }
        },
        "connector_profile_credentials": {
            "custom_connector": {
                "authentication_type": "CUSTOM",
                "custom": {
                    "custom_authentication_type": "api_key",
                    "credentials_map": {"api_key": "made-up"},
                },
            }
        },
    },
)
```

How to read the table:

* Label: no public list of them is known. Where a public source has the label, the last column names it, and how sure that makes it: *seen* where
  AppFlow's console sends it, or AppFlow's answer to a request shows that it knows the label; *sent* where cdk-appflow, a library by AWS, sends it;
  *listed* where a public Terraform module lists it among the labels. The others are not guessed: `get_connectors()` shows those of your account
  and region.
* Login: the `authenticationType`, with its `oauth2GrantType` or the name in `customAuthenticationType`. Where two types stand, the user guide
  names the credentials and not the type; where no grant stands, not the grant. With `AUTHORIZATION_CODE` somebody allows the app in a browser,
  which returns to `https://<region>.console.aws.amazon.com/appflow/oauth`; a program brings the tokens that come of it, or the code as `oauthRequest`.
* Needs: names in backticks are keys. `tokenUrl` stands in `oauth2Properties`, which every `OAUTH2` login has; `accessToken` and `refreshToken` in
  `oauth2`; the keys of a `CUSTOM` login in `credentialsMap`; the others in `profileProperties`. What stands here without its key has none in public.
  `get_connector(connector_type="CustomConnector", connector_label=…)` tells all that a connector takes, from AppFlow itself: keys in
  `connector_runtime_settings`, logins, token URLs and grants in `authentication_config`.
"""

_IAM = """# The IAM policy that the provider needs

<!-- Made from the code by tools/docs.py. -->

A preview of resources asks AWS for nothing. `pulumi refresh`, `pulumi import` and the functions look:

```json
{reads}
```

`pulumi up` and `pulumi destroy` look too, and in addition change:

```json
{writes}
```

Beside these, as the user guide of AppFlow and the CloudFormation handlers for the same resources ask for them:

* connector profiles: AppFlow keeps credentials in Secrets Manager on the caller's behalf: `secretsmanager:CreateSecret`,
  `secretsmanager:PutResourcePolicy`, `secretsmanager:GetSecretValue`; with a key of yours `kms:DescribeKey`, `kms:CreateGrant` and `kms:ListGrants`
* Redshift, and the Glue catalog: `iam:PassRole` for the roles that the program names
* custom connectors: `lambda:InvokeFunction` for the function
* a role to work as: `sts:AssumeRole`; `allowedAccountIds`: `sts:GetCallerIdentity`, which needs no permission

Buckets carry policies of their own, which [`pulumi_appflow.around`](mapping.md) writes.
"""

if __name__ == "__main__":
    sys.exit(main())
