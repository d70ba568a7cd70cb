"""The least that any provider of this kind needs: a plugin that waits for as long as the API would, and does nothing."""
