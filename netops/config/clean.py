"""The canonical text of a config: what goes to git, diffs, findings and logs."""

from netops.config.redact import mask
from netops.config.tree import rows
from netops.platforms.spec import Platform


def canonical(text: str, platform: Platform, key: bytes) -> str:
    """Leave out volatile and blank lines, put keyed digests in place of secrets.

    The result ends with one newline ("" for a text without lines). Canonical text stays as it
    is when cleaned again. `key` is the HMAC key of this installation.
    """
    stable = (row for row in rows(text, platform) if not row.is_volatile)
    return "".join(f"{line}\n" for line in mask(stable, platform, key))
