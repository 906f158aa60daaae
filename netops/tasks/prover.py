"""Judging texts beside the run, so that sessions do not wait while one is judged.

A process of its own takes most of them. It ends with this one, however that ends: its socket
closes. What piles up, and what it leaves when it dies, is judged here, one text each time that the
event loop has come round: sessions wait for no more than that.
"""

import asyncio
import os
import pickle
import socket
import subprocess
import sys
from collections import deque
from contextlib import suppress
from types import TracebackType
from typing import NamedTuple, Self

from netops.tasks.claims import Claim, Verdict, judged
from netops.tasks.judging import LENGTH, framed

# It takes about 0.2 s of CPU to start: as much as judging a hundred configs.
_WORTH_IT = 50
# So many lie before it that it need not wait for the next one.
_AHEAD = 3


class _Case(NamedTuple):
    claim: Claim
    answer: "asyncio.Future[Verdict]"


class Prover:
    """Judges the texts of one run: beside it where that is worth a process, else in it."""

    def __init__(self, configs: int) -> None:
        self._is_worth_it = (os.cpu_count() or 1) > 1 and configs >= _WORTH_IT
        self._waiting: deque[_Case] = deque()
        self._beside: _Beside | None = None
        self._here: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        """Start the process, if this machine has room for it."""
        if self._is_worth_it:
            with suppress(OSError):
                self._beside = await _Beside.started(self._waiting)
                self._beside.listening.add_done_callback(lambda _: self._go_on())
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End it at once."""
        if self._beside is not None:
            await self._beside.end()
        if self._here is not None:
            await self._here

    async def judged(self, claim: Claim) -> Verdict:
        """Judge one text; never raises for what the device showed."""
        if self._beside is None:
            return judged(claim)
        case = _Case(claim, asyncio.get_running_loop().create_future())
        self._waiting.append(case)
        self._beside.take()
        self._go_on()
        return await case.answer

    def _go_on(self) -> None:
        if self._waiting and (self._here is None or self._here.done()):
            self._here = asyncio.create_task(self._judge_here())

    async def _judge_here(self) -> None:
        while self._waiting:
            claim, answer = self._waiting.popleft()
            if not answer.done():  # its visit may be over
                try:
                    answer.set_result(judged(claim))
                except Exception as error:  # noqa: BLE001 (raised where it is awaited)
                    answer.set_exception(error)
            await asyncio.sleep(0)


class _Beside:
    """One process, which takes from those that wait and answers in order."""

    def __init__(
        self,
        waiting: deque[_Case],
        process: "subprocess.Popen[bytes]",
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
    ) -> None:
        self._waiting, self._process = waiting, process
        self._reader, self._writer = reader, writer
        self._asked: deque[_Case] = deque()
        self.listening = asyncio.create_task(self._listen())

    @classmethod
    async def started(cls, waiting: deque[_Case]) -> Self:
        """Raise `OSError` when this machine has no room for it."""
        ours, theirs = socket.socketpair()
        with theirs:
            try:
                process = _process(theirs)
            except BaseException:
                ours.close()
                raise
        return cls(waiting, process, *await asyncio.open_connection(sock=ours))

    def take(self) -> None:
        """Ask what it has room for."""
        while self._waiting and len(self._asked) < _AHEAD and not self.listening.done():
            case = self._waiting.popleft()
            self._asked.append(case)
            self._writer.write(framed(case.claim))

    async def end(self) -> None:
        """Nothing depends on a goodbye."""
        self._process.kill()
        self._process.wait()
        await self.listening
        self._writer.close()

    async def _listen(self) -> None:
        with suppress(OSError, EOFError):
            while True:
                length = int.from_bytes(await self._reader.readexactly(LENGTH))
                verdict = pickle.loads(await self._reader.readexactly(length))  # noqa: S301 (our own process)
                answer = self._asked.popleft().answer
                if not answer.done():  # its visit may be over
                    answer.set_result(verdict)
                self.take()
        self._waiting.extend(self._asked)


def _process(run: socket.socket) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, "-P", "-m", "netops.tasks.judging"],
        stdin=run.fileno(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        # It needs no secret of the run's.
        env={"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        process_group=0,  # Ctrl-C is for the run
    )
