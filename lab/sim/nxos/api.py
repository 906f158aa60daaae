"""NX-API: JSON-RPC `cli` and `cli_ascii` on top of the NX-OS command line."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from lab.sim.commands import Reply
from lab.sim.grammar import Refused
from lab.sim.https import Response
from lab.sim.nxos.cli import DENIED, NxosCli

if TYPE_CHECKING:
    from lab.sim.device import Actor
    from lab.sim.nxos.device import Switch
    from lab.sim.wire import Wire

_PARSE, _INVALID_REQUEST, _NO_METHOD, _INVALID_PARAMS = -32700, -32600, -32601, -32602
_METHODS = ("cli", "cli_ascii")
# What NX-API says in `data.msg` instead of the terminal's caret and marker.
_WORDS = {
    "invalid": "% Invalid command\n",
    "incomplete": "% Incomplete command\n",
    "ambiguous": "% Ambiguous command\n",
}


async def respond(device: Switch, wire: Wire, actor: Actor, body: bytes) -> Response:
    """Answer one request; after an error nothing more is run, and the status is 500."""
    try:
        given = json.loads(body)
        calls = [
            (call["method"], call["params"]["cmd"], call["id"])
            for call in (given if isinstance(given, list) else [given])
        ]
    except ValueError:
        return _encoded(_error(None, _PARSE, "Parse error", ""), status=500)
    except (KeyError, TypeError):
        return _encoded(_error(None, _INVALID_REQUEST, "Invalid request", ""), status=500)
    cli = NxosCli(device, actor)
    cli.asks = False
    answers: list[dict[str, Any]] = []
    for method, command, number in calls:
        answers.append(_answer(method, number, await _reply(cli, wire, method, command)))
        if "error" in answers[-1]:
            break
    cli.left()
    return _encoded(
        answers if len(calls) > 1 else answers[0],
        status=500 if "error" in answers[-1] else 200,
        line=" ; ".join(command for _, command, _ in calls),
    )


async def _reply(cli: NxosCli, wire: Wire, method: str, command: str) -> Reply | Refused:
    if method not in _METHODS:
        return Refused("method")
    try:
        offer = await wire.offered(cli.actor, command, configures=cli.is_configuring)
        if offer.said:
            return Refused(offer.said)
        reply = _run(cli, offer.line) if offer.said is None else Reply()
    except Refused as refused:
        return refused
    said = await wire.said(cli.actor, command, reply.text)
    return reply if said == reply.text else replace(reply, text=said, facts=None)


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


def _answer(method: str, number: int, reply: Reply | Refused) -> dict[str, Any]:
    if isinstance(reply, Refused):
        if reply.why == "method":
            return _error(number, _NO_METHOD, "Method not found", "")
        return _error(number, _INVALID_PARAMS, "Invalid params", _WORDS.get(reply.why, reply.why))
    return {"jsonrpc": "2.0", "result": _result(method, reply), "id": number}


def _result(method: str, reply: Reply) -> dict[str, Any] | None:
    if method == "cli_ascii":
        return {"msg": reply.text}
    if reply.facts is not None:
        return {"body": reply.facts}
    return {"msg": reply.text} if reply.text else None


def _error(number: int | None, code: int, message: str, why: str) -> dict[str, Any]:
    error = {"code": code, "message": message, "data": {"msg": why}}
    return {"jsonrpc": "2.0", "error": error, "id": number}


def _encoded(answer: object, *, status: int, line: str = "") -> Response:
    return Response(json.dumps(answer).encode(), status=status, line=line)
