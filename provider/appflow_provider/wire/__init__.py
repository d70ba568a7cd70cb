"""Pulumi's wire format for both fronts: property maps, diffs, and failures with the state of unfinished resources."""
