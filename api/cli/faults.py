"""Faults of the system and of settings in one Chinese line: what, why and how to mend it."""

import errno
from typing import Final

from pydantic import ValidationError

from api.settings import Settings
from registry.errors import LinggangError

WHY: Final = {
    errno.ENOENT: "没有这个文件或文件夹",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.ENOTDIR: "路径中有一段是文件，不是文件夹",
    errno.EISDIR: "它是文件夹，不是文件",
    errno.EEXIST: "已有同名的文件，它不是文件夹，也不会被覆盖",
    errno.ENOSPC: "磁盘已满",
    errno.EROFS: "磁盘是只读的",
    errno.EADDRINUSE: "端口已被占用",
    errno.EADDRNOTAVAIL: "本机没有这个地址",
}
# What a setting should look like, by its name.
SHOULD_BE: Final = {
    "port": "应是 1 至 65535 的整数，例如 8000",
    "as_of": "应是日期，例如 2026-11-22",
    "address": "应是对外的地址，只写协议、主机和端口，不带路径和参数，例如 https://gig.example.cn",
    "feed_close_share": "应在 0 和 1 之间，例如 0.5",
}
# May hold a password, so that its value is never shown.
UNSHOWN: Final = frozenset({"database_url"})


def explained(fault: OSError | ValidationError | LinggangError) -> str:
    """The fault in one line, without the prefix that says it is one."""
    if isinstance(fault, OSError):
        return system_fault(fault)
    if isinstance(fault, ValidationError):
        return "；".join(_setting_fault(name, value) for name, value in _bad_settings(fault))
    return str(fault)


def system_fault(fault: OSError) -> str:
    """What the system would not do, and to which path."""
    why = WHY.get(fault.errno or 0, fault.strerror or str(fault))
    where = f"{fault.filename}：" if fault.filename else ""
    return f"{where}{why}。请检查路径、权限和磁盘。"


def _bad_settings(fault: ValidationError) -> list[tuple[str, object]]:
    return [(str(each["loc"][0]) if each["loc"] else "", each["input"]) for each in fault.errors()]


def _setting_fault(name: str, value: object) -> str:
    prefix = Settings.model_config["env_prefix"]
    shown = "" if name in UNSHOWN else f"“{str(value)[:60]}”"
    return f"设置 {prefix}{name.upper()} 的值{shown}不对：{SHOULD_BE.get(name, '读不懂，请核对')}。"
