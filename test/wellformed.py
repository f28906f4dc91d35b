#!/usr/bin/python3
"""wellformed - is each page well-formed, and does it need no script and no other file?
usage: wellformed PAGE.html ...

<b> is an element that no report has: one there is text that was not escaped.
"""

import sys
from html.parser import HTMLParser


class Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.unclosed: list[str] = []
        self.ids: set[str] = set()
        self.refs: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        assert tag not in ("script", "link", "img", "iframe", "b"), tag
        assert "src" not in given, given
        assert not given.get("href", "").startswith(("http", "//")), given
        if "id" in given:
            assert given["id"] not in self.ids, given
            self.ids.add(given["id"])
        self.refs |= set(given.get("aria-labelledby", "").split())
        if tag not in ("meta", "br"):
            self.unclosed.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """It opens nothing."""

    def handle_endtag(self, tag: str) -> None:
        assert self.unclosed.pop() == tag, (tag, self.getpos())


for path in sys.argv[1:]:
    page = Page()
    with open(path, encoding="utf-8") as file:
        text = file.read()
    page.feed(text)
    assert not page.unclosed and page.refs <= page.ids, path
    assert "url(" not in text and "@import" not in text, path
