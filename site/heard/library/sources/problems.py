"""What is wrong with content: every problem is collected, so that an author sees all of them."""

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Problem:
    """One thing that is wrong: the file (relative to the content folder) and a sentence."""

    file: str
    what: str

    def __str__(self) -> str:
        return f"{self.file}: {self.what}"


class ContentError(ValueError):
    """Content that cannot be shown. `problems` holds all that is wrong with it, by file."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(str(each) for each in self.problems))
