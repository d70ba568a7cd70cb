"""`appflow-pulumi probe`: asks an AWS account how AppFlow answers the open questions about data."""

import json
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated

import typer

from appflow_command.aws import OfAws
from appflow_command.console import NAME, Failed, Misused, Statuses, say
from appflow_command.probe.experiments import EXPERIMENTS, NOT_TRIED, Experiment
from appflow_command.probe.matching import Seen, Verdict, together, verdicts

STATUSES = Statuses()

ABOUT = f"""\
Find out what AppFlow does where nobody has written it down: how it quotes CSV,
what it writes for null, how long a masked value is, and more. The command runs
{len(EXPERIMENTS)} tiny flows from S3 to S3 on made-up records, compares what they wrote with each
answer that the emulator knows, and prints the answers that fit.

It creates one bucket and one flow at a time in your account, and removes them at
the end, also after Ctrl-C. What it could not remove it names. AWS charges for each run of a flow.
"""

AFTER = f"""\
examples:
  {NAME} probe --region eu-west-1 --yes
  {NAME} probe --only mask-all --only truncate --yes
  {NAME} probe --yes --json > answers.json

  Give the answers to the emulator:
  curl -X POST http://127.0.0.1:5005/appflow-emulator/assumptions -d @answers.json

not asked:
{chr(10).join(f"  {name}: {why}" for name, why in NOT_TRIED.items())}

permissions:
  appflow:CreateFlow, StartFlow, DescribeFlowExecutionRecords and DeleteFlow;
  s3:CreateBucket, PutBucketPolicy, PutObject, GetObject, ListBucket, DeleteObject
  and DeleteBucket; sts:GetCallerIdentity.

exit status:
  0 every question has one answer, 1 AWS refused or an answer is missing,
  2 wrong arguments
"""


@dataclass(frozen=True, kw_only=True)
class Options(OfAws):
    """The options. Those of `OfAws` come first."""

    only: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME",
            help=f"only this experiment: {', '.join(each.name for each in EXPERIMENTS)}. May be repeated",
        ),
    ] = None
    wait: Annotated[
        float, typer.Option(min=0, metavar="SECONDS", help="how long to wait for one run")
    ] = 600
    json: Annotated[bool, typer.Option("--json", help="print the settled answers as JSON")] = False
    yes: Annotated[bool, typer.Option("--yes", help="do not ask before anything is created")] = (
        False
    )


_BY_NAME: Mapping[str, Experiment] = {each.name: each for each in EXPERIMENTS}


def run(options: Options) -> int:
    """Run the experiments and print the answers. Returns the exit status."""
    from botocore.exceptions import BotoCoreError, ClientError

    from appflow_command.probe.aws import NotFinished, connect

    chosen = list(_chosen(options))
    if not options.yes and not _agreed(len(chosen)):
        raise Failed("nothing was created")
    found: list[Verdict] = []
    left: Mapping[str, str] = {}
    try:
        aws = connect(options.region, options.profile, options.endpoint_url, options.wait)()
        left = aws.left
        with aws.bucket() as bucket:
            for number, each in enumerate(chosen, start=1):
                say(f"{number}/{len(chosen)} {each.name}: {each.about}")
                try:
                    seen = aws.run(each, bucket, f"{bucket}-{each.name}")
                except ClientError as refused:
                    say(f"  {_sentence(refused)}")
                    found += [Verdict(question, ()) for question in each.questions]
                    continue
                told = verdicts(each, seen, f"{bucket}-{each.name}")
                found += told
                if not all(verdict.answers for verdict in told):
                    say(_surprise(seen))
    except (BotoCoreError, ClientError, NotFinished) as failed:
        raise Failed(_sentence(failed)) from None
    finally:
        for what, command in left.items():
            say(f"{what} may still be there. Remove it: {command}")
    status = _report(together(found), as_json=options.json)
    return STATUSES.failed if left else status


def _chosen(options: Options) -> Iterator[Experiment]:
    for name in options.only or _BY_NAME:
        if name not in _BY_NAME:
            raise Misused(f"--only: there is no {name}. Use one of {', '.join(_BY_NAME)}")
        yield _BY_NAME[name]


def _agreed(count: int) -> bool:
    if not sys.stdin.isatty():
        raise Misused("the command creates a bucket and flows in AWS. Add --yes to allow it")
    say(f"This creates a bucket and {count} flows, runs each once, and removes all of them.")
    return input("Continue? [y/N] ").strip().lower() in {"y", "yes"}


def _sentence(failed: Exception) -> str:
    return " ".join(str(failed).split())


def _surprise(seen: Seen) -> str:
    if seen.failed:
        return "  No answer of ours fits: the run failed."
    wrote = "; ".join(f"{key}: {body!r}" for key, body in seen.objects) or "no object"
    return f"  No answer of ours fits. AppFlow wrote {wrote}"


def _report(answers: Mapping[str, tuple[str, ...]], *, as_json: bool) -> int:
    settled = {question: found[0] for question, found in answers.items() if len(found) == 1}
    if as_json:
        print(json.dumps(settled, indent=2))  # noqa: T201 - the result
    else:
        for question, found in answers.items():
            print(f"{question:20} {_answer(found)}")  # noqa: T201
    return 0 if len(settled) == len(answers) else STATUSES.failed


def _answer(found: tuple[str, ...]) -> str:
    if not found:
        return "none of the known answers"
    return " or ".join(repr(each) for each in found)
