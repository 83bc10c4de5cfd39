"""`linggang serve`: HTTP and the page, on this machine only."""

import errno
import logging
import socket
from contextlib import suppress
from typing import Annotated, Any, Final

import typer

from api.cli.common import HomeOption, runtime
from api.cli.faults import WHY
from api.runtime import Runtime
from registry.errors import LinggangError

LOG: Final = logging.getLogger("linggang.requests")
LOOPBACK: Final = ("127.0.0.1", "localhost", "::1")


class CannotListen(LinggangError):
    """The address or port cannot be listened on."""

    code = "cannot_listen"


def serve(
    host: Annotated[str | None, typer.Option(help="本机的监听地址，默认 127.0.0.1")] = None,
    port: Annotated[int | None, typer.Option(help="监听端口，默认 8000")] = None,
    home: HomeOption = None,
) -> None:
    """提供 HTTP 接口和网页。"""
    given: dict[str, Any] = {
        name: value for name, value in (("host", host), ("port", port)) if value is not None
    }
    run_server(runtime(home, must_exist=True, **given))


def run_server(here: Runtime) -> None:
    """Serve until stopped; port, database and index are opened first: a fault is told at once."""
    # Loaded here, because they take as long to load as most other commands take to run.
    import uvicorn  # noqa: PLC0415

    from api.app import create_app  # noqa: PLC0415

    settings = here.settings
    with bound(settings.host, settings.port) as listener:
        # Whose word on addresses is believed is our own setting: trusted_proxies.
        config = uvicorn.Config(
            create_app(here), log_level="warning", access_log=False, proxy_headers=False
        )
        server = uvicorn.Server(config)
        log_requests()
        typer.echo(f"灵岗运行在 http://{settings.host}:{settings.port}，按 Ctrl+C 停止。")
        with suppress(KeyboardInterrupt):
            server.run(sockets=[listener])


def log_requests() -> None:
    """One line of JSON a request on standard error."""
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(message)s"))
    LOG.handlers = [handler]
    LOG.setLevel(logging.INFO)
    LOG.propagate = False


def bound(host: str, port: int) -> socket.socket:
    """A socket that listens. CannotListen: the port is taken, or others could reach the host.

    There are no accounts yet: whoever reaches the server could act as the officer.
    """
    if host not in LOOPBACK:
        raise CannotListen(
            f"不能监听 {host}：在有账号之前，本服务的地址只能是 {'、'.join(LOOPBACK)}。"
        )
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            mend = "请停掉占用它的程序，或用 --port 换一个端口"
        else:
            mend = "请检查 --host 和 --port"
        why = WHY.get(error.errno or 0, "地址认不出")
        raise CannotListen(f"不能监听 {host}:{port}（{why}）：{mend}。") from error
