"""The provider's core and its fronts: what owns Amazon AppFlow on behalf of a Pulumi program."""
