"""
The provider as a Pulumi plugin, `pulumi-resource-appflow`. It works with every Pulumi language.

The engine starts it as a separate process and talks to it over gRPC. `serving` opens the port, `servicer` and `calls` answer the
calls, `replies` builds longer replies, `engine` logs to the user's screen. This package has no logic about AppFlow.
"""
