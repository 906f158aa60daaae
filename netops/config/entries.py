"""How an entry leaves a list that is read in order: by its number or by its text."""

from netops.config.grammar import entry
from netops.config.meaning import Section


def remove_entry(section: Section, norm: str) -> bool:
    """Take an entry out of a list; False where the line names none."""
    found = entry(norm)
    words = norm.split(" ")
    if words[0] == "description":
        return section.items.pop("description", None) is not None
    if found is None and words[-1].isdigit() and len(words) <= 2:  # noqa: PLR2004 (`10` or `seq 10`)
        key: str | None = f"#{words[-1]}"
    elif found is not None:
        key = section.by_text.get(found[1]) if found[0] is None else f"#{found[0]}"
    else:
        return False
    item = section.items.pop(key, None) if key else None
    if item is not None:
        section.by_text.pop(item.plain, None)
    return True
