"""`inchat serve` as people start it: a real process that opens its door, and closes it when asked."""

import os
import signal
import socket
import subprocess
import sys
import urllib.request

import pytest

from tests.web.console_shop import ConsoleShop


@pytest.fixture
def shop(new_shop: ConsoleShop) -> ConsoleShop:
    return new_shop


def test_the_shop_opens_and_closes_when_asked(shop: ConsoleShop) -> None:
    command = [sys.executable, "-m", "web.cli", "serve", "--port", "0", "--config", str(shop.config)]
    environment = os.environ | {"PYTHONPATH": ":".join(sys.path)}
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment) as server:
        try:
            assert server.stderr is not None
            line = server.stderr.readline()
            assert "inchat all at http://127.0.0.1:" in line, line
            url = line.partition(" at ")[2].split()[0]
            with urllib.request.urlopen(f"{url}/healthz", timeout=10) as answer:
                assert answer.status == 200
            assert shop.reads("products", "list", "--json") == [], "the console works beside it"
        finally:
            server.send_signal(signal.SIGTERM)
        assert server.wait(timeout=30) == 0


def test_a_door_that_is_taken_is_one_line(shop: ConsoleShop) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        said = shop.inchat("serve", "--port", port)
    assert (said.status, said.out) == (2, "")
    assert said.complaints[-1] == f"server.port: cannot listen on 127.0.0.1:{port}: Address already in use"
    assert "Traceback" not in said.err
