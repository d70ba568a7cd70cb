"""
The links of a page that Pulumi's registry shows.

The registry has two pages of `docs`: `_index.md` and `installation-configuration.md`. It refuses relative links to `.md` files, so a
link to any other page leads to the public repository. While there is none, it becomes the path of the page in the checkout.
"""

import re

_LINK = re.compile(r"\[([^]]*)\]\(([\w/.-]+\.md)(#[\w-]+)?\)")


def linked(page: str, repository: str | None) -> str:
    """The page with links that work in the registry. `repository` is the address of the public repository, if there is one."""

    def link(found: re.Match[str]) -> str:
        text, path, anchor = found[1], found[2], found[3] or ""
        if repository is None:
            return f"{text} (`docs/{path}`)"
        return f"[{text}]({repository}/blob/main/docs/{path}{anchor})"

    return _LINK.sub(link, page)
