"""The command that opens the page, before there is a page."""

import json
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from slideshow.cli.app import app


def test_without_its_extra_it_says_how_to_install_that(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [name for name in sys.modules if name.startswith("slideshow.studio")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "nicegui", None)
    result = CliRunner().invoke(app, ["studio", str(tmp_path), "--json"])
    error = json.loads(result.stdout)
    assert result.exit_code == 1
    assert "NiceGUI" in error["problem"]
    assert any(name in error["hint"] for name in ("nicegui", "[studio]"))
    assert "install" in error["hint"]


def test_a_port_that_is_taken_is_told(tmp_path: Path) -> None:
    import socket

    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        result = CliRunner().invoke(app, ["studio", str(tmp_path), "--json", "--port", str(port)])
    error = json.loads(result.stdout)
    assert result.exit_code == 2
    assert str(port) in error["problem"]
