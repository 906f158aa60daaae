"""What every test on real routers asks first."""

import os

import pytest

from lab.frr.machine import missing


def require_routers():
    """Skip with a plain message where real routers cannot run; where all must pass, fail."""
    lack = missing()
    if lack and os.environ.get("CI"):
        pytest.fail(lack)
    if lack:
        pytest.skip(lack)
