"""
A package that is used like pulumi_aws, which is large: its classes take the same arguments and register the same types.

`test_real_aws.py` compares the table with the real package.
"""

import re
from types import ModuleType
from typing import Any

import pulumi

# Module: class: the arguments.
CLASSES = {
    "cloudwatch": {
        "EventRule": {"event_pattern"},
        "EventTarget": {"arn", "rule"},
        "MetricAlarm": {
            "alarm_actions",
            "comparison_operator",
            "dimensions",
            "evaluation_periods",
            "metric_name",
            "namespace",
            "period",
            "statistic",
            "threshold",
            "treat_missing_data",
        },
    },
    "glue": {"CatalogDatabase": {"name"}},
    "kms": {"Key": {"description"}, "KeyPolicy": {"key_id", "policy"}},
    "s3": {"Bucket": {"bucket"}, "BucketPolicy": {"bucket", "policy"}},
    "sns": {"Topic": {"name"}},
    "secretsmanager": {"Secret": {"name"}, "SecretPolicy": {"policy", "secret_arn"}},
}
OUTPUTS = {"arn", "name"}  # of all classes here, besides their arguments
FUNCTIONS = {
    "get_caller_identity_output": ("aws:index/getCallerIdentity:getCallerIdentity", "accountId"),
    "get_region_output": ("aws:index/getRegion:getRegion", "region"),
}


class Made(pulumi.CustomResource):
    """A resource whose arguments have the names of the table."""

    takes: frozenset[str] = frozenset()
    token = ""

    def __init__(self, resource_name, opts=None, **given):
        assert given.keys() <= self.takes, given
        outputs = dict.fromkeys({*self.takes, *OUTPUTS})
        super().__init__(self.token, resource_name, {**outputs, **given}, opts)

    def translate_input_property(self, prop):
        return re.sub("_(.)", lambda found: found[1].upper(), prop)

    def translate_output_property(self, prop):
        return re.sub("([A-Z])", lambda found: f"_{found[1].lower()}", prop)


class Found:
    def __init__(self, **members):
        vars(self).update(members)


def function(token: str, member: str) -> Any:
    snake = re.sub("([A-Z])", lambda found: f"_{found[1].lower()}", member)

    def call(opts=None):
        reply = pulumi.runtime.invoke_output(token, {}, opts)
        return reply.apply(lambda found: Found(**{snake: found.get(member)}))

    return call


def package() -> ModuleType:
    made = ModuleType("pulumi_aws")
    for module, classes in CLASSES.items():
        inner = ModuleType(f"pulumi_aws.{module}")
        for name, takes in classes.items():
            token = f"aws:{module}/{name[0].lower()}{name[1:]}:{name}"
            body = {"takes": frozenset(takes), "token": token, "pulumi_type": token}
            setattr(inner, name, type(name, (Made,), body))
        setattr(made, module, inner)
    for name, (token, member) in FUNCTIONS.items():
        setattr(made, name, function(token, member))
    return made
