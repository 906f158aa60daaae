"""Whatever a device shows, the sealed text is exact to the byte."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netops.stores.sealed import AgeSealed
from netops.stores.state import StateFolder


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> AgeSealed:
    folder = tmp_path_factory.mktemp("exact")
    return AgeSealed(folder / "sealed", state=StateFolder(folder / "state"))


@settings(max_examples=100, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"])) | st.just("hostname r1\r\n\x00\x1b[0m\r"))
def test_any_text_comes_back_as_it_went_in(sealed: AgeSealed, text: str) -> None:
    assert sealed.unseal(sealed.seal(text)) == text
