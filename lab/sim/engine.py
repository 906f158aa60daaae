"""Applies configuration lines to a tree, as the device would, one line after the other."""

from __future__ import annotations

from dataclasses import replace
from fnmatch import fnmatch
from typing import TYPE_CHECKING

from lab.sim import checks, entries, spelling, vlans
from lab.sim.banners import Banner, Certificate
from lab.sim.grammar import Grammar, Match, Refused, interface_name, match, natural
from lab.sim.reading import read
from lab.sim.tree import Node, begins

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


# Why a line is not understood, as against one that is understood and not allowed.
WORDS = frozenset({"invalid", "incomplete", "ambiguous"})


class Editor:
    """One operator's place in one configuration."""

    def __init__(self, grammar: Grammar, root: Node, *, abbreviated: bool = True) -> None:
        self.grammar = grammar
        self.path = [root]
        self._abbreviated = abbreviated
        self._text: tuple[Banner | Certificate, Node, Match] | None = None

    @property
    def section(self) -> Node:
        """Where the next line goes."""
        return self.path[-1]

    @property
    def in_banner(self) -> bool:
        """Whether the next line is text of a banner and no command."""
        return self._text is not None

    def enter(self, raw: str) -> str:
        """Apply one line; return what the device says to it, or raise `Refused`."""
        if self._text:
            return self._continue_text(raw)
        line = spelling.aliased(self.grammar, raw.strip())
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
        line = spelling.line(self.grammar, line)
        level, found = self._find(line)
        return self._apply(level, found, line)

    def keep(self, raw: str, header: Node | None = None) -> Node:
        """Store a line that the device does not understand where it stands, or below `header`."""
        if header:
            # Lines of such a section may repeat (`exit-address-family`): each is a line of its own.
            inner = raw.rstrip().removeprefix(" " * self.grammar.indent * len(self.path))
            return header.add(Node(inner, f"{len(header.children)} {inner}"))
        depth = (len(raw) - len(raw.lstrip())) // self.grammar.indent
        del self.path[depth + 1 :]
        line = raw.strip()
        before = self.section.children[-1] if self.section.children else Node("")
        return self.section.add(Node(line, line, "", before.place, before.block))

    def _find(self, line: str, *, is_negated: bool = False) -> tuple[int, Match]:
        # In full before short: `key chain` is no `key-string`, wherever it is typed.
        for abbreviated in sorted({False, self._abbreviated}):
            errors: list[Refused] = []
            for level in range(len(self.path) - 1, -1, -1):
                mode = self.path[level].mode
                found = read(self.grammar, mode, line, negated=is_negated, abbreviated=abbreviated)
                if isinstance(found, Match):
                    return level, found
                errors.append(Refused(*found))
        raise max(errors, key=lambda error: error.word)

    def _apply(self, level: int, found: Match, raw: str) -> str:
        del self.path[level + 1 :]
        parent, kind = self.path[level], found.rule.kind
        if kind in {"none", "leave"}:
            del self.path[max(level, 1) if kind == "leave" else level + 1 :]
            return ""
        if kind in {"text", "hex"}:
            return self._begin_text(parent, found, raw)
        if kind in {"entry", "flat"}:
            self._add_entry(parent, found)
            return ""
        if kind == "vlans":
            found = vlans.edited(parent, found)
        if kind == "on" or (kind == "vlans" and vlans.is_unrestricted(found)):
            parent.drop(found.rule.identity(found.words))
            return ""
        line = " ".join(found.words)
        if complaint := self._complaint(parent, line):
            raise Refused(complaint)
        return self._store(parent, found, line)

    def _complaint(self, parent: Node, line: str) -> str:
        return checks.complaint(self.grammar, self.path[0], parent, line)

    def _removal_complaint(self, parent: Node, found: Match) -> str:
        return checks.removal_complaint(self.grammar, parent, found)

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
        self._put(parent, self._node(found, key, line))
        return self._cascade(parent, line)

    @staticmethod
    def _put(parent: Node, node: Node) -> None:
        old = parent.get(node.key)
        if old and old.place == node.place:
            old.line = node.line
        else:
            parent.drop(node.key)
            parent.add(node)

    def _born(self, parent: Node, node: Node) -> Node:
        parent.add(node)
        self._complete(node)
        return node

    def _complete(self, node: Node) -> None:
        for line in self.grammar.born_with.get(node.mode, ()):
            words = line.removeprefix("no ")
            if not node.get(words):
                rule = next(
                    r for r in self.grammar.modes[node.mode] if begins(" ".join(r.tokens), words)
                )
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
        words = [*line.split(), "$"]  # a cascade that ends in it is of this line alone
        for cascade in self.grammar.cascades:
            starts = " ".join(words[: len(cascade.starts.split())])
            if cascade.mode == parent.mode and fnmatch(starts, cascade.starts):
                gone = parent.drop_prefix(cascade.removes.format(*words), cascade.spares)
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
        if complaint := self._removal_complaint(parent, found):
            raise Refused(complaint)
        key, words = found.rule.identity(found.words), " ".join(found.words)
        removed = self._remove(parent, found, key, words)
        if verb == "no" and not removed and self._stores_negative(parent, words):
            return self._store_negative(parent, line)
        if verb == "no" and found.rule.kind in {"on", "zero"}:
            parent.drop(key)
            parent.add(self._node(found, key, f"no {key}"))
            removed = True
        return self._cascade(parent, f"no {words}") if removed else ""

    def _remove(self, parent: Node, found: Match, key: str, words: str) -> bool:
        kind = found.rule.kind
        if kind == "entry":
            return entries.remove(self.grammar, parent, found)
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
        name = interface_name(rest.rsplit(maxsplit=1)[-1], self.grammar.interfaces)
        node = self.path[0].get(f"interface {name}")
        if not node:
            raise Refused("invalid", 2)
        node.children.clear()
        self._complete(node)
        del self.path[1:]
        return f"Interface {name} set to default configuration"

    def _add_entry(self, parent: Node, found: Match) -> None:
        if found.rule.kind == "entry":
            entries.add(self.grammar, parent, found)
            return
        key = found.rule.identity(found.words)
        section = parent.get(key) or self._born(parent, self._node(found, key, key))
        entries.add(self.grammar, section, replace(found, words=found.words[found.rule.key :]))

    def _begin_text(self, parent: Node, found: Match, raw: str) -> str:
        key = found.rule.identity(found.words)
        parent.drop(key)
        if found.rule.kind == "hex" and "nvram:" in raw:
            parent.add(self._node(found, key, key))
            return ""
        if found.rule.kind == "hex":
            self._text = Certificate(key), parent, found
            return ""
        banner = Banner(key, self.grammar.banner_end, self.grammar.banner_mark)
        self._text = banner, parent, found
        return "" if banner.end else self._continue_text(raw.split(maxsplit=2)[2])

    def _continue_text(self, raw: str) -> str:
        if self._text and self._text[0].feed(raw):
            text, parent, found = self._text
            place = replace(found, words=tuple(text.key.split()))
            parent.add(self._node(place, text.key, text.shown))
            self._text = None
        return ""

    def leave(self) -> None:
        """The operator leaves configuration mode, or the file ends."""


def load(
    grammar: Grammar,
    lines: Iterable[str],
    refused: Callable[[str, Refused], None],
    *,
    keeps_unknown: bool = False,
) -> Node:
    """Build a tree from a whole configuration; lines the device refuses go to `refused`.

    With `keeps_unknown` those that it does not understand stay in the tree as they stand.
    """
    return fill(Editor(grammar, Node("")), lines, refused, keeps_unknown=keeps_unknown)


def fill(
    editor: Editor,
    lines: Iterable[str],
    refused: Callable[[str, Refused], None],
    *,
    keeps_unknown: bool = False,
) -> Node:
    """Enter a whole configuration into the tree of an editor, as `load` does."""
    root = editor.path[0]
    header, margin = None, 0
    for line in lines:
        if not editor.in_banner and line.strip() == "end":
            break
        depth = len(line) - len(line.lstrip())
        if header and line.strip() and depth > margin:
            editor.keep(line, header)
            continue
        header = None
        try:
            editor.enter(line)
        except Refused as error:
            refused(line, error)
            if keeps_unknown and error.why in WORDS:
                header, margin = editor.keep(line), depth
    return root
