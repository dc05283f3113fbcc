"""What a page says: its text, without tags, as one would copy it."""

from html.parser import HTMLParser

INLINE = {"a", "br", "code", "em", "pre", "span", "strong"}
PLACES = {"class", "href", "id", "src", "style"}  # attributes that say nothing to a reader


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []

    def handle_data(self, data: str) -> None:
        self.said.append(data)

    def handle_comment(self, data: str) -> None:
        self.said.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._end_of_block(tag)
        self.said += [f"\n{value}\n" for name, value in attrs if name not in PLACES and value]

    def handle_endtag(self, tag: str) -> None:
        self._end_of_block(tag)

    def _end_of_block(self, tag: str) -> None:
        """Words of two blocks do not follow each other."""
        if tag not in INLINE:
            self.said.append(f"\n_{tag}_\n")


def text_of(page: str) -> str:
    """The text of a page, with comments and what attributes say."""
    parser = _Text()
    parser.feed(page)
    return "".join(parser.said)
