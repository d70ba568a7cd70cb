"""
Demonstrates the provider step by step, with the real Pulumi engine and a local AppFlow. No AWS account is touched.

`make demo` runs it. It leaves only the folder .demo, which the next run empties first.
"""

import contextlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
WORK = ROOT / ".demo"
EXAMPLE = ROOT / "examples" / "quickstart"
ORDERS = ROOT / "examples" / "s3-to-s3" / "data"
SAMPLES = EXAMPLE / "samples"
BUCKETS = ("kestrel-shop-exports", "kestrel-data-lake")
REGION = "eu-west-1"
ROWS = 3  # shown of each object
REFRESH_TOKEN = "a-refresh-token-made-up-for-the-demo"  # noqa: S105 - opens nothing

EDITS = {  # what a user would change by hand in __main__.py
    "rate(1hours)": "rate(30minutes)",
    '"BillingCountry", "AnnualRevenue"]': '"BillingCountry", "AnnualRevenue", "Industry"]',
}


class Demo:
    """A work folder with a copy of the example, and the environment for Pulumi."""

    def __init__(self, engine: str, endpoint: str) -> None:
        self.program = WORK / "quickstart"
        self.endpoint = endpoint
        self.environment = {
            **os.environ,
            "PATH": os.pathsep.join([str(Path(sys.executable).parent), engine, os.environ["PATH"]]),
            "PULUMI_HOME": str(WORK / "home"),
            "PULUMI_BACKEND_URL": f"file://{WORK / 'state'}",
            "PULUMI_CONFIG_PASSPHRASE": "demo",
            "PULUMI_SKIP_UPDATE_CHECK": "1",
            "AWS_ACCESS_KEY_ID": "demo",
            "AWS_SECRET_ACCESS_KEY": "demo",
        }
        self._step = 0

    def heading(self, text: str) -> None:
        """Print the heading of the next step."""
        self._step += 1
        print(f"\n\033[1m{self._step}. {text}\033[0m", flush=True)

    def pulumi(self, *args: str, show: bool = True) -> None:
        """Run Pulumi in the program's folder. If it fails, print all its output and end the demo."""
        if show:
            print(f"$ pulumi {' '.join(args)}", flush=True)
        done = subprocess.run(
            ["pulumi", *args, "--non-interactive", "--color", "never"],
            cwd=self.program,
            env=self.environment,
            stdout=None if show else subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        if done.returncode:
            sys.exit(f"{done.stdout or ''}\npulumi {args[0]} failed, so the demo ends here")

    def client(self, service: str) -> Any:
        """A boto3 client of the local AWS."""
        import boto3

        return boto3.client(
            service,
            region_name=REGION,
            endpoint_url=self.endpoint,
            aws_access_key_id="demo",
            aws_secret_access_key="demo",  # noqa: S106 - the emulator asks for no secret
        )


def engine() -> str:
    """The folder of Pulumi's executables, downloaded or built if needed."""
    found = subprocess.run(
        [sys.executable, str(ROOT / "tools" / "pulumi" / "get.py")],
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    if found.returncode:
        sys.exit(found.returncode)
    return found.stdout.strip()


@contextlib.contextmanager
def emulator() -> Iterator[str]:
    """Run a local AppFlow during the demo. Yields its URL."""
    server = subprocess.Popen(
        [sys.executable, "-m", "appflow_emulator", "--port", "0", "--samples", str(SAMPLES)],
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        line = server.stdout.readline() if server.stdout else ""
        if not line.startswith("Listening on "):
            sys.exit("the emulator did not start")
        yield line.split()[-1]
    finally:
        server.terminate()
        server.wait(timeout=10)


def seed(demo: Demo) -> int:
    """Create the buckets and upload the example's input. Returns the number of rows."""
    s3 = demo.client("s3")
    for bucket in BUCKETS:
        s3.create_bucket(Bucket=bucket, CreateBucketConfiguration={"LocationConstraint": REGION})
    rows = 0
    for file in sorted(ORDERS.glob("*.csv")):
        s3.upload_file(str(file), BUCKETS[0], f"orders/{file.name}")
        rows += len(file.read_text().splitlines()) - 1
    return rows


def edit(demo: Demo) -> None:
    """Change the program as a user would."""
    main = demo.program / "__main__.py"
    text = main.read_text()
    for old, new in EDITS.items():
        if old not in text:
            sys.exit(f"the example no longer holds {old}")
        text = text.replace(old, new)
        print(f"  {old}  ->  {new}")
    main.write_text(text)


def describe(demo: Demo) -> None:
    """Print what the service has, read through boto3 and not from the state."""
    appflow = demo.client("appflow")
    for name in ("quickstart-orders", "quickstart-accounts"):
        flow = appflow.describe_flow(flowName=name)
        trigger = flow["triggerConfig"]
        schedule = trigger.get("triggerProperties", {}).get("Scheduled", {})
        print(
            f"  {name}: {flow['flowStatus']}, {trigger['triggerType']}"
            f" {schedule.get('scheduleExpression', '')}, tasks: {len(flow['tasks'])}, {flow['flowArn']}"
        )
    for profile in appflow.describe_connector_profiles()["connectorProfileDetails"]:
        print(f"  {profile['connectorProfileName']}: credentials in {profile['credentialsArn']}")


def run_flows(demo: Demo) -> None:
    """Run the flow on demand, and print what both flows wrote. The scheduled one had its first run when it became active."""
    appflow, s3 = demo.client("appflow"), demo.client("s3")
    appflow.start_flow(flowName="quickstart-accounts")
    for name in ("quickstart-accounts", "quickstart-orders"):
        record = finished(appflow, name)
        result = record["executionResult"]
        print(f"  {name}: {record['executionStatus']}, {result['recordsProcessed']} records")
    for found in s3.list_objects_v2(Bucket=BUCKETS[1])["Contents"]:
        print(f"  s3://{BUCKETS[1]}/{found['Key']}")
        body = s3.get_object(Bucket=BUCKETS[1], Key=found["Key"])["Body"].read().decode()
        lines = body.splitlines()
        for line in lines[:ROWS]:
            print(f"    {line}")
        if (more := len(lines) - ROWS) > 0:
            print(f"    and {more} more")


def finished(appflow: Any, name: str) -> Any:
    """The record of the newest run of a flow, once it is over."""
    while True:
        record = appflow.describe_flow_execution_records(flowName=name)["flowExecutions"][0]
        if record["executionStatus"] != "InProgress":
            return record
        time.sleep(0.1)


def left_over(demo: Demo) -> list[str]:
    """The names of the objects that the service still has."""
    appflow = demo.client("appflow")
    return [
        *(flow["flowName"] for flow in appflow.list_flows()["flows"]),
        *(
            profile["connectorProfileName"]
            for profile in appflow.describe_connector_profiles()["connectorProfileDetails"]
        ),
    ]


def show(demo: Demo) -> None:
    """Run all steps."""
    demo.heading("A local AWS with AppFlow, and the example's input in its S3")
    print(f"  {demo.endpoint}, {seed(demo)} rows of orders in s3://{BUCKETS[0]}/orders/")
    demo.pulumi("stack", "init", "demo", show=False)
    demo.pulumi("config", "set", "appflow:region", REGION, show=False)
    demo.pulumi("config", "set", "appflow:endpointUrl", demo.endpoint, show=False)
    demo.pulumi("config", "set", "--secret", "salesforceRefreshToken", REFRESH_TOKEN, show=False)

    demo.heading("pulumi up creates a connector profile for Salesforce and two flows")
    demo.pulumi("up", "--yes", "--skip-preview")
    demo.heading("A second pulumi up finds nothing to do")
    demo.pulumi("up", "--yes", "--skip-preview", "--expect-no-changes")
    demo.heading("Edit the program, and preview the change")
    edit(demo)
    demo.pulumi("preview", "--diff")
    demo.heading("The update")
    demo.pulumi("up", "--yes", "--skip-preview")
    demo.heading("What AppFlow has now, read through boto3")
    describe(demo)
    demo.heading("The rows that both flows wrote to the data lake")
    run_flows(demo)
    demo.heading("A refresh finds no drift")
    demo.pulumi("refresh", "--yes", "--skip-preview", "--expect-no-changes")
    demo.heading("pulumi destroy leaves nothing behind")
    demo.pulumi("destroy", "--yes", "--skip-preview")
    if left := left_over(demo):
        sys.exit(f"still there: {', '.join(left)}")
    print("  AppFlow has no flow and no connector profile")


ON_AWS = f"""
The same program runs on AWS. In {EXAMPLE.relative_to(ROOT)}, logged in to AWS as for its command line:
  python3 -m venv .venv
  .venv/bin/pip install -r requirements.txt
  pulumi stack init dev
  pulumi config set appflow:region {REGION}
  pulumi config set --secret salesforceRefreshToken
  pulumi config set shopBucket NAME    # AppFlow must be allowed to read this bucket
  pulumi config set lakeBucket NAME    # and to write to this one
  pulumi up"""


def main() -> None:
    """Run the demo from beginning to end."""
    began = time.monotonic()
    bin_folder = engine()
    shutil.rmtree(WORK, ignore_errors=True)
    for folder in ("home", "state"):
        (WORK / folder).mkdir(parents=True)
    shutil.copytree(EXAMPLE, WORK / "quickstart")
    (WORK / "quickstart" / ".venv").symlink_to(sys.prefix)  # the environment that Pulumi.yaml names
    with emulator() as endpoint:
        show(Demo(bin_folder, endpoint))
    print(ON_AWS)
    print(f"\nDone in {time.monotonic() - began:.0f} seconds.")


if __name__ == "__main__":
    main()
