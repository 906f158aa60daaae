"""A network for the lab of each test process, though others run beside it."""

import os
from contextlib import suppress

from lab.control import LabError

WORKER = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))


def networks(first, count=20):
    """Loopback networks to try: the neighbours' first choices are not ours."""
    return [f"127.{first + (WORKER + number) % count}" for number in range(0, count, 2)]


def started(lab, nets, **options):
    """Start a lab on the first network that is free; return that network."""
    for net in nets[:-1]:
        with suppress(LabError):
            lab.up(net=net, **options)
            return net
    lab.up(net=nets[-1], **options)
    return nets[-1]
