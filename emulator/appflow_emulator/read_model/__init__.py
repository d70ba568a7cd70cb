"""How reads differ from what was sent: flows, profiles, Map_all tasks, and nulls in the JSON."""
