"""How lists that are read in order are changed: ACLs, prefix lists, policy-maps.

A list that somebody refers to is never empty on the way (an empty list lets everything pass),
and its entries are addressed by number only where the device shows numbers: IOS 15 keeps numbers
that its config does not show.
"""

from collections.abc import Mapping
from typing import cast

from netops.config.meaning import Item, Section
from netops.config.numbers import is_countable
from netops.config.places import bare, is_entry
from netops.config.swap import Planner, Swap, decides, users
from netops.config.textdiff import longest_rise
from netops.platforms.spec import Sequence

Path = tuple[str, ...]

# How far apart entries may be that are counted anew: as close as the new ones between them allow,
# in numbers that people like to read.
_STEPS = (10, 100, 1000)


class SequencePlan:
    """The plan for one ordered section."""

    def __init__(
        self, plan: Planner, section: Section, wanted: Section, path: Path, sequence: Sequence
    ) -> None:
        self.plan, self.section, self.wanted, self.path = plan, section, wanted, path
        self.sequence = sequence
        self.grammar = plan.state.grammar

    def run(self) -> None:
        """Bring the wanted entries about, in the wanted order."""
        if self.sequence.lines:
            self._lines()
        elif not self.sequence.numbered and not self.wanted.flat and not self.section.flat:
            self._sections()
        elif self.section.numbered and self.wanted.numbered:
            may_swap = self.plan.swaps and not self.section.flat
            if may_swap and self._is_turned() and self._swap():
                return
            self._by_number({item.key: item for item in self._entries(self.wanted)})
        elif not self._is_equal():
            self._by_text()

    def _swap(self) -> bool:
        return Swap(self.plan, self.section, self.wanted, self.path).run()

    def _is_turned(self) -> bool:
        """Whether an entry that is there goes, or says something else."""
        wanted = self.wanted.items
        entries = self._entries(self.section)
        return any(i.key not in wanted or wanted[i.key].plain != i.plain for i in entries)

    @staticmethod
    def _entries(section: Section) -> list[Item]:
        return [item for item in section.entries() if item.plain]

    def _is_equal(self) -> bool:
        ours = [item.plain for item in self._entries(self.section)]
        return ours == [item.plain for item in self._entries(self.wanted)]

    # one entry in, one entry out

    def _add(self, item: Item, order: int | None) -> None:
        number = self._number(order) if order is not None else ""
        text = number + bare(item)
        flat = self._live().flat or self.wanted.flat
        if flat and not (number and self.grammar.is_nested(flat)):
            self.plan.emit((), flat + text)
        else:
            self.plan.emit(self.path, text)

    def _number(self, order: int) -> str:
        return self.sequence.number.format(order)

    def _remove(self, item: Item) -> None:
        live = self._live()
        flat = live.flat
        if live.items.get(item.key) is not item:
            return
        if flat and not self.grammar.is_nested(flat):
            self.plan.emit((), f"no {flat}{item.text}")
        else:
            by_number = live.numbered and not flat
            named = self._number(item.order).strip() if by_number else bare(item)
            self.plan.emit(self.path, f"no {named}")

    def _live(self) -> Section:
        found = self.plan.state.top.items.get(self.section.header)
        return found.section if found is not None and found.section is not None else self.section

    # lists whose numbers the device shows

    def _by_number(self, target: dict[str, Item]) -> None:
        section = self._live()
        wanted = sorted(target.items(), key=lambda pair: int(pair[0][1:]))
        for key, item in wanted:
            if key not in section.items and item.plain not in section.by_text:
                self._add(item, int(key[1:]))
        section = self._live()
        guard = self._guard(target)
        for key, item in wanted:
            current = section.items.get(key)
            if current is not None and current.plain == item.plain:
                continue
            elsewhere = section.items.get(section.by_text.get(item.plain, ""))
            for old in (elsewhere, current):
                if old is not None and not _is_in_place(old, target):
                    self._remove(old)
            self._add(item, int(key[1:]))
            section = self._live()
        for old in [i for k, i in section.items.items() if k not in target and i.plain]:
            if guard is None or old is not guard:
                self._remove(old)
        if guard is not None:
            self._remove(guard)

    def _guard(self, target: dict[str, Item]) -> Item | None:
        """A last entry that denies, where a change would leave the list empty for a moment."""
        section, sequence = self._live(), self.sequence
        stays = any(k in target and target[k].plain == i.plain for k, i in section.items.items())
        if not sequence.guard or not target or stays:
            return None
        text = sequence.guard
        highest = max((section.highest, *(int(key[1:]) for key in target)))
        order = highest + sequence.step
        if text in section.by_text or text in {item.plain for item in target.values()}:
            return None
        self._add(Item("", text, text, plain=text), order)
        return self._live().items.get(f"#{order}")

    # lists without numbers in sight

    def _by_text(self) -> None:
        olds, news = self._entries(self.section), self._entries(self.wanted)
        is_turned = not {i.plain for i in olds} <= {i.plain for i in news}
        if self.plan.swaps and self.section.numbered and is_turned and self._swap():
            return
        if self.section.numbered and olds and (orders := self._orders(olds, news)):
            self._by_number({f"#{n}": item for n, item in zip(orders, news, strict=True)})
            return
        stays = _kept([i.plain for i in olds], [i.plain for i in news])
        kept = len(stays)
        if self._goes_in_place(olds, news[kept:], news):
            return
        survivors = {olds[at].key for at in stays}
        is_emptied = bool(olds) and not any(decides(i.plain) for i in news[:kept])
        has_gap = (is_emptied or self.plan.swaps) and not self.grammar.facts.atomic
        if has_gap and len(survivors) < len(olds) and self._swap():
            return
        if len(survivors) < len(olds) and self._is_free():
            self.plan.emit((), f"no {self.section.flat.strip()}")
            survivors, kept = set(), 0
        for old in reversed(self._entries(self._live())):
            if old.key not in survivors:
                self._remove(old)
        for item in news[kept:]:
            self._add(item, None)

    def _goes_in_place(self, olds: list[Item], late: list[Item], news: list[Item]) -> bool:
        """Count the list anew, where entries that stay would have to leave and come back."""
        there = {item.plain for item in olds}
        stays = any(item.plain in there for item in late)
        lists = (self._live(), self.wanted)
        if not stays or self.plan.swaps or not all(map(is_countable, lists)):
            return False
        for step in _STEPS:
            places = {item.plain: step * n for n, item in enumerate(olds, 1)}
            if orders := self._between(places, news):
                name = self.section.header.rsplit(" ", 1)[1]
                self.plan.emit((), self.sequence.resequence.format(name, step, step))
                self._by_number({f"#{n}": item for n, item in zip(orders, news, strict=True)})
                return True
        return False

    def _is_free(self) -> bool:
        """A numbered list that nobody uses is written anew: shorter, and every tool reads it."""
        flat = self.section.flat
        defined = self.grammar.definition(self.section.header)
        if not flat or not self.grammar.is_nested(flat) or defined is None:
            return False
        return not users(self.plan.state, defined)

    def _orders(self, olds: list[Item], news: list[Item]) -> list[int]:
        """Numbers for the wanted entries; anew where nobody sees the list half made."""
        anew = [self.sequence.step * n for n in range(1, len(news) + 1)]
        places = {item.plain: item.order for item in olds}
        return self._between(places, news) or (anew if self.grammar.facts.atomic else [])

    def _between(self, places: Mapping[str, int], news: list[Item]) -> list[int]:
        """Numbers for the wanted entries that keep the old ones where they are; [] if too tight."""
        known = [places.get(item.plain) for item in news]
        at = [i for i, order in enumerate(known) if order is not None]
        rise = longest_rise([known[i] or 0 for i in at])
        fixed = {at[k]: known[at[k]] or 0 for k in rise}
        step = self.sequence.step
        ahead = list(fixed)[::-1]
        orders: list[int] = []
        low = 0
        for i in range(len(news)):
            if i in fixed:
                low = fixed[ahead.pop()]
            elif ahead:
                low += max((fixed[ahead[-1]] - low) // (ahead[-1] - i + 1), 0)
            else:
                low += step
            orders.append(low)
        is_rising = all(a < b for a, b in zip([0, *orders], orders, strict=False))
        return orders if is_rising else []

    # lists of lines that have no numbers: the servers of a group

    def _lines(self) -> None:
        """What is not in its place leaves and comes last; the list is not empty on the way."""
        section, path = self.section, self.path
        olds = [i for i in section.entries() if is_entry(section, i)]
        news = [i for i in self.wanted.entries() if is_entry(self.wanted, i)]
        stays = _kept([i.key for i in olds], [i.key for i in news])
        for item in news[len(stays) :]:
            if item.key in section.items:
                self.plan.emit(path, f"no {item.text}")
            self.plan.emit(path, item.text)
        kept = {item.key for item in news}
        for old in olds:
            if old.key not in kept:
                self.plan.drop(section, old, path)

    # lists of sections: the classes of a policy-map

    def _sections(self) -> None:
        pinned = self.sequence.pinned_last
        olds = [i for i in self.section.entries() if i.section is not None and i.norm != pinned]
        news = [i for i in self.wanted.entries() if i.section is not None and i.norm != pinned]
        survivors = {olds[at].key for at in _kept([i.key for i in olds], [i.key for i in news])}
        last = [i for i in self.wanted.entries() if i.section is not None and i.norm == pinned]
        # What may stand nowhere but last goes when it is not wanted; else it stays where it is.
        olds += [i for i in self.section.entries() if i.norm == pinned and not last]
        for old in reversed(olds):
            if old.key not in survivors:
                self.plan.drop(self.section, old, self.path)
        for item in (*news, *last):
            self._want(item)

    def _want(self, item: Item) -> None:
        section = self.section
        if item.key not in section.items:
            self.plan.emit(self.path, item.text, opens=True)
        inner = cast("Section", section.items[item.key].section)
        self.plan.inside(inner, cast("Section", item.section), (*self.path, item.text))


def _is_in_place(item: Item, target: Mapping[str, Item]) -> bool:
    """Whether an entry is wanted under its number: of a remark another one may say the same."""
    return item.key in target and target[item.key].plain == item.plain


def _kept(olds: list[str], news: list[str]) -> list[int]:
    """Where the first wanted entries are already, as many as are there in this order."""
    found: list[int] = []
    for new in news:
        after = found[-1] + 1 if found else 0
        at = next((i for i in range(after, len(olds)) if olds[i] == new), None)
        if at is None:
            break
        found.append(at)
    return found
