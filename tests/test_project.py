"""What is written down about the project stays true."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("registry", "indexing", "matcher", "api")
MODULES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
DATA_FOLDERS = sorted(path for path in (ROOT / "data").iterdir() if path.is_dir())
PATH_IN_TEXT = re.compile(r"`([\w.\-]+(?:/[\w.\-]+)+/?|[A-Z]\w+(?:\.[\w-]+)*\.(?:md|lock|toml))`")


def paths_named_in(page: Path) -> list[str]:
    return PATH_IN_TEXT.findall(page.read_text(encoding="utf-8"))


PAGES = ["docs/MAP.md", "docs/rules.md", "docs/notice-63.md", "CHANGELOG.md"]


@pytest.mark.parametrize("page", ["README.md", "README.zh-CN.md", *PAGES])
def test_every_path_that_a_page_names_exists(page: str) -> None:
    named = paths_named_in(ROOT / page)
    missing = [path for path in named if not (ROOT / path).exists()]
    assert not missing
    assert named


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_module_opens_with_a_sentence_saying_what_it_is(path: Path) -> None:
    docstring = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    assert docstring
    assert docstring.splitlines()[0].endswith((".", ":", "?"))


def test_every_folder_of_code_is_on_the_map() -> None:
    map_text = (ROOT / "docs/MAP.md").read_text(encoding="utf-8")
    folders = {path.parent.relative_to(ROOT).as_posix() for path in MODULES}
    missing = [folder for folder in sorted(folders) if f"{folder}/" not in map_text]
    assert not missing


@pytest.mark.parametrize("folder", DATA_FOLDERS, ids=lambda path: path.name)
def test_every_data_folder_names_source_date_and_licence(folder: Path) -> None:
    text = (folder / "README.md").read_text(encoding="utf-8").lower()
    assert all(word in text for word in ("source", "licence"))
    assert re.search(r"20\d\d-\d\d-\d\d", text)


def test_the_two_readmes_have_the_same_shape() -> None:
    english, chinese = (
        (ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "README.zh-CN.md")
    )
    for sign in ("\n## ", "```", "\n| "):
        assert english.count(sign) == chinese.count(sign)


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_a_readme_holds_no_placeholder(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert not re.search(r"(?<!LINGGANG)\b(?!LINGGANG)[A-Z]+_[A-Z0-9]+\b", text)


def test_the_lock_holds_hashes_and_no_address() -> None:
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert "--hash=sha256:" in text
    assert "://" not in text


def test_decisions_are_numbered_without_gaps() -> None:
    numbers = sorted(int(path.name[:4]) for path in (ROOT / "docs/decisions").glob("*.md"))
    assert numbers == list(range(1, len(numbers) + 1))


def test_no_test_identity_number_could_be_a_persons() -> None:
    number = re.compile(r"(?<!\d)\d{17}[\dXx](?!\d)")
    allowed = "11010519491231002"  # the standard's own sample, also with a wrong check digit
    for path in [*(ROOT / "tests").rglob("*.py"), *(ROOT / "data/samples").iterdir()]:
        if path.is_file() and path.suffix in {".py", ".jsonl", ".csv", ".yaml", ".md"}:
            text = path.read_bytes().decode("utf-8", errors="ignore")
            found = {one for one in number.findall(text) if not one.startswith(allowed)}
            assert all(one.startswith("371399") for one in found), path.name
