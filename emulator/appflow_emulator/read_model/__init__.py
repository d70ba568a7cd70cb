"""How reads differ from what was sent: of flows, of profiles, of Map_all tasks, and the nulls on the wire."""
