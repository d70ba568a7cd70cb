"""
Reports. `view` turns results into texts, and hides there what must not be shown; `markdown`, `page` and `data` only lay these out.

The same results give the same bytes.
"""
