"""What both fronts have in common on Pulumi's wire: property maps, and failures that carry what is left half done."""
