"""The minimum that any provider of this kind needs: a plugin that waits as long as the API would, and does nothing."""
