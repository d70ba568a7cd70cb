"""Deletes entries of the project's tables one at a time, and checks that a test notices: `make mutants`."""
