"""A state as the text that the device shows."""

from netops.config.grammar import Grammar
from netops.config.meaning import Item, Section, State
from netops.config.places import bare


def render_state(state: State) -> str:
    """The text of a state: kept lines as they were, new ones in the platform's indentation."""
    lines: list[str] = []
    _render(state.grammar, state.top, 0, lines)
    return "\n".join((*lines, *state.tail, ""))


def _render(grammar: Grammar, section: Section, indent: int, lines: list[str]) -> None:
    pad = " " * indent
    for item in section.items.values() if section.sequence is None else section.entries():
        lines.extend(item.lead)
        inner = item.section
        if inner is not None and inner.flat:
            lines.extend([inner.flat + shown(inner, one) for one in inner.entries()])
            continue
        lines.append(pad + (shown(section, item) if item.plain else item.text))
        lines.extend(item.body)
        if inner is not None:
            _render(grammar, inner, indent + grammar.facts.indent, lines)
        if item.close:
            lines.append(item.close)
        elif inner is not None and (end := grammar.closer(item.norm, is_top=not indent)):
            lines.append(pad + end)


def shown(section: Section, item: Item) -> str:
    """The line as the device prints it in this section (numbers only where it shows them)."""
    if not item.plain or section.sequence is None or not section.sequence.numbered:
        return item.text
    if not section.numbered:
        return bare(item)
    is_numbered = item.norm != item.plain
    return item.text if is_numbered else section.sequence.number.format(item.order) + item.text
