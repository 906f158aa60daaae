"""NX-API: JSON-RPC `cli` and `cli_ascii` on top of the NX-OS command line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from lab.sim.grammar import Refused
from lab.sim.nxos.cli import DENIED, NxosCli

if TYPE_CHECKING:
    from lab.sim.commands import Reply
    from lab.sim.device import Actor, Device

_PARSE, _INVALID_REQUEST, _INVALID_PARAMS = -32700, -32600, -32602
_METHODS = ("cli", "cli_ascii")
# What NX-API says in `data.msg` instead of the terminal's caret and marker.
_WORDS = {
    "invalid": "% Invalid command\n",
    "incomplete": "% Incomplete command\n",
    "ambiguous": "% Ambiguous command\n",
}


def respond(device: Device, actor: Actor, body: bytes) -> tuple[int, bytes]:
    """Answer one request: its HTTP status and its body; after an error nothing more is run."""
    try:
        given = json.loads(body)
        calls = [
            (call["method"], call["params"]["cmd"], call["id"])
            for call in (given if isinstance(given, list) else [given])
        ]
    except ValueError:
        return 500, _encoded(_error(None, _PARSE, "Parse error", ""))
    except (KeyError, TypeError):
        return 500, _encoded(_error(None, _INVALID_REQUEST, "Invalid request", ""))
    cli = NxosCli(device, actor)
    cli.asks = False
    answers = []
    for method, command, number in calls:
        answers.append(_answer(cli, method, command, number))
        if "error" in answers[-1]:
            break
    cli.interrupt()
    status = 500 if "error" in answers[-1] else 200
    return status, _encoded(answers if len(calls) > 1 else answers[0])


def _answer(cli: NxosCli, method: str, command: str, number: int) -> dict[str, Any]:
    if method not in _METHODS:
        return _error(number, -32601, "Method not found", "")
    cli.device.record(cli.actor, command)
    try:
        reply = _run(cli, command)
    except Refused as refused:
        return _error(
            number, _INVALID_PARAMS, "Invalid params", _WORDS.get(refused.why, refused.why)
        )
    return {"jsonrpc": "2.0", "result": _result(method, reply), "id": number}


def _run(cli: NxosCli, command: str) -> Reply:
    if not cli.may_configure and not command.startswith("show"):
        raise Refused(DENIED)
    try:
        return cli.answer(command)
    except Refused as refused:
        # A configuration line needs no `configure terminal` before it.
        if cli.editor or refused.why != "invalid":
            raise
        cli.configure()
        return cli.answer(command)


def _result(method: str, reply: Reply) -> dict[str, Any] | None:
    if method == "cli_ascii":
        return {"msg": reply.text}
    if reply.facts is not None:
        return {"body": reply.facts}
    return {"msg": reply.text} if reply.text else None


def _error(number: int | None, code: int, message: str, why: str) -> dict[str, Any]:
    error = {"code": code, "message": message, "data": {"msg": why}}
    return {"jsonrpc": "2.0", "error": error, "id": number}


def _encoded(answer: object) -> bytes:
    return json.dumps(answer).encode()
