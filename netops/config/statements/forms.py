"""One text in the form of another: in braces, or as `set` lines."""

from netops.config.statements.read import is_lines, read
from netops.config.statements.render import render
from netops.config.statements.tree import BRACES, LINES
from netops.platforms.statements import StatementFacts


def in_braces(text: str, facts: StatementFacts) -> str:
    """A text with its sections in braces; one that has them stays as it is written."""
    if not is_lines(text):
        return text
    tree = read(text, facts)
    tree.form = BRACES
    for node in tree.root.walk():
        node.number = 0  # what shares a line only because somebody typed it so does not any more
    return render(tree)


def like(model: str, text: str, facts: StatementFacts) -> str:
    """A text in braces as `set` lines if the model is made of them, else as it stands."""
    if not is_lines(model):
        return text
    tree = read(text, facts)
    tree.form = LINES
    return render(tree)
