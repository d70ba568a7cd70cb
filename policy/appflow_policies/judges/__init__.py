"""The policies, by subject."""
