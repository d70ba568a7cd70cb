"""
The subcommand `rehearse`: what a change of a program does to rows, shown before anybody deploys it.

`pulumi` asks for previews, `program` reads the flows in them, and `request` makes requests of CreateFlow with the provider's shapes.
`side` runs each version over the samples in the emulator's data plane, `compare` compares two results, and `rehearsing` does all of
this for one flow. `hiding` knows which values must stay hidden. `approved` keeps rows that somebody has looked at, `made_up` writes
the first samples, and `report` has the three forms of a report. `command` is the command line.
"""
