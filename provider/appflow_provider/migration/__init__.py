"""
Reads the states and templates of other tools, so that Pulumi can take over the resources that they manage.

`terraform_state`, `pulumi_state` and `cloudformation` read one kind of file each and return `Described` resources. `translation`
converts a resource's members by the tables of `terraform_names` and `cloudformation_names`. `taking` compares what was read with
AppFlow and returns what `adopt` writes. `departure` and `report` say what is left to do in the old tool. Nothing here imports
Pulumi; `converter` is the front that Pulumi starts.
"""
