"""Quick tests over a whole text: which of its lines are worth a look.

Collecting asks this of every line of every device, so no regex runs here: one search through the
text for each word is many times faster than a look at each line.
"""

from collections.abc import Iterable


def lines_with(text: str, words: Iterable[str]) -> set[int]:
    """The numbers (from 1) of the lines that hold one of the words, as they are spelled."""
    found: set[int] = set()
    for word in words:
        number, counted = 1, 0
        at = text.find(word)
        while at >= 0:
            number += text.count("\n", counted, at)
            found.add(number)
            counted = at
            line_end = text.find("\n", at)
            at = text.find(word, line_end) if line_end >= 0 else -1
    return found


def lines_with_long_words(text: str, length: int) -> set[int]:
    """The numbers of the lines that hold a word of at least `length` characters."""
    found: set[int] = set()
    number, counted = 1, 0
    for word in text.split():
        if len(word) >= length:
            at = text.find(word, counted)
            number += text.count("\n", counted, at)
            found.add(number)
            counted = at + len(word)
    return found
