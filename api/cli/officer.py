"""What the commands of officers share: who acts, and where."""

from typing import Annotated

import typer

from registry.actor import Actor, Role
from registry.errors import InvalidField

ByOption = Annotated[str, typer.Option("--by", help="办理人（工作人员）")]
OfficeOption = Annotated[str, typer.Option("--office", help="办理机构的区划代码，如 371311")]


def officer(by: str, office: str) -> Actor:
    """The officer who acts; InvalidField where nobody is named."""
    if not by.strip():
        raise InvalidField("by", "missing", "请写明由谁办理。")
    return Actor(by.strip(), Role.OFFICER, office)
