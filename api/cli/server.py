"""`linggang serve`: HTTP and the pages, on this machine; for others only where that is safe."""

import errno
import gc
import logging
import socket
from contextlib import suppress
from typing import Annotated, Any, Final

import typer

from api.cli.common import HomeOption, runtime
from api.cli.faults import WHY
from api.edge.outside import listening_at
from api.runtime import Runtime
from api.settings import Settings
from registry.errors import LinggangError

LOG: Final = logging.getLogger("linggang.requests")
LOOPBACK: Final = ("127.0.0.1", "localhost", "::1")


class CannotListen(LinggangError):
    """The address or port cannot be listened on."""

    code = "cannot_listen"


def serve(
    host: Annotated[str | None, typer.Option(help="监听地址，默认 127.0.0.1")] = None,
    port: Annotated[int | None, typer.Option(help="监听端口，默认 8000")] = None,
    home: HomeOption = None,
) -> None:
    """提供 HTTP 接口和网页。默认只在本机；对外须有 HTTPS 和短信网关。"""
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
    require_safe(settings)
    with bound(settings.host, settings.port) as listener:
        app = create_app(here)
        # What is loaded by now stays: a collection that looks at it stops everybody for 0.2 s.
        gc.collect()
        gc.freeze()
        # Whose word on addresses is believed is our own setting: trusted_proxies.
        config = uvicorn.Config(app, log_level="warning", access_log=False, proxy_headers=False)
        server = uvicorn.Server(config)
        log_requests()
        here_at = listening_at(settings.host, settings.port)
        typer.echo(f"灵岗运行在 {here_at}，按 Ctrl+C 停止。")
        if settings.sms_url:
            typer.echo(f"短信里的链接以 {settings.reached_at}/ 开头。")
        with suppress(KeyboardInterrupt):
            server.run(sockets=[listener])


def log_requests() -> None:
    """One line of JSON a request on standard error."""
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(message)s"))
    LOG.handlers = [handler]
    LOG.setLevel(logging.INFO)
    LOG.propagate = False


def require_safe(settings: Settings) -> None:
    """CannotListen where others could reach the host, and passwords or codes would be seen."""
    if settings.host in LOOPBACK:
        return
    lacking = []
    if not settings.https:
        lacking.append(
            "前面要有提供 HTTPS 的代理，并设 LINGGANG_HTTPS=true（登录凭据只走加密连接）"
        )
    if not settings.sms_url:
        lacking.append("要设 LINGGANG_SMS_URL（短信网关；不设，验证码会写在本机控制台上）")
    if not settings.address:
        lacking.append("要设 LINGGANG_ADDRESS（对外的地址，写在短信的链接里）")
    elif settings.https and not settings.address.startswith("https:"):
        lacking.append("LINGGANG_ADDRESS 应以 https:// 开头（短信里的链接也走加密连接）")
    if lacking:
        raise CannotListen(
            f"不能监听 {settings.host}，别的机器会连到它：{'；'.join(lacking)}。"
            f"只在本机用，请监听 {LOOPBACK[0]}。"
        )


def bound(host: str, port: int) -> socket.socket:
    """A socket that listens. CannotListen: the port is taken, or the address is none of ours."""
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
