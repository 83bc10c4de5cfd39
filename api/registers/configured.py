"""The registers of an installation, from registers.yaml in its home folder."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Final
from urllib.parse import urlsplit

import httpx2
import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from api.clock import now
from api.feeds.strict import fault_of, unknown_key
from api.registers.breaker import Breaker
from api.registers.files import OLDEST_DAYS, FileRegister
from api.registers.http import ATTEMPT_S, HttpRegister, Line, new_client
from api.registers.port import Register, Registers, Timing
from api.settings import Settings
from registry.errors import LinggangError
from registry.registration.register_answer import Source

GUIDE: Final = "docs/registers.md"
THIS_MACHINE: Final = ("127.0.0.1", "localhost", "::1")
MOST_FAILURES: Final = 5
PAUSE_S: Final = 30.0


class RegistersFileBroken(LinggangError):
    """A registers.yaml that cannot be used; its text names source, key, fault and remedy."""

    code = "registers_file_broken"


class _Reached(BaseModel):
    """One source. token_env: the environment variable that holds the token, never the token."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    http: str | None = None
    token_env: Annotated[str, Field(min_length=1)] | None = None
    attempt_s: Annotated[float, Field(gt=0, le=10)] = ATTEMPT_S
    files: Annotated[str, Field(min_length=1)] | None = None
    max_age_days: Annotated[int, Field(ge=1, le=366)] = OLDEST_DAYS


# Which keys go with which way.
OF_HTTP: Final = frozenset({"http", "token_env", "attempt_s"})
OF_FILES: Final = frozenset({"files", "max_age_days"})


def open_registers(settings: Settings) -> Registers:
    """The registers that are connected, perhaps none; RegistersFileBroken says what to mend."""
    path = settings.registers_file
    timing = Timing(now=lambda: now(settings))
    client = new_client()
    try:
        each = tuple(
            _register(Source(name), _reached(name, data), path.parent, client, timing)
            for name, data in _read(path).items()
        )
    except RegistersFileBroken:
        client.close()
        raise
    return Registers(each, timing, client.close)


def _read(path: Path) -> Mapping[str, Any]:
    if not path.exists():
        return {}
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8-sig"))
    except yaml.MarkedYAMLError as fault:
        mark = fault.problem_mark
        line = f"第 {mark.line + 1} 行" if mark else "它"
        raise RegistersFileBroken(f"{path.name}：{line}不是合法的 YAML，请改正。") from fault
    except (OSError, UnicodeDecodeError, yaml.YAMLError, ValueError) as fault:
        raise RegistersFileBroken(f"读不了 {path.name}：请检查权限和编码（UTF-8）。") from fault
    if data is None:
        return {}
    if not isinstance(data, dict):
        raise RegistersFileBroken(f"{path.name} 应是一组“来源: 接入方式”，写法见 {GUIDE}。")
    for name in data:
        if name not in set(Source):
            raise RegistersFileBroken(
                f"{path.name}：{unknown_key('来源', str(name), list(Source))}"
            )
    return data


def _reached(name: str, data: object) -> _Reached:
    try:
        reached = _Reached.model_validate(data)
    except ValidationError as error:
        fault = error.errors(include_url=False, include_input=False)[0]
        if fault["type"] == "extra_forbidden":
            known = tuple(_Reached.model_fields)
            raise _broken(name, unknown_key("项", str(fault["loc"][-1]), known)) from error
        field, _, words = fault_of(fault["type"], fault["loc"])
        raise _broken(name, f"{field}{words}" if field else words) from error
    given = reached.model_fields_set
    if (reached.http is None) == (reached.files is None):
        raise _broken(name, "http 和 files 请写一个，而且只写一个。")
    if strays := given - (OF_HTTP if reached.http is not None else OF_FILES):
        way = "http" if reached.http is not None else "files"
        raise _broken(name, f"{'、'.join(sorted(strays))} 不能和 {way} 写在一起，请删去。")
    return reached


def _register(
    source: Source, reached: _Reached, home: Path, client: httpx2.Client, timing: Timing
) -> Register:
    if reached.files is not None:
        folder = home / reached.files
        if not folder.is_dir():
            raise _broken(source, f"没有 {folder} 这个文件夹：请建立，或改正 files。")
        return FileRegister(source, folder, reached.max_age_days, timing)
    line = Line(_address(source, reached.http or ""), _token(source, reached), reached.attempt_s)
    breaker = Breaker(MOST_FAILURES, PAUSE_S, timing.monotonic)
    return HttpRegister(source, line, client, breaker, timing)


def _address(name: str, text: str) -> str:
    """An address under which /query is asked: over TLS, but for a service of this machine."""
    try:
        parts = urlsplit(text)
        host, _ = parts.hostname, parts.port
    except ValueError:
        parts, host = urlsplit(""), None
    if not host or not text.isascii() or parts.scheme not in ("http", "https"):
        raise _broken(name, "http 应是完整的地址，如 https://registers.example/employment。")
    if parts.username is not None or parts.query or parts.fragment:
        raise _broken(name, "http 的地址里不能有账号、“?”和“#”；令牌请用 token_env。")
    if parts.scheme == "http" and host not in THIS_MACHINE:
        raise _broken(name, "身份证号不能明文传送：地址请用 https://。")
    return text.rstrip("/")


def _token(name: str, reached: _Reached) -> str:
    variable = reached.token_env
    if variable is None:
        return ""
    token = os.environ.get(variable, "").strip()
    if not token:
        raise _broken(name, f"环境变量 {variable} 没有值：请把对方发的令牌放在里面。")
    if not (token.isascii() and token.isprintable()) or " " in token:
        raise _broken(name, f"环境变量 {variable} 里的令牌有空格或非英文字符，请重新填写。")
    return token


def _broken(name: str, words: str) -> RegistersFileBroken:
    return RegistersFileBroken(f"registers.yaml 的 {name}：{words}写法见 {GUIDE}。")
