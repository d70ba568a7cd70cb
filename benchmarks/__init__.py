"""Times the plugin and dynamic resources, and compares them with a hand-written provider and with the minimum that Pulumi
needs."""
