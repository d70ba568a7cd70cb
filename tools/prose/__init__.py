"""Checks the prose of the pages: proselint's rules, codespell's list of misspellings, and our word list."""
