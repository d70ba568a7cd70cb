"""
Connector profiles for Amazon Redshift: a workgroup or a cluster through the Data API, or a cluster through a JDBC URL.

Each kind of connection has its own settings, and the API makes all of them optional.
"""

from collections.abc import Iterator

from appflow_provider.problems import Problem
from appflow_provider.rules.ruling import Evidence, rule
from appflow_provider.rules.subjects import Profile
from appflow_provider.spots import Spot

_WORKGROUP, _CLUSTER, _URL = "workgroupName", "clusterIdentifier", "databaseUrl"


def _way(properties: Spot) -> str | None:
    """The kind of connection, or None if the settings name none or several."""
    if properties["isRedshiftServerless"].flag():
        return _WORKGROUP
    given = [name for name in (_WORKGROUP, _CLUSTER, _URL) if properties[name].given()]
    return given[0] if len(given) == 1 else None


@rule(Evidence.DOCUMENTED, "User guide, Redshift: the settings of each kind of connection")
def no_database(profile: Profile) -> Iterator[Problem]:
    properties = profile.properties("Redshift")
    if not properties.present() or properties["isRedshiftServerless"].flag():
        return
    if not any(properties[name].given() for name in (_WORKGROUP, _CLUSTER, _URL)):
        yield properties.problem(
            "names no database. Set clusterIdentifier, or workgroupName with isRedshiftServerless: true, "
            "each with databaseName and dataApiRoleArn. Or set databaseUrl"
        )


@rule(Evidence.DOCUMENTED, "User guide, Redshift: the settings for Redshift Serverless")
def serverless_without_workgroup(profile: Profile) -> Iterator[Problem]:
    properties = profile.properties("Redshift")
    workgroup = properties[_WORKGROUP]
    if properties["isRedshiftServerless"].flag() and not workgroup.present():
        yield workgroup.problem("is required with isRedshiftServerless: true")


@rule(
    Evidence.OBSERVED,
    "user guide, Redshift; a report by users of Crossplane, 2022: dataApiRoleArn cannot be null or empty",
)
def data_api_without_role(profile: Profile) -> Iterator[Problem]:
    yield from _data_api(
        profile, "dataApiRoleArn", "Set the role with which AppFlow calls the Data API"
    )


@rule(Evidence.DOCUMENTED, "User guide, Redshift: the settings for the Data API")
def data_api_without_database(profile: Profile) -> Iterator[Problem]:
    yield from _data_api(profile, "databaseName", "Set the database in the cluster or workgroup")


def _data_api(profile: Profile, name: str, says: str) -> Iterator[Problem]:
    properties = profile.properties("Redshift")
    way, setting = _way(properties), properties[name]
    if way in {_WORKGROUP, _CLUSTER} and not setting.present():
        yield setting.problem(f"is required with {way}. {says}")


@rule(Evidence.INFERRED, "User guide, Redshift: a database user for clusters. No refusal was seen")
def cluster_without_user(profile: Profile) -> Iterator[Problem]:
    credentials = profile.credentials("Redshift")
    user = credentials["username"]
    cluster = _way(profile.properties("Redshift")) == _CLUSTER
    if cluster and credentials.present() and not user.given():
        yield user.problem("is not set. The Data API logs in to a cluster as a database user")


@rule(Evidence.DOCUMENTED, "User guide, Redshift: JDBC needs the user name and password")
def url_without_login(profile: Profile) -> Iterator[Problem]:
    credentials = profile.credentials("Redshift")
    if _way(profile.properties("Redshift")) != _URL or not credentials.present():
        return
    for name in ("username", "password"):
        if not credentials[name].given():
            yield credentials[name].problem("is required with databaseUrl")


# Terraform's acceptance test sets both a cluster and its URL, and passes.
@rule(Evidence.INFERRED, "User guide, Redshift: a connection is of one kind")
def several_databases(profile: Profile) -> Iterator[Problem]:
    properties = profile.properties("Redshift")
    workgroup = properties[_WORKGROUP]
    given = [name for name in (_CLUSTER, _URL) if properties[name].given()]
    if given and workgroup.given():
        yield workgroup.problem(
            f"is set together with {given[0]}. A profile reaches one database, so set only one of them"
        )


@rule(
    Evidence.INFERRED,
    "API reference, isRedshiftServerless: the default is a database that is not serverless",
)
def workgroup_of_a_cluster(profile: Profile) -> Iterator[Problem]:
    properties = profile.properties("Redshift")
    serverless = properties["isRedshiftServerless"]
    if properties[_WORKGROUP].given() and not serverless.flag():
        yield serverless.problem("should be true, because workgroupName is set")
