"""
Policies for flows and connector profiles of Amazon AppFlow, as a policy pack that Pulumi's engine runs.

`judges` has the policies, each a function in the module of its subject, and `policy.py` says what a policy is. `pack.py` is the table of all,
`configuration.py` reads what a user configures, and `analysis.py` applies both to resources. `servicer.py` answers the engine. What stands
here starts with every preview, so nothing imports pydantic, boto3 or the rest of Pulumi's SDK.
"""
