"""The words of a page without its marks: for reading-age tests and for search."""

from html.parser import HTMLParser

from heard.library.pages.articles import Article

_BLOCKS = ("p", "li", "h2", "h3", "div", "ul", "ol")
_LEFT_OUT = ("blockquote", "figure")


def plain_text(page: Article) -> str:
    """What the page itself says, one block in a line, without quotations and pictures.

    Title and summary come first. A line that ends without a full stop is given one, so that a list
    does not read as one long sentence.
    """
    return "\n".join([_ended(page.title), _ended(page.summary), body_text(page)])


def body_text(page: Article) -> str:
    """As `plain_text`, for the body alone."""
    reader = _Words()
    reader.feed(page.body)
    reader.close()
    return "\n".join(_ended(line) for line in reader.lines())


def _ended(line: str) -> str:
    return line if line[-1:] in ".?!:;\"”'۔؟" else f"{line}."


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self._text: list[str] = []
        self._silent = 0

    def lines(self) -> list[str]:
        folded = (" ".join(line.split()) for line in "".join(self._text).split("\n"))
        return [line for line in folded if line]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in _LEFT_OUT
        self._text.append("\n" if tag in _BLOCKS else "")

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in _LEFT_OUT
        self._text.append("\n" if tag in _BLOCKS else "")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._text.append(data.replace("\n", " "))
