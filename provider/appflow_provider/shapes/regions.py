"""The regions in which AppFlow is available, and the region to suggest for each of the others."""

from collections.abc import Mapping

from appflow_provider.shapes.findings import nearest

REGIONS = (  # botocore's endpoints of AppFlow; a test compares them
    *("af-south-1", "ap-northeast-1", "ap-northeast-2", "ap-south-1", "ap-southeast-1"),
    *("ap-southeast-2", "ca-central-1", "eu-central-1", "eu-west-1", "eu-west-2", "eu-west-3"),
    *("sa-east-1", "us-east-1", "us-east-2", "us-west-1", "us-west-2"),
)

# The other regions of AWS, and for each the nearest region with AppFlow on the same continent; None in a partition that
# has no AppFlow at all. A test compares the regions with those of botocore's endpoints. Distances are ours, by the map.
WITHOUT_APPFLOW: Mapping[str, str | None] = {
    "ap-east-1": "ap-northeast-2",
    "ap-east-2": "ap-northeast-2",
    "ap-northeast-3": "ap-northeast-1",
    "ap-south-2": "ap-south-1",
    "ap-southeast-3": "ap-southeast-1",
    "ap-southeast-4": "ap-southeast-2",
    "ap-southeast-5": "ap-southeast-1",
    "ap-southeast-6": "ap-southeast-2",
    "ap-southeast-7": "ap-southeast-1",
    "ca-west-1": "us-west-2",
    "eu-central-2": "eu-central-1",
    "eu-north-1": "eu-central-1",
    "eu-south-1": "eu-central-1",
    "eu-south-2": "eu-west-3",
    "il-central-1": "ap-south-1",
    "me-central-1": "ap-south-1",
    "me-south-1": "ap-south-1",
    "mx-central-1": "us-east-2",
    **dict.fromkeys(("cn-north-1", "cn-northwest-1", "eu-isoe-west-1", "eusc-de-east-1")),
    **dict.fromkeys(("us-gov-east-1", "us-gov-west-1", "us-iso-east-1", "us-iso-west-1")),
    **dict.fromkeys(("us-isob-east-1", "us-isob-west-1", "us-isof-east-1", "us-isof-south-1")),
}

PRIVATE_LINK_TO_SALESFORCE = (  # user guide, Salesforce
    *("ap-northeast-1", "ap-south-1", "ap-southeast-2", "ca-central-1", "eu-central-1"),
    *("us-east-1", "us-west-2"),
)


def doubt(region: object) -> str | None:
    """The warning for a region in which AppFlow is not known to be available; None for a known one. AWS may have added the region."""
    if not isinstance(region, str) or region in REGIONS:
        return None
    if region in WITHOUT_APPFLOW:
        near = WITHOUT_APPFLOW[region]
        hint = f". The nearest region with AppFlow is {near}" if near else ""
        return f"AppFlow is not known to be available in {region}{hint}"
    near = nearest(region, (*REGIONS, *WITHOUT_APPFLOW))
    hint = f". Did you mean {near}?" if near in REGIONS else ""
    return f'"{region}" is not a known region of AppFlow{hint}'
