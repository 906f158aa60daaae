"""eAPI: JSON-RPC `runCmds` on top of the EOS command line."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from lab.sim.eos.answer import Answer
from lab.sim.eos.cli import EosCli, answer_to
from lab.sim.grammar import Refused
from lab.sim.https import Response

if TYPE_CHECKING:
    from lab.sim.device import Actor, Device
    from lab.sim.wire import Wire

_INVALID_REQUEST, _INVALID_PARAMS = -32600, -32602
_FAILED, _INVALID, _UNCONVERTED = 1000, 1002, 1003
_TOKEN_ERRORS = {
    "invalid": "Invalid input (at token {at}: '{word}')",
    "incomplete": "Incomplete command (at token {at}: '{word}')",
    "ambiguous": "Ambiguous command (at token {at}: '{word}')",
}


async def respond(device: Device, wire: Wire, actor: Actor, body: bytes) -> Response:
    """Answer one request."""
    try:
        request = json.loads(body)
        params = request["params"]
        commands = [_command(given) for given in params["cmds"]]
    except (ValueError, KeyError, TypeError):
        return _failed(None, _INVALID_REQUEST, "Invalid request", [])
    if request.get("method") != "runCmds":
        return _failed(request.get("id"), _INVALID_PARAMS, "unsupported method", [])
    cli = EosCli(device, actor, abbreviated=bool(params.get("autoComplete")))
    form = params.get("format") or "json"
    results: list[dict[str, Any]] = []
    for at, (line, text) in enumerate(commands, 1):
        try:
            results.append(answer_to(await _run(cli, wire, line, text), form))
        except Refused as refused:
            where = f"CLI command {at} of {len(commands)} '{line}' failed: "
            code, reason, error = _explained(line, refused)
            data = [*results, {"errors": [error]} | _printed(form, error)]
            return _failed(request.get("id"), code, where + reason, data)
    answered = {"jsonrpc": "2.0", "id": request.get("id"), "result": results}
    return Response(_encoded(answered), line=_asked(commands))


async def _run(cli: EosCli, wire: Wire, line: str, text: str | None) -> Answer:
    offer = await wire.offered(cli.actor, line, configures=cli.is_configuring)
    if offer.said:
        raise Refused(offer.said)
    answer = cli.run(offer.line, text) if offer.said is None else Answer()
    said = await wire.said(cli.actor, line, answer.text)
    return answer if said == answer.text else replace(answer, text=said, facts=None)


def _asked(commands: list[tuple[str, str | None]]) -> str:
    """All of a request in one line, for what chooses by the line."""
    return " ; ".join(line for line, _ in commands)


def _command(given: str | dict[str, str]) -> tuple[str, str | None]:
    return (given, None) if isinstance(given, str) else (given["cmd"], given.get("input"))


def _explained(line: str, refused: Refused) -> tuple[int, str, str]:
    words = line.split()
    at = min(refused.word, len(words) - 1)
    if refused.why in _TOKEN_ERRORS:
        error = _TOKEN_ERRORS[refused.why].format(at=at, word=words[at])
        return _INVALID, "invalid command", error
    if refused.why == "unconverted":
        return _UNCONVERTED, "unconverted command", "Command cannot be used over the API"
    return _FAILED, "could not run command", refused.why


def _printed(form: str, error: str) -> dict[str, str]:
    return {"output": f"% {error}\n"} if form == "text" else {}


def _failed(request: str | None, code: int, message: str, data: list[dict[str, Any]]) -> Response:
    error = {"code": code, "message": message, "data": data}
    return Response(_encoded({"jsonrpc": "2.0", "id": request, "error": error}))


def _encoded(answer: dict[str, Any]) -> bytes:
    return json.dumps(answer).encode()
