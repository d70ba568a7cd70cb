"""
What the plugin for pytest offers: rehearsals of a flow within a test (`rehearsal`), and Pulumi on the emulator (`sandbox`).

The plugin imports these when a test asks for them, so that it costs other tests nothing.
"""
