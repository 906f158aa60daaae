"""What a session needs to log in."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Login:
    """User name and password, as values; the password does not show in a repr."""

    username: str
    password: str = field(repr=False)
