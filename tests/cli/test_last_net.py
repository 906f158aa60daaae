"""What nobody foresaw is one sentence with its place, and none of its words."""

from netops.cli import root


def test_an_error_that_nobody_foresaw_tells_its_place_and_not_its_words(monkeypatch, capsys):
    def broken(**_):
        raise KeyError("labSecretInAnError")

    monkeypatch.setattr(root.root, "main", broken)
    assert root.run(["status"]) == 1
    said = capsys.readouterr().err
    assert "KeyError in test_last_net.py:" in said
    assert "labSecret" not in said
    assert "Traceback" not in said
