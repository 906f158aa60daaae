"""Secrets from environment variables: `env:NAME`."""

import re
from collections.abc import Mapping

from netops.errors import SecretError

_REFERENCE = re.compile(r"env:([A-Za-z_][A-Za-z0-9_]*)")


class EnvSecrets:
    """Resolves `env:NAME` in the mapping that it was given, usually `os.environ`."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self._environ = environ

    def value(self, reference: str) -> str:
        """The variable's value; an empty or unset variable, or another scheme, is an error."""
        match = _REFERENCE.fullmatch(reference)
        if match is None:
            # The text itself may be a password that somebody typed in the wrong place.
            raise SecretError("a secret reference must read env:NAME, and this one does not")
        value = self._environ.get(match[1], "")
        if not value:
            raise SecretError(
                f"environment variable {match[1]} is not set; export it and try again"
            )
        return value
