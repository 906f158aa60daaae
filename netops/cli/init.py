"""`netops init`: a workspace for a network of one's own, from nothing or from a CSV."""

import csv
from collections.abc import Iterator
from importlib.resources import as_file, files
from io import StringIO
from pathlib import Path
from shutil import copytree

import rich_click as click
from ruamel.yaml import YAML

from netops.cli.screen import Screen, plain, speaks
from netops.errors import InputError, suggestion
from netops.platforms.registry import platform
from netops.sources.checked import checked_address, checked_name, checked_port
from netops.yamlfile import read_text

COLUMNS = ("name", "address", "platform", "site", "role")
OPTIONAL = ("port", "redundancy_group")
FACTS = ("site", "role", "redundancy_group")
EXAMPLE = """\
# One entry a device, for example:
#   ams1-edge1:
#     hostname: 192.0.2.11
#     platform: cisco_ios
#     data: {site: ams1, role: edge}
{}
"""


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option(
    "--csv",
    "table",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help=f"Your devices: {','.join(COLUMNS)}[,{','.join(OPTIONAL)}].",
)
@speaks
def init(folder: Path, table: Path | None, screen: Screen) -> None:
    """Make a workspace in FOLDER (new or empty): inventory, playbooks, and what to do next."""
    if folder.exists() and any(folder.iterdir()):
        raise InputError("the folder is not empty", where=str(folder), hint="name a new one")
    hosts = _hosts(table) if table else {}
    with as_file(files("netops.cli") / "skeleton") as skeleton:
        copytree(skeleton, folder, dirs_exist_ok=True)
    (folder / "gitignore").rename(folder / ".gitignore")
    _write_hosts(folder / "inventory" / "hosts.yaml", hosts)
    screen.document({"workspace": str(folder), "devices": sorted(hosts)})
    screen.show(plain(f"workspace in {folder}, {len(hosts)} devices"), plain(_next(folder)))


def _hosts(table: Path) -> dict[str, dict[str, object]]:
    hosts: dict[str, dict[str, object]] = {}
    for line, row in _rows(table):
        where = f"{table}:{line}"
        if missing := [column for column in COLUMNS if not row.get(column)]:
            raise InputError(f"no {missing[0]}", where=where, hint=f"columns: {','.join(COLUMNS)}")
        if row["name"] in hosts:
            raise InputError(f"device '{row['name']}' stands twice", where=where)
        try:
            hosts[row["name"]] = _host(row, where)
        except InputError as error:
            raise InputError(error.what, where=where, hint=error.hint) from None
    if not hosts:
        raise InputError("no device in it", where=str(table), hint=f"columns: {','.join(COLUMNS)}")
    return hosts


def _rows(table: Path) -> Iterator[tuple[int, dict[str, str]]]:
    reader = csv.DictReader(StringIO(read_text(table)))
    for column in reader.fieldnames or ():
        if column not in COLUMNS + OPTIONAL:
            hint = suggestion(column, COLUMNS + OPTIONAL)
            raise InputError(f"unknown column '{column}'", where=f"{table}:1", hint=hint)
    try:
        for row in reader:
            if None in row:
                where = f"{table}:{reader.line_num}"
                raise InputError("more fields than columns", where=where, hint="quote a comma")
            yield reader.line_num, {key: (value or "").strip() for key, value in row.items()}
    except csv.Error as error:
        raise InputError(f"no CSV: {error}", where=f"{table}:{reader.line_num + 1}") from None


def _host(row: dict[str, str], where: str) -> dict[str, object]:
    checked_name(row["name"], "device name", where=where)
    facts = {key: row[key] for key in FACTS if row.get(key)}
    for key, value in facts.items():
        checked_name(value, key, where=where)
    host: dict[str, object] = {
        "hostname": checked_address(row["address"], where=where),
        "platform": platform(row["platform"]).name,
        "data": facts,
    }
    if port := row.get("port"):
        number = int(port) if port.isascii() and port.isdecimal() else port
        host["port"] = checked_port(number, where=where)
    return host


def _write_hosts(path: Path, hosts: dict[str, dict[str, object]]) -> None:
    if not hosts:
        path.write_text(EXAMPLE, encoding="utf-8")
        return
    with path.open("w", encoding="utf-8") as out:
        YAML().dump(hosts, out)


def _next(folder: Path) -> str:
    return (
        f"next: cd {folder}; export NETOPS_USERNAME=... NETOPS_PASSWORD=...; "
        "netops lint; netops backup"
    )
