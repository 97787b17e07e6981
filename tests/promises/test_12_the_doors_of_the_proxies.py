"""Promise 12: 2,200 connections that say nothing, on two cores, keep nobody out.

What we ship carries it.

Which ciphers, how many idle connections: what Debian's nginx does with the files of `deploy/nginx`
before anybody asks for a page.
1,300 stopped it once.
"""

import resource
import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from heard.web.serving.granian_command import cores
from tests.support.processes import Visitor
from tests.support.proxies import Proxy, desk_proxy, family_proxy, use_certificate

NOBODY = "http://127.0.0.1:9"


def of_the_family(folder: Path) -> Proxy:
    return family_proxy(folder, NOBODY, folder)


def of_the_desk(folder: Path) -> Proxy:
    return desk_proxy(folder, NOBODY)


@pytest.fixture(params=[of_the_family, of_the_desk])
def proxy(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Proxy]:
    place: Callable[[Path], Proxy] = request.param
    placed = place(tmp_path / "nginx")
    # With an elliptic certificate nginx has hardly a choice; with this one it has.
    use_certificate(placed.folder, "rsa:2048")
    with placed.running() as answering:
        yield answering


def shaken_hands(proxy: Proxy, version: ssl.TLSVersion, cipher: str = "") -> bool:
    context = proxy.trusting()
    context.minimum_version = context.maximum_version = version
    if cipher:
        context.set_ciphers(f"{cipher}:@SECLEVEL=0")
    try:
        with (
            socket.create_connection(("127.0.0.1", proxy.port), 60) as plain,
            context.wrap_socket(plain, server_hostname="localhost"),
        ):
            return True
    except (ssl.SSLError, ConnectionError):
        return False


def test_who_gets_the_key_later_reads_nothing_that_was_recorded(proxy: Proxy):
    every = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    every.set_ciphers("ALL:COMPLEMENTOFALL:@SECLEVEL=0")
    names = [each["name"] for each in every.get_ciphers() if each["protocol"] != "TLSv1.3"]
    assert {"AES128-SHA", "AES256-SHA", "AES256-GCM-SHA384"} <= set(names)
    taken = {each for each in names if shaken_hands(proxy, ssl.TLSVersion.TLSv1_2, each)}
    assert taken == {
        "ECDHE-RSA-AES128-GCM-SHA256",
        "ECDHE-RSA-AES256-GCM-SHA384",
        "ECDHE-RSA-CHACHA20-POLY1305",
    }
    assert shaken_hands(proxy, ssl.TLSVersion.TLSv1_3)


def test_connections_that_say_nothing_keep_nobody_out(tmp_path: Path):
    proxy = of_the_family(tmp_path / "nginx")
    with proxy.running(), ExitStack() as idle:
        _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
        for _ in range(1100 * cores()):  # each of nginx's processes took 1,024
            idle.enter_context(socket.create_connection(("127.0.0.1", proxy.port), 60))
        status, _ = Visitor(proxy.address, trusting=proxy.trusting()).get("/exit")
        assert status == 303
