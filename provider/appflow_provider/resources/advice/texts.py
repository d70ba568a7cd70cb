"""Advice for words of AWS's that are documented or were seen, most telling first."""

from appflow_provider.resources.advice.lookups import (
    labels_there,
    profiles_there,
    users_of_profile,
)
from appflow_provider.resources.advice.row import Row

__all__ = ["TEXTS"]

TEXTS = (
    Row(  # hashicorp/terraform-provider-aws#42482, aws/aws-cdk#14452
        "ValidationException",
        r"(?P<what>[A-Z][\w ]*?) can not be updated",
        ("UpdateFlow",),
        r"AppFlow does not change where a flow reads from or writes to: \g<what>",
        "Take the change back, or give the flow another flowName, which makes another flow",
    ),
    Row(  # hashicorp/terraform-provider-aws#34508
        "ValidationException",
        r"projection task or a MAP_ALL task",
        cause="No task says which fields are read",
        step="Add a task of taskType Filter with the source connector's operator PROJECTION that lists the fields in "
        "sourceFields, or one task of taskType Map_all",
    ),
    Row(  # aws/aws-cdk#17748
        "ValidationException",
        r"operator (?P<operator>\w+) is not valid for (?P<kind>\w+) tasks",
        cause=r"The connectorOperator of such a task stands under the key of another connector, is missing, or is not "
        "for this taskType",
        step="Write the operator under the key of the source's connector, as connectorOperator with s3 for a flow that "
        "reads from S3; a Filter takes PROJECTION or a comparison",
    ),
    Row(  # hashicorp/terraform-provider-aws#26396 and #43998
        "ValidationException",
        r"AuthCode cannot be blank",
        cause="The credentials hold neither a token nor an authorization code",
        step="Give refreshToken or accessToken, or oauthRequest with authCode and redirectUri, or oauth2GrantType "
        "JWT_BEARER with jwtToken; Salesforce does not support CLIENT_CREDENTIALS",
    ),
    Row(  # hashicorp/terraform-provider-aws#25802
        words=r"ClientCredentialsArn",
        cause="The secret is not in this account and region, or AppFlow may not read it",
        step="Let the service appflow.amazonaws.com call secretsmanager:GetSecretValue in the secret's resource policy, and "
        "kms:Decrypt in the policy of its key",
    ),
    Row(  # hashicorp/terraform-provider-aws#37826
        words=r"Connector:\s?(?P<label>\S+) is not registered",
        cause=r"No connector of the label \g<label> is registered in this account and region",
        step="Register it, or take one of the labels that there are",
        look=labels_there,
    ),
    Row(  # crossplane/upjet#208
        words=r"dataApiRoleArn cannot be null or empty",
        cause="AppFlow reaches a cluster or workgroup of Redshift through the Data API, for which it needs a role",
        step="Give dataApiRoleArn beside clusterIdentifier or workgroupName, or databaseUrl in their place",
    ),
    Row(  # hashicorp/terraform-provider-aws#27707
        "ResourceNotFoundException",
        r"Connector Profile with name (?P<name>\S+) does not exist",
        cause=r"There is no connector profile \g<name> in this account and region",
        step="Create the profile first, or let the flow take its name from the profile's connectorProfileName output",
        look=profiles_there,
    ),
    Row(  # API reference, DeleteConnectorProfile
        "ConflictException",
        r"associated with one or more flows",
        step="Delete those flows first, or let them use another profile. Where they are in this program, take "
        "connectorProfileName from the profile's output, so that Pulumi knows the order; and if the profile is being replaced, give "
        "it another connectorProfileName as well, so that they move to the new one first",
        look=users_of_profile,
    ),
    Row(  # API reference, UnregisterConnector
        "ConflictException",
        r"associated with one or more connector profiles",
        step="Delete those connector profiles first",
    ),
    Row(  # API reference, DeleteFlow
        "ConflictException",
        r"Flow is in active state.*: (?P<name>\S+)",
        ("DeleteFlow",),
        "The flow could not be suspended, does not show yet, or somebody activated it again",
        r"Suspend it, aws appflow stop-flow --flow-name \g<name>, and run again",
    ),
    Row(  # user guide: an expired token of OAuth; cdklabs/cdk-appflow#90: an access token alone
        words=r"(?i)Error (while )?authenticating to connector",
        cause="The application did not accept the login of the connector profile: its tokens have expired or were revoked, "
        "or there is an access token where a refresh token is needed",
        step="Give the connector profile new credentials, and run again",
    ),
    Row(  # seen for a custom connector's OAuth without tokens
        "ConnectorServerException",
        r"Error while communicating to connector",
        cause="The application answered with an error: the credentials are incomplete, or its address is wrong",
        step="Check the tokens, and the URLs in the connector profile's properties",
    ),
    Row(  # IAM's words
        words=r"is not authorized to perform: (?P<action>[\w:-]+)",
        cause=r"No IAM policy of the caller allows \g<action>",
        step=r"Allow \g<action> to the identity that runs Pulumi",
    ),
    Row(  # the framework's words, common to AWS's services
        "ValidationException",
        r"failed to satisfy constraint",
        cause="A value does not have the form that the API takes",
        step="Correct the value that is named",
    ),
    Row(  # inferred: a bucket that is named in a refusal most often lacks a policy
        "ValidationException",
        r"(?i)\b(bucket|s3)\b",
        ("CreateFlow", "UpdateFlow"),
        cause="A bucket is in another region or account, or its policy does not let appflow.amazonaws.com in",
        step="Check the bucket that is named, and its policy",
        statements=True,
    ),
)
"""Each with the public report or page that has the words."""
