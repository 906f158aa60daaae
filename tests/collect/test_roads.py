"""What a run's sessions need is imported at its first session, and without ado."""

import subprocess
import sys

# Counts the programs that importing starts: asyncssh by itself looks for C libraries with some.
_STRAIGHT_ROAD = """
import asyncio, ctypes.util, gc, sys
from types import SimpleNamespace

from netops.wiring.roads import road

started, search = [], ctypes.util.find_library
sys.addaudithook(lambda event, _: event == "subprocess.Popen" and started.append(event))

async def walk():
    async with road(SimpleNamespace(settings=SimpleNamespace(connect_timeout=1)), {}, None):
        print("asyncssh" in sys.modules, len(started), ctypes.util.find_library is search)
        print(gc.isenabled(), gc.get_freeze_count() > 0)

asyncio.run(walk())
"""


def test_the_clients_are_imported_without_asking_a_compiler_and_are_no_garbage() -> None:
    told = subprocess.run(  # noqa: S603  our own words
        [sys.executable, "-c", _STRAIGHT_ROAD], capture_output=True, text=True, check=True
    )
    assert told.stdout.split() == ["True", "0", "True", "True", "True"]
