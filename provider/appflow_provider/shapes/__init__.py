"""
The structures of the AppFlow API as pydantic models: what a user may write, and what the service answers.

The innermost room: it knows neither Pulumi nor boto3, and everything else is built on it. `base` says what a shape is made
of, `scalars` holds the limits of strings and numbers, `connectors` has a module for each connector, and the modules
beside it the structures that all connectors share, up to the two resources in `resources`. `walk` and `findings` work
on any shape: the one leads along its members, the other puts into words what it refuses.

Descriptions stand beside the members, because they are read three times: here, in the schema, and in a user's editor.
Types and limits are botocore's, and a test compares them; the sentences are our own.
"""
