"""What is in force of a tree: statements that are not inactive, found by patterns from the top."""

from collections.abc import Iterator

from netops.config.statements.tree import Node, Tree

Bound = tuple[str, ...]


def found(node: Node, pattern: tuple[str, ...], bound: Bound = ()) -> Iterator[tuple[Node, Bound]]:
    """(node, words that stood for `*` or `@kind`) of each active match below a node."""
    if not pattern:
        yield node, bound
        return
    word, *rest = pattern
    if word[0] in "*@":
        for key, child in node.children.items():
            if not child.is_inactive:
                yield from found(child, tuple(rest), (*bound, key))
    elif (one := node.children.get(word)) is not None and not one.is_inactive:
        yield from found(one, tuple(rest), bound)


def scopes(tree: Tree) -> Iterator[Node]:
    """The top, and where its hierarchy begins anew (an instance)."""
    yield tree.root
    for pattern in tree.grammar.facts.scopes:
        for node, _ in found(tree.root, tuple(pattern.split())):
            yield node


def everywhere(tree: Tree, pattern: str) -> Iterator[tuple[Node, Bound]]:
    """The matches of a pattern at the top and in every instance."""
    words = tuple(pattern.split())
    for scope in scopes(tree):
        yield from found(scope, words)


def has(tree: Tree, pattern: str) -> bool:
    """Whether anything in force matches."""
    return next(everywhere(tree, pattern), None) is not None


def values(node: Node | None, *words: str) -> tuple[str, ...]:
    """What stands behind words below a node, in order."""
    for word in words:
        node = node.children.get(word) if node is not None else None
        if node is None or node.is_inactive:
            return ()
    return tuple(node.children) if node is not None else ()
