"""Applies configuration lines to a tree, as the device would, one line after the other."""

from __future__ import annotations

from fnmatch import fnmatch
from typing import TYPE_CHECKING

from lab.sim import checks, vlans
from lab.sim.grammar import Grammar, Match, Refused, interface_name, match, natural
from lab.sim.tree import Node, begins

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_STEP = 10
_AFTER_SETTINGS = 1_000


class Editor:
    """One operator's place in one configuration."""

    def __init__(self, grammar: Grammar, root: Node, *, abbreviated: bool = True) -> None:
        self.grammar = grammar
        self.path = [root]
        self._abbreviated = abbreviated
        self._banner: tuple[str, str, list[str]] | None = None

    @property
    def section(self) -> Node:
        """Where the next line goes."""
        return self.path[-1]

    @property
    def in_banner(self) -> bool:
        """Whether the next line is text of a banner and no command."""
        return self._banner is not None

    def enter(self, raw: str) -> str:
        """Apply one line; return what the device says to it, or raise `Refused`."""
        if self._banner:
            return self._continue_banner(raw)
        line = raw.strip()
        if not line or line.startswith("!"):
            return ""
        if line == "exit":
            del self.path[max(1, len(self.path) - 1) :]
            return ""
        verb, _, rest = line.partition(" ")
        if verb == "default" and begins(rest, "interface"):
            return self._default_interface(rest)
        if verb in {"no", "default"} and rest:
            return self._negated(line, rest, verb)
        level, found = self._find(line)
        return self._apply(level, found, line)

    def _find(self, line: str, *, is_negated: bool = False) -> tuple[int, Match]:
        errors: list[Refused] = []
        for level in range(len(self.path) - 1, -1, -1):
            try:
                return level, match(
                    self.grammar.modes[self.path[level].mode],
                    line,
                    interfaces=self.grammar.interfaces,
                    negated=is_negated,
                    abbreviated=self._abbreviated,
                )
            except Refused as refused:
                errors.append(refused)
        raise max(errors, key=lambda error: error.word)

    def _apply(self, level: int, found: Match, raw: str) -> str:
        del self.path[level + 1 :]
        parent, kind = self.path[level], found.rule.kind
        if kind in {"none", "leave"}:
            del self.path[max(level, 1) if kind == "leave" else level + 1 :]
            return ""
        if kind == "text":
            return self._begin_banner(parent, found, raw)
        if kind == "entry":
            return self._entry(parent, found)
        if kind == "on":
            parent.drop(found.rule.identity(found.words))
            return ""
        if kind == "vlans":
            found = vlans.edited(parent, found)
        line = " ".join(found.words)
        if complaint := checks.complaint(self.grammar, self.path[0], parent, line):
            raise Refused(complaint)
        return self._store(parent, found, line)

    def _store(self, parent: Node, found: Match, line: str) -> str:
        if parent.drop(f"no {line}"):
            return ""
        key = found.rule.identity(found.words)
        old = parent.get(key)
        if found.rule.kind == "mode":
            node = old or self._born(parent, self._node(found, key, line))
            node.line = line
            self.path.append(node)
            return ""
        if old and old.line == line:
            return ""
        parent.drop(key)
        parent.add(self._node(found, key, line))
        return self._cascade(parent, line)

    def _born(self, parent: Node, node: Node) -> Node:
        parent.add(node)
        self._complete(node)
        return node

    def _complete(self, node: Node) -> None:
        for line in self.grammar.born_with.get(node.mode, ()):
            words = line.removeprefix("no ")
            if not node.get(words):
                rule = next(r for r in self.grammar.modes[node.mode] if begins(" ".join(r.tokens), words))
                node.add(self._node(Match(rule, tuple(words.split())), words, line))

    def _node(self, found: Match, key: str, line: str) -> Node:
        rule, names = found.rule, self.grammar.interfaces
        if rule.grouped:
            place = (rule.rank, natural(found.words[: rule.grouped], names), rule.inner)
        elif rule.is_sorted:
            place = (rule.rank, natural(key.split(), names), 0)
        else:
            place = (rule.rank, (), 0)
        return Node(line, key, rule.opens, place, rule.block)

    def _cascade(self, parent: Node, line: str) -> str:
        said = []
        words = line.split()
        for cascade in self.grammar.cascades:
            starts = " ".join(words[: len(cascade.starts.split())])
            if cascade.mode == parent.mode and fnmatch(starts, cascade.starts):
                gone = parent.drop_prefix(cascade.removes.format(*words))
                self._complete(parent)
                if gone and cascade.says:
                    section = parent.line.split()[-1]
                    said.append(cascade.says.format(*words, section=section))
        return "\n".join(said)

    def _negated(self, line: str, rest: str, verb: str) -> str:
        try:
            level, found = self._find(rest, is_negated=True)
        except Refused as refused:
            raise Refused(refused.why, refused.word + 1) from None
        del self.path[level + 1 :]
        parent = self.path[level]
        if complaint := checks.removal_complaint(self.grammar, parent, found):
            raise Refused(complaint)
        key, words = found.rule.identity(found.words), " ".join(found.words)
        removed = self._remove(parent, found, key, words)
        if verb == "no" and not removed and self._stores_negative(parent, words):
            return self._store_negative(parent, line)
        if verb == "no" and found.rule.kind in {"on", "zero"}:
            parent.drop(key)
            parent.add(self._node(found, key, f"no {key}"))
        return self._cascade(parent, f"no {words}") if removed else ""

    def _remove(self, parent: Node, found: Match, key: str, words: str) -> bool:
        kind = found.rule.kind
        if kind == "entry":
            return self._remove_entry(parent, found)
        if kind == "vlans":
            return parent.drop(" ".join(found.rule.tokens[: found.rule.key]))
        if kind == "zero":
            return bool(parent.drop_prefix(key))
        if parent.drop(key):
            return True
        kept = [child for child in parent.children if not begins(child.line, words)]
        is_gone = kind in {"many", "mode", "one"} and len(kept) < len(parent.children)
        if is_gone:
            parent.children[:] = kept
        return is_gone

    def _stores_negative(self, parent: Node, words: str) -> bool:
        forms = [r for r in self.grammar.modes[parent.mode] if r.tokens[0] == "no"]
        return any(begins(f"no {words}", " ".join(rule.tokens[:2])) for rule in forms)

    def _store_negative(self, parent: Node, line: str) -> str:
        forms = [r for r in self.grammar.modes[parent.mode] if r.tokens[0] == "no"]
        found = match(forms, line, interfaces=self.grammar.interfaces)
        return self._store(parent, found, " ".join(found.words))

    def _default_interface(self, rest: str) -> str:
        name = interface_name(rest.split()[-1], self.grammar.interfaces)
        node = self.path[0].get(f"interface {name}")
        if not node:
            raise Refused("invalid", 2)
        node.children.clear()
        self._complete(node)
        del self.path[1:]
        return f"Interface {name} set to default configuration"

    def _entry(self, parent: Node, found: Match) -> str:
        number, words = _numbered(found.words)
        text = checks.spelled_entry(parent, words)
        if any(_content(child) == text for child in parent.children if child.key.isdigit()):
            return ""
        if number is None:
            number = max((int(c.key) for c in parent.children if c.key.isdigit()), default=0) + _STEP
        elif parent.get(str(number)):
            raise Refused("% Duplicate sequence number")
        shown = f"{number} " if self.grammar.are_entries_numbered else ""
        if found.words[0] == "seq" or parent.mode == "prefix-list":
            shown = f"seq {number} "
        place = (_AFTER_SETTINGS, ((0, number, ""),), 0)
        parent.add(Node(shown + text, str(number), "", place))
        return ""

    def _remove_entry(self, parent: Node, found: Match) -> bool:
        number, words = _numbered(found.words)
        if number is not None and parent.drop(str(number)):
            return True
        text = checks.spelled_entry(parent, words)
        return any(parent.drop(c.key) for c in list(parent.children) if _content(c) == text)

    def _begin_banner(self, parent: Node, found: Match, raw: str) -> str:
        key = found.rule.identity(found.words)
        if self.grammar.banner_end:
            self._banner = (key, self.grammar.banner_end, [])
        else:
            rest = raw.split(maxsplit=2)[2]
            delimiter = "^C" if rest.startswith("^C") else rest[0]
            self._banner = (key, delimiter, [])
            self._continue_banner(rest.removeprefix(delimiter))
        parent.drop(key)
        return ""

    def _continue_banner(self, raw: str) -> str:
        if self._banner is None:
            return ""
        key, end, lines = self._banner
        if self.grammar.banner_end:
            is_over, last = raw.strip() == end, ""
        else:
            last, found, _ = raw.partition(end)
            is_over = bool(found)
        if not is_over:
            lines.append(raw)
            return ""
        self._banner = None
        self._store_banner(key, [*lines, last])
        return ""

    def _store_banner(self, key: str, lines: list[str]) -> None:
        rule = next(r for r in self.grammar.modes[""] if begins(" ".join(r.tokens), key))
        text = "\n".join(lines)
        if self.grammar.banner_end:
            shown = f"{key}\n{text}{self.grammar.banner_end}"
        else:
            shown = f"{key} ^C{text}^C"
        self.path[0].drop(key)
        self.path[0].add(self._node(Match(rule, tuple(key.split())), key, shown))


