"""
The release: everything that is published of one version, built from a clean commit into one folder.

`sources` exports the commit and writes the version into it, `artefacts` is the table of what is built, `trial` installs each file into an
empty environment and uses it. `python -m tools.release` runs them.
"""
