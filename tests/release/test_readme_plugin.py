"""The README's section on the plugin, word by word: an empty folder, the Pulumi engine, Python, and the archive of a release."""

import re
import subprocess
from pathlib import Path

import pytest

from tests.release.conftest import ROOT, VERSION, Release
from tools.release import trial
from tools.release.sources import Source

pytestmark = pytest.mark.engine

SECTION = (ROOT / "README.md").read_text().partition("## Use the plugin from any language\n")[2]
BLOCKS = re.findall(
    r"^```(\w+)\n(.*?)^```", SECTION.partition("\n## ")[0], re.MULTILINE | re.DOTALL
)


def test_the_section_leads_from_an_empty_folder_to_a_preview(
    release: Release, tmp_path: Path
) -> None:
    kinds, (pack, install, project, preview) = zip(*BLOCKS, strict=True)
    assert kinds == ("sh", "sh", "yaml", "sh")
    assert pack == f"make plugin VERSION={VERSION}\n"  # the release has been built so
    bench = trial.Bench(Source(ROOT, VERSION, 0), release.first, tmp_path)
    home, state, folder = (bench.folder(name) for name in ("home", "state", "shop"))
    environment = bench.environment(PULUMI_HOME=str(home), PULUMI_SKIP_UPDATE_CHECK="1")

    def run(script: str) -> str:
        done = subprocess.run(
            ["bash", "-ec", script.replace("PATH_TO_THIS_CHECKOUT/dist", str(release.first))],
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout
        return done.stdout

    run(install)
    if starter := trial._folder_for_an_old_host(bench, home, environment):
        environment["PATH"] = f"{starter}:{environment['PATH']}"
    (folder / "Pulumi.yaml").write_text(project)
    printed = run(preview.replace("file://~", f"file://{state}"))
    assert re.search(r"\+ +appflow:index:Flow orders create", printed)
    assert "2 to create" in printed