def _numbered(words: tuple[str, ...]) -> tuple[int | None, tuple[str, ...]]:
    plain = words[1:] if words[0] == "seq" else words
    return (int(plain[0]), plain[1:]) if plain[0].isdigit() else (None, plain)


def _content(entry: Node) -> str:
    return " ".join(_numbered(tuple(entry.line.split()))[1])


def load(
    grammar: Grammar, lines: Iterable[str], refused: Callable[[str, Refused], None]
) -> Node:
    """Build a tree from a whole configuration; lines the device refuses go to `refused`."""
    root = Node("")
    editor = Editor(grammar, root)
    for line in lines:
        if not editor.in_banner and line.strip() == "end":
            break
        try:
            editor.enter(line)
        except Refused as error:
            refused(line, error)
    return root


def render(grammar: Grammar, root: Node) -> list[str]:
    """The configuration as the device shows it, from the first line to `end`."""
    lines: list[str] = []
    previous: Node | None = None
    for node in root.children:
        if previous is not None and not _adjacent(grammar, previous, node):
            lines.append("!")
        lines.extend(_section(grammar, node, 0))
        previous = node
    return [*lines, "!", "end"]


def _adjacent(grammar: Grammar, previous: Node, node: Node) -> bool:
    if previous.block != node.block:
        return False
    if previous.mode and node.mode:
        return node.mode in grammar.together
    return not (previous.mode or node.mode)


def _section(grammar: Grammar, node: Node, depth: int) -> list[str]:
    pad = " " * (grammar.indent * depth)
    lines = [pad + node.line if depth else node.line]
    lines = [part for line in lines for part in line.split("\n")]
    inner = pad + " " * grammar.indent
    for index, child in enumerate(node.children):
        if child.mode in grammar.separated and index:
            lines.append(f"{inner}!")
        lines.extend(_section(grammar, child, depth + 1))
    if node.mode in grammar.closes_with:
        lines.append(pad + grammar.closes_with[node.mode])
    return lines
