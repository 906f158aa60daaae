"""`change.yaml`, the one file of a change that people write and read."""

from io import StringIO
from pathlib import PurePosixPath

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap
from ruamel.yaml.scalarstring import LiteralScalarString

from netops.change.wire import plain, typed
from netops.errors import InputError, suggestion
from netops.model.change import ChangeRequest
from netops.yamlfile import mapping_in, place


class ChangeFile:
    """Requests as YAML text and back."""

    def dump(self, request: ChangeRequest) -> str:
        """The file's text; snippets stand as blocks, so that a reviewer can read them."""
        fields = CommentedMap(_fields(request))
        snippets = CommentedMap(request.snippets)
        fields["snippets"] = {name: LiteralScalarString(text) for name, text in snippets.items()}
        out = StringIO()
        yaml = YAML()
        yaml.width = 100
        yaml.dump(fields, out)
        return out.getvalue()

    def load(self, text: str, *, where: str) -> ChangeRequest:
        """Read the file; raise `InputError` with `file:line` for what does not fit."""
        path = PurePosixPath(where)
        fields = mapping_in(text, path)
        known = ChangeRequest.__dataclass_fields__
        for key in fields:
            if key not in known:
                raise InputError(
                    f"unknown word '{key}'",
                    where=place(path, fields, key),
                    hint=suggestion(str(key), known),
                )
        try:
            return typed(_unwrapped(fields), ChangeRequest, what=where)
        except InputError as error:
            raise InputError(error.what, where=_where(path, fields, error.what)) from None


def _fields(request: ChangeRequest) -> dict[str, object]:
    fields = plain(request)
    assert isinstance(fields, dict)  # noqa: S101 (a dataclass becomes a dict; for the type checker)
    return fields


def _where(path: PurePosixPath, fields: CommentedMap, what: str) -> str:
    """The line of the field that msgspec names as `$.field`."""
    named = what.partition("`$.")[2].partition("`")[0].partition(".")[0].partition("[")[0]
    return place(path, fields, named) if named else place(path, fields)


def _unwrapped(value: object) -> object:
    """YAML's own kinds of text, lists and times as plain ones."""
    if isinstance(value, dict):
        return {str(key): _unwrapped(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_unwrapped(item) for item in value]
    return str(value) if isinstance(value, str) else value
