"""Text of devices and of people, made safe for a terminal."""


def printable(text: str) -> str:
    """Show control characters as escapes, so that a terminal obeys none of them."""
    return "".join(c if c.isprintable() or c in "\n\t" else repr(c)[1:-1] for c in text)
