"""Times the plugin and the dynamic front beside what a user would write by hand, and beside the least that Pulumi needs."""
