"""How an entry leaves a list that is read in order: by its number or by its text."""

from netops.config.commands import NotUnderstood
from netops.config.grammar import entry
from netops.config.meaning import Item, Section


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
    is_by_text = found is not None and found[0] is None
    item = section.items.pop(key, None) if key else None
    if item is not None:
        _forget(section, item, norm if is_by_text else "")
    return True


def _forget(section: Section, item: Item, said: str) -> None:
    """No longer find an entry by its text, which was `said` of it; a remark may be there twice."""
    del section.by_text[item.plain]
    if item.plain.startswith("remark"):
        others = [key for key, one in section.items.items() if one.plain == item.plain]
        if others and said:
            message = f"which `{said}` a list loses that holds it twice is not known"
            raise NotUnderstood(message)
        section.by_text.update((item.plain, key) for key in others)
