"""
The core as a plugin of Pulumi's, `pulumi-resource-appflow`: every Pulumi language, detailed previews, import, functions.

The engine starts it as a process of its own and talks to it over gRPC. `serving` opens the port, `servicer` and `calls` answer the calls, `replies`
builds longer replies, `engine` logs to the user's screen. No logic of AppFlow lives here.
"""
