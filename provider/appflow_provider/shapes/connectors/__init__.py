"""One module a connector: how AppFlow logs in to it, reads from it and writes to it."""
