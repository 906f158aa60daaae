"""YAML that a person wrote, with the line of every key, so that an error can say where."""

from collections.abc import Mapping
from pathlib import Path, PurePath

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap
from ruamel.yaml.constructor import DuplicateKeyError
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from netops.errors import InputError


def read_mapping(path: Path) -> CommentedMap:
    """Return the mapping at the root of a YAML 1.2 file; an empty file is an empty mapping.

    Raises `InputError` with `file:line` when the file cannot be read, is no YAML, names a key
    twice, or holds something else than a mapping.
    """
    return mapping_in(read_text(path), path)


def read_quickly(path: Path) -> dict[str, object]:
    """The same mapping read by the C parser, five times quicker, without the line of any key.

    Raises `InputError` without a line: read it again with `read_mapping` to say where.
    """
    try:
        document = YAML(typ="safe").load(read_text(path))
    except YAMLError as error:
        raise _invalid(path, error) from error
    if not isinstance(document, dict | None):
        raise InputError("must hold `key: value` lines", where=str(path))
    return document or {}


def read_text(path: Path) -> str:
    """Return a file that a person wrote; raise `InputError` when it is not there or no text."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise InputError(f"cannot be read ({error.strerror})", where=str(path)) from error
    except UnicodeDecodeError as error:
        raise InputError("is not UTF-8 text", where=str(path)) from error


def mapping_in(text: str, path: PurePath) -> CommentedMap:
    """The same for a text that is at hand; `path` is where it came from, for errors."""
    try:
        document = YAML().load(text)
    except YAMLError as error:
        raise _invalid(path, error) from error
    if document is None:
        return CommentedMap()
    if not isinstance(document, CommentedMap):
        raise InputError("must hold `key: value` lines", where=f"{path}:1")
    return document


def line_of(mapping: Mapping[str, object], key: str | None = None) -> int:
    """The line, from 1, of a key, or of the mapping itself; 0 for a mapping made in code."""
    if not isinstance(mapping, CommentedMap):
        return 0
    if key is not None and key in mapping:
        return int(mapping.lc.key(key)[0]) + 1
    return int(mapping.lc.line) + 1


def place(path: PurePath, mapping: Mapping[str, object], key: str | None = None) -> str:
    """`file:line` of a key, for an error."""
    return f"{path}:{line_of(mapping, key)}"


def _invalid(path: PurePath, error: YAMLError) -> InputError:
    mark = error.problem_mark if isinstance(error, MarkedYAMLError) else None
    where = f"{path}:{mark.line + 1}" if mark else str(path)
    if isinstance(error, DuplicateKeyError):
        key = str(error.problem).partition('"')[2].partition('"')[0]
        return InputError(f"'{key}' is defined twice", where=where, hint="remove one of them")
    problem = error.problem if isinstance(error, MarkedYAMLError) else None
    return InputError(f"is not valid YAML: {problem or 'unreadable'}", where=where)
