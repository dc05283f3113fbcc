"""What a page says: its text, without tags, as one would copy it."""

from html.parser import HTMLParser


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []

    def handle_data(self, data: str) -> None:
        self.said.append(data)

    def handle_starttag(self, _: str, attrs: list[tuple[str, str | None]]) -> None:
        self.said += [f"\n{value}\n" for name, value in attrs if name in ("alt", "title", "content") and value]

    def handle_comment(self, data: str) -> None:
        self.said.append(data)


def text_of(page: str) -> str:
    """The text of a page, what pictures say and comments with it."""
    parser = _Text()
    parser.feed(page)
    return "".join(parser.said)
