"""Configuration lines as IOS-XR reads them: sections, blocks of policy, formal lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lab.sim.engine import Editor, fill
from lab.sim.grammar import Refused, match
from lab.sim.xr.facts import GRAMMAR, UNKNOWN
from lab.sim.xr.policy import Block
from lab.sim.xr.spelling import spelled

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from lab.sim.grammar import Match
    from lab.sim.tree import Node

_EXISTS = (
    "% WARNING: Policy object {} exists! Reconfiguring it via CLI will replace\n"
    "current definition. Use 'abort to cancel.'"
)


class XrEditor(Editor):
    """One operator's place in one target configuration."""

    def __init__(self, root: Node) -> None:
        super().__init__(GRAMMAR, root)
        self._block: Block | None = None

    @property
    def block(self) -> str:
        """The kind of block that is being typed, if one is."""
        return self._block.found.words[0] if self._block else ""

    def enter(self, raw: str) -> str:
        """Apply one line; return what the device says to it, or raise `Refused`."""
        if self._block:
            return self._continue_block(raw)
        if self.in_banner:
            return super().enter(raw)
        line = spelled(self.section, raw.strip(), self.grammar.interfaces)
        if self._has(line):
            return ""
        try:
            return super().enter(line)
        except Refused as refused:
            formal = self._formal(line) if refused.why == "invalid" else None
            if formal is None:
                raise
            return formal

    def _has(self, line: str) -> bool:
        """Whether a list has this entry at some number: entered again it changes nothing."""
        number, _, text = line.partition(" ")
        is_remark = text.startswith("remark")
        is_entry = self.section.mode == "acl" and number.isdigit() and not is_remark
        known = (entry.line.partition(" ")[2] for entry in self.section.children)
        return is_entry and text in known

    def _complaint(self, parent: Node, line: str) -> str:  # noqa: ARG002  the base asks
        # Every line the parser knows enters the target; only the commit looks at its sense.
        return ""

    def _removal_complaint(self, parent: Node, found: Match) -> str:  # noqa: ARG002  the base asks
        return ""

    def keep(self, raw: str, header: Node | None = None) -> Node:
        """Store a line that the device does not understand; what has lines below it is closed."""
        if header:
            header.mode = UNKNOWN
        return super().keep(raw, header)

    def drop_block(self) -> bool:
        """Forget the block that is being typed; say whether there was one."""
        block, self._block = self._block, None
        return block is not None

    def _apply(self, level: int, found: Match, raw: str) -> str:
        if found.rule.kind != "block":
            return super()._apply(level, found, raw)
        block = Block(found)
        if not block.is_named:
            raise Refused("invalid", 2)
        del self.path[1:]
        self._block = block
        is_there = self.path[0].get(self._block.name) is not None
        return _EXISTS.format(self._block.name) if is_there else ""

    def _continue_block(self, raw: str) -> str:
        if self._block and self._block.feed(raw):
            block, self._block = self._block, None
            if not block.is_sound:
                raise Refused("invalid")  # from memory
            self.path[0].drop(block.name)
            self.path[0].add(self._node(block.found, block.name, block.shown))
        return ""

    def _node(self, found: Match, key: str, line: str) -> Node:
        node = super()._node(found, key, line)
        if key == "class class-default":
            node.place = (node.place[0], (), 1)  # the last one, whenever it was entered
        return node

    def _formal(self, line: str) -> str | None:
        """`interface X shutdown` in one line; None if it is no such line either."""
        verb = "no " if line.startswith("no ") else ""
        words = line.removeprefix("no ").split()
        for cut in range(1, len(words)):
            opened = self._opened(words[:cut])
            if opened and self._fits(opened, words[cut:], negated=bool(verb)):
                return self._entered(" ".join(words[:cut]), verb + " ".join(words[cut:]))
        return None

    def _opened(self, words: Sequence[str]) -> str:
        try:
            _, found = self._find(" ".join(words))
        except Refused:
            return ""
        return found.rule.opens if found.rule.kind == "mode" else ""

    def _fits(self, mode: str, words: Sequence[str], *, negated: bool) -> bool:
        for cut in range(len(words), 0, -1):
            try:
                rule = match(
                    self.grammar.modes[mode],
                    " ".join(words[:cut]),
                    interfaces=self.grammar.interfaces,
                    negated=negated,
                ).rule
            except Refused:
                continue
            if cut == len(words):
                return True
            if rule.kind == "mode" and self._fits(rule.opens, words[cut:], negated=negated):
                return True
        return False

    def _entered(self, head: str, rest: str) -> str:
        before = list(self.path)
        super().enter(head)
        depth = len(self.path)
        said = self.enter(rest)
        if len(self.path) == depth:
            self.path = before
        return said


def load(
    root: Node,
    lines: Iterable[str],
    refused: Callable[[str, Refused], None],
    *,
    keeps_unknown: bool = False,
) -> Node:
    """Enter a whole configuration; lines the device does not know go to `refused`."""
    editor = XrEditor(root)
    return fill(editor, _from_the_top(editor, lines), refused, keeps_unknown=keeps_unknown)


def _from_the_top(editor: XrEditor, lines: Iterable[str]) -> Iterator[str]:
    """The lines; one without a blank leaves every section: an interface has an `lldp` too."""
    for line in lines:
        if line[:1].isalpha() and not editor.in_banner and not editor.block:
            del editor.path[1:]
        yield line
