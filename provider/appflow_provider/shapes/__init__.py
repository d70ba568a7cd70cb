"""
The structures of the AppFlow API as pydantic models: inputs that a user writes, and replies of AppFlow.

This is the innermost package: it uses neither Pulumi nor boto3. `base` has the base classes, `scalars` the limits of strings and
numbers, `connectors` a module for each connector, and the other modules the structures that all connectors share. `walk` and
`findings` work on any shape: `walk` finds members and translates values, `findings` describes what a shape refuses.

Descriptions stand next to the members, because they are read in three places: here, in the schema, and in a user's editor.
Types and limits are botocore's, and a test compares them. The texts are our own.
"""
