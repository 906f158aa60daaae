"""Judging texts in a process of its own, so that sessions do not wait while one is judged.

One is enough: a session costs the run more than twice what judging its config costs. It ends with
this process, however that ends: its socket closes. One that does not start, or dies, costs
nothing: what it can judge can be judged here.
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
from typing import Self

from netops.tasks.claims import Claim, Verdict, judged
from netops.tasks.judging import LENGTH, framed

# It takes about 0.2 s of CPU to start: as much as judging a hundred configs.
_WORTH_IT = 50


class Prover:
    """Judges the texts of one run: beside it where that is worth a process, else in it."""

    def __init__(self, configs: int) -> None:
        self._is_worth_it = (os.cpu_count() or 1) > 1 and configs >= _WORTH_IT
        self._beside: _Beside | None = None

    async def __aenter__(self) -> Self:
        """Start the process."""
        if self._is_worth_it:
            with suppress(OSError):
                self._beside = await _Beside.started()
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

    async def judged(self, claim: Claim) -> Verdict:
        """Judge one text; never raises for what the device showed."""
        if self._beside is not None:
            with suppress(OSError, EOFError):
                return await self._beside.judged(claim)
        return judged(claim)


class _Beside:
    """One process, which is asked without waiting for its answers, and answers in order."""

    def __init__(
        self,
        process: "subprocess.Popen[bytes]",
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
    ) -> None:
        self._process, self._reader, self._writer = process, reader, writer
        self._asked: deque[asyncio.Future[Verdict]] = deque()
        self._listening = asyncio.create_task(self._listen())

    @classmethod
    async def started(cls) -> Self:
        """Raise `OSError` when this machine has no room for it."""
        ours, theirs = socket.socketpair()
        with theirs:
            try:
                process = _process(theirs)
            except BaseException:
                ours.close()
                raise
        return cls(process, *await asyncio.open_connection(sock=ours))

    async def judged(self, claim: Claim) -> Verdict:
        """Raise `EOFError` when the process is gone."""
        if self._listening.done():
            raise EOFError
        answer = asyncio.get_running_loop().create_future()
        self._asked.append(answer)
        self._writer.write(framed(claim))
        verdict: Verdict = await answer
        return verdict

    async def end(self) -> None:
        """Nothing depends on a goodbye."""
        self._process.kill()
        self._process.wait()
        await self._listening
        self._writer.close()

    async def _listen(self) -> None:
        with suppress(OSError, EOFError):
            while True:
                length = int.from_bytes(await self._reader.readexactly(LENGTH))
                verdict = pickle.loads(await self._reader.readexactly(length))  # noqa: S301 (our own process)
                answer = self._asked.popleft()
                if not answer.done():  # its visit may be over
                    answer.set_result(verdict)
        for answer in self._asked:
            if not answer.done():
                answer.set_exception(EOFError())


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
