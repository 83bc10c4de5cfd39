"""Every action that the program writes into the audit chain has a name in the office's words."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import api
from api.services.audit_words import DONE, MATTERS

CODE: Final = Path(api.__file__).parent
ACTION: Final = 3  # its place among the arguments of audit.append


def written() -> Iterator[str]:
    """The actions as they stand in the code; of those made up while it runs the beginning."""
    for path in CODE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "audit.append":
                yield from strings(node.args[ACTION])


def strings(action: ast.expr) -> Iterator[str]:
    first = action.values[0] if isinstance(action, ast.JoinedStr) else action
    if isinstance(first, ast.Constant):
        yield str(first.value)


def test_every_action_written_has_its_matter_and_its_name() -> None:
    found = {action: action.partition(".") for action in written()}
    assert len(found) > 20
    for action, (matter, _, done) in found.items():
        assert matter in MATTERS, action
        assert not done or done in DONE[matter], action


def test_every_matter_has_names_of_what_is_done() -> None:
    for matter in MATTERS:
        begin, _, rest = matter.partition(".")
        assert any(done.startswith(rest) for done in DONE[begin]), matter
