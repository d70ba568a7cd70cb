"""Delete entries of the project's tables one at a time, and see whether a test notices: `make mutants`."""
