"""
The pages that Pulumi's registry shows, against what it and its pages need.

The registry fetches them from the tagged commit. It warns about relative images, raw relative links and relative links to `.md` files,
because they break there (pulumi/registry, scripts/ci/community-package/doc_lint.py), and asks for an example in each language and for
links to each SDK (its template for a pull request that adds a package).
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from tools.programs.__main__ import HERE, documented
from tools.programs.converting import LANGUAGES
from tools.programs.links import linked

ROOT = Path(__file__).resolve().parents[2]
SOURCES = HERE / "docs"
SOMEWHERE = "https://github.com/somebody/pulumi-appflow"
PAGES = sorted(path.name for path in SOURCES.glob("*.md"))

_IMAGE = re.compile(r"!\[[^]]*\]\(([^)]*)\)|<img[^>]*\bsrc=[\"']([^\"']*)")
_LINK = re.compile(r"(?<!!)\[[^]]*\]\(([^)]*)\)")
_RAW_LINK = re.compile(r"<a[^>]*\bhref=[\"']([^\"']*)")
_CHOOSER = re.compile(r'\{\{< chooser language "([^"]*)" >\}\}(.*?)\{\{< /chooser >\}\}', re.DOTALL)
_TAB = re.compile(
    r"\{\{% choosable language (\w+) %\}\}\n\n```(\w+)\n.*?```\n\n\{\{% /choosable", re.DOTALL
)


def findings(page: str) -> Iterator[str]:
    """What the registry would not show as it is meant."""
    yield from _front_matter(page)
    for image in _IMAGE.finditer(page):
        if not _absolute(target := image[1] or image[2]):
            yield f"relative image: {target}"
    for raw in _RAW_LINK.finditer(page):
        if not _absolute(raw[1]):
            yield f"raw relative link: {raw[1]}"
    for link in _LINK.finditer(page):
        if not _absolute(link[1]) and link[1].partition("#")[0].endswith(".md"):
            yield f"link to a file: {link[1]}"
    for chooser in _CHOOSER.finditer(page):
        tabs = _TAB.findall(chooser[2])
        if chooser[1].split(",") != list(LANGUAGES) or tabs != [(each, each) for each in LANGUAGES]:
            yield f"a chooser of {chooser[1]} has {tabs}"
    outside = _CHOOSER.sub("", page)
    if found := re.findall(r"^```(python|typescript|go)$", outside, re.MULTILINE):
        yield f"programs in some languages only: {found}"
    if found := re.findall(r"\{\{[<%].*", outside):
        yield f"marks that do not pair: {found}"


def _front_matter(page: str) -> Iterator[str]:
    if not page.startswith("---\n"):
        yield "no front matter"
        return
    facts = yaml.safe_load(page.split("---\n")[1])
    if not 0 < len(facts.get("title", "")) <= 60:
        yield "no title, or one of more than 60 characters"
    if not 0 < len(facts.get("meta_desc", "")) <= 160:
        yield "no meta_desc, or one of more than 160 characters"
    if facts.get("layout") != "package":
        yield "the layout is not that of a package"


def _absolute(target: str) -> bool:
    return target.startswith(("https://", "http://"))


@pytest.mark.parametrize("name", PAGES)
def test_the_registry_finds_nothing(name: str) -> None:
    assert list(findings((ROOT / "docs" / name).read_text())) == []


@pytest.mark.parametrize("name", PAGES)
def test_the_registry_finds_nothing_once_there_is_a_repository(name: str) -> None:
    page = documented((SOURCES / name).read_text(), SOMEWHERE)
    assert list(findings(page)) == []
    for link in _LINK.findall(page):
        if link.startswith(SOMEWHERE):
            path = link.removeprefix(f"{SOMEWHERE}/blob/main/").partition("#")[0]
            assert (ROOT / path).is_file(), link


@pytest.mark.parametrize("name", PAGES)
def test_a_link_within_the_registry_leads_to_a_page_of_the_package(name: str) -> None:
    schema = json.loads((ROOT / "schema.json").read_text())
    tokens = [
        token.rsplit(":", 1)[-1].lower() for token in (*schema["resources"], *schema["functions"])
    ]
    there = {"./", "./installation-configuration/", *(f"./api-docs/{each}/" for each in tokens)}
    links = {link.partition("#")[0] for link in _LINK.findall((ROOT / "docs" / name).read_text())}
    assert {link for link in links if link and not _absolute(link)} <= there


def test_the_overview_has_an_example_in_every_language() -> None:
    assert _CHOOSER.search((ROOT / "docs/_index.md").read_text())


def test_installing_leads_to_the_package_of_each_language_once_there_is_one() -> None:
    source = (SOURCES / "installation-configuration.md").read_text()
    places = [
        "https://pypi.org/project/pulumi-appflow/",
        "https://www.npmjs.com/package/pulumi-appflow",
        "https://pkg.go.dev/github.com/somebody/pulumi-appflow/sdk/go/appflow",
    ]
    links = _LINK.findall(documented(source, SOMEWHERE))
    assert [link for link in links if link in places] == places
    assert "published yet" not in documented(source, SOMEWHERE)
    assert "published yet" in documented(source, None)
    assert not set(places) & set(_LINK.findall(documented(source, None)))


GOOD = "---\ntitle: A\nmeta_desc: B\nlayout: package\n---\n\nText [there](./api-docs/flow/).\n"


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        pytest.param(GOOD.replace("title: A\n", ""), "no title", id="title"),
        pytest.param(GOOD.replace("B", "B" * 161), "no meta_desc", id="description"),
        pytest.param(GOOD.removeprefix("---\n"), "no front matter", id="front matter"),
        pytest.param(GOOD.replace("package", "post"), "the layout", id="layout"),
        pytest.param(GOOD + "![logo](logo.png)\n", "relative image: logo.png", id="image"),
        pytest.param(GOOD + "<img src='./logo.png'>\n", "relative image: ./logo", id="tag"),
        pytest.param(GOOD + '<a href="/x">x</a>\n', "raw relative link: /x", id="raw link"),
        pytest.param(GOOD + "[x](how-to/x.md#y)\n", "link to a file: how-to/x.md#y", id="link"),
        pytest.param(GOOD + "```go\nx\n```\n", "programs in some", id="a single language"),
        pytest.param(GOOD + '{{< chooser language "go" >}}\n', "marks that do not", id="no end"),
        pytest.param(
            GOOD + '{{< chooser language "go" >}}\n\n{{< /chooser >}}\n',
            "a chooser of go",
            id="tabs",
        ),
    ],
)
def test_what_breaks_in_the_registry_is_found(bad: str, said: str) -> None:
    (found,) = findings(bad)
    assert found.startswith(said)


def test_a_page_without_faults_gives_no_finding() -> None:
    assert list(findings(GOOD)) == []


def test_a_link_becomes_the_path_of_the_page_while_there_is_no_repository() -> None:
    assert (
        linked("See [Map fields](how-to/mapping.md#x).", None)
        == "See Map fields (`docs/how-to/mapping.md`)."
    )
