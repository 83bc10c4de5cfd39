"""`linggang serve`: HTTP and the page, on this machine only unless told otherwise."""

from typing import Annotated

import typer

from api.cli.common import HomeOption, runtime
from api.runtime import Runtime


def serve(
    host: Annotated[str | None, typer.Option(help="监听地址，默认 127.0.0.1")] = None,
    port: Annotated[int | None, typer.Option(help="监听端口，默认 8000")] = None,
    home: HomeOption = None,
) -> None:
    """提供 HTTP 接口和网页。"""
    given = {name: value for name, value in (("host", host), ("port", port)) if value is not None}
    run_server(runtime(home, **given))


def run_server(here: Runtime) -> None:
    """Serve until stopped; database and index are opened first, so that a fault is told at once."""
    # Loaded here, because they take as long to load as most other commands take to run.
    import uvicorn  # noqa: PLC0415

    from api.app import create_app  # noqa: PLC0415

    app = create_app(here)
    settings = here.settings
    typer.echo(f"灵岗运行在 http://{settings.host}:{settings.port}，按 Ctrl+C 停止。")
    uvicorn.run(app, host=settings.host, port=settings.port, log_level="warning")
