"""What an EOS command answers: text for people, facts for programs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Answer:
    """Text and, where the device has a model for it, the same as data."""

    text: str = ""
    facts: Mapping[str, Any] | None = None
    is_shown: bool = False
