"""Where AppFlow is."""

from appflow_provider.shapes.findings import nearest

__all__ = ["REGIONS", "doubt"]

REGIONS = (  # botocore's endpoints of AppFlow, with which a test compares them
    *("af-south-1", "ap-northeast-1", "ap-northeast-2", "ap-south-1", "ap-southeast-1"),
    *("ap-southeast-2", "ca-central-1", "eu-central-1", "eu-west-1", "eu-west-2", "eu-west-3"),
    *("sa-east-1", "us-east-1", "us-east-2", "us-west-1", "us-west-2"),
)


def doubt(region: object) -> str | None:
    """What to say of a region in which nobody has heard of AppFlow; AWS may have opened it since."""
    if not isinstance(region, str) or region in REGIONS:
        return None
    near = nearest(region, REGIONS)
    return "is no region in which AppFlow is known to be" + (
        f"; did you mean {near}?" if near else ""
    )
