"""The texts of guidance: whole, with the figures they are told, steering nobody; their faults."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from shutil import copytree
from typing import Any, Final

import pytest

from api.cli.guide import plan_lines
from api.data_files import DataFileBroken
from api.guidance_texts import GuidanceTexts, load_guidance_texts, placeholders
from api.services.guide import Guided
from api.services.guide_view import plan_json
from api.settings import find_data_dir
from matcher.guidance.advice import Advice, Ask, Figure, Kind, Outcome, Question
from matcher.guidance.every import every
from matcher.guidance.plan import plan_of
from registry.jobs.posting import Profile
from tests.builders import DAY
from tests.matcher.guidance.made_people import PEOPLE, Made
from tests.matcher.guidance.said import unsaid

MADE = pytest.mark.parametrize("made", [pytest.param(each, id=each.story) for each in PEOPLE])
NUMBER: Final = re.compile(r"\d+(?:\.\d+)?")
# Numbers that sentences say themselves: a hotline, an interval's level, a day's hours, a usual
# working day, the fewest that anything is stated of.
OF_THE_TEXTS: Final = {"12333", "95", "24", "8", "10"}
STEERING: Final = (
    *("适合女", "适合男", "女性适合", "男性适合", "女性优先", "男性优先", "限男", "限女"),
    *(
        "男的",
        "女的",
        "男工",
        "女工",
        "女孩",
        "男孩",
        "小伙",
        "姑娘",
        "大姐",
        "大妈",
        "阿姨",
        "宝妈",
    ),
    *("大叔", "大爷", "年轻人", "年轻力壮", "年纪", "年龄偏大", "年龄大", "岁以下", "岁以上"),
    *("老年人", "体力活适合"),
)
PARTS: Final = ("steps", "whys", "nothing")
# Kinds whose texts are all said to the made people; the others have tests of their own for that.
SAID_HERE: Final = (
    Kind.WISHES, Kind.APPLY, Kind.NEIGHBOURS, Kind.CERTIFICATE, Kind.AREA, Kind.WEEK, Kind.PAY,
    Kind.DAY_WORK,
)  # fmt: skip


@pytest.fixture(scope="module")
def texts() -> GuidanceTexts:
    return load_guidance_texts(find_data_dir())


def plan_of_made(made: Made, texts: GuidanceTexts) -> dict[str, Any]:
    town = made.ground
    postings = dict(enumerate(made.postings))
    return plan_json(Guided(town, Profile.PUBLIC, plan_of(town), DAY, postings, 0.0), texts)


def strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from strings(each)
    elif isinstance(value, list):
        for each in value:
            yield from strings(each)


def all_texts(texts: GuidanceTexts) -> Iterator[str]:
    for own in texts.kinds.values():
        yield own.title
        yield from (sentence for each in own.texts.values() for sentence in each)
        for part in PARTS:
            yield from getattr(own, part).values()
    yield from (sentence for each in texts.questions.values() for sentence in each)


@MADE
def test_a_made_persons_plan_is_whole_sentences(made: Made, texts: GuidanceTexts) -> None:
    for words in strings(plan_of_made(made, texts)):
        assert not set("{}") & set(words), words
        assert "nan" not in words, words
        assert "None" not in words, words
        assert "。。" not in words, words


@MADE
def test_what_is_for_whenever_it_happens_carries_no_day(made: Made, texts: GuidanceTexts) -> None:
    plan = plan_of_made(made, texts)
    advised = [each for part in ("strategies", "advice", "more") for each in plan[part]]
    steps = [step for each in advised for step in each["steps"]]
    assert [step for step in steps if step["words"].startswith("遇到") and step["by"]] == []
    assert not any("None" in line for line in plan_lines(plan))


@MADE
def test_every_number_of_a_sentence_is_one_of_its_figures(made: Made, texts: GuidanceTexts) -> None:
    for outcome in every(made.ground):
        for words, figures in sentences(outcome, texts):
            told = {number for each in figures.values() for number in numbers_of(each)}
            assert set(NUMBER.findall(words)) <= told | OF_THE_TEXTS, (words, figures)


def sentences(outcome: Outcome, texts: GuidanceTexts) -> Iterator[tuple[str, dict[str, Figure]]]:
    """What is said of an outcome, each with its figures."""
    own, figures = texts.kinds[outcome.kind], dict(outcome.figures)
    if isinstance(outcome, Ask):
        yield own.whys[outcome.why].format(**figures), figures
    elif isinstance(outcome, Advice):
        for key in (outcome.said, *outcome.also):
            yield from ((each.format(**figures), figures) for each in own.texts[key])
        for step in outcome.steps:
            yield own.steps[step.text].format(**step.figures), dict(step.figures)
    else:
        yield own.nothing[outcome.said].format(**figures), figures


def numbers_of(figure: Figure) -> set[str]:
    """A figure in the ways in which sentences write it."""
    if isinstance(figure, date):
        return set(NUMBER.findall(figure.isoformat()))
    if isinstance(figure, str):
        return set(NUMBER.findall(figure))
    return {f"{figure:g}", f"{figure:.0f}"}


def test_every_text_of_the_first_kinds_is_said_to_somebody() -> None:
    outcomes = [each for made in PEOPLE for each in every(made.ground)]
    missing = {kind: unsaid(kind, [o for o in outcomes if o.kind is kind]) for kind in SAID_HERE}
    assert {kind: keys for kind, keys in missing.items() if keys} == {}


def test_no_text_steers_anybody_by_sex_or_age(texts: GuidanceTexts) -> None:
    said = [*all_texts(texts), *(w for made in PEOPLE for w in strings(plan_of_made(made, texts)))]
    assert [words for words in said if any(each in words for each in STEERING)] == []


def test_every_kind_and_question_has_its_texts_and_every_text_is_plain(
    texts: GuidanceTexts,
) -> None:
    assert texts.kinds.keys() == set(Kind)
    assert texts.questions.keys() == set(Question)
    for own in texts.kinds.values():
        assert own.title
        assert all(said.advisor for said in own.texts.values())
        assert all(each for part in PARTS for each in getattr(own, part).values())
    for words in all_texts(texts):
        assert words.strip() == words
        assert all(name.isidentifier() for name in placeholders(words)), words


@pytest.mark.parametrize(
    ("file", "old", "new", "says"),
    [
        pytest.param("week", "title: ", "name: ", ("title",), id="no title"),
        pytest.param("week", "    worker: ", "    reader: ", ("opens", "worker"), id="no worker"),
        pytest.param("week", "{days}", "{days", ("opens", "花括号"), id="a brace not closed"),
        pytest.param("apply", "{asked}", "asked}", ("none", "花括号"), id="a brace not opened"),
        pytest.param("week", "whys:\n", "whys: [1]\nothers:\n", ("whys",), id="whys is a list"),
        pytest.param("week", "texts:\n", "texts: [1]\nothers:\n", ("texts",), id="texts a list"),
        pytest.param("week", "title: ", "- ", (), id="no mapping at all"),
        pytest.param("questions", "trades: ", "trade: ", ("trades",), id="a question left out"),
        pytest.param("questions", "ask: 您做过", "say: 您做过", ("trades", "ask"), id="no ask"),
    ],
)
def test_a_fault_of_a_file_is_told_with_its_file_and_key(
    tmp_path: Path, file: str, old: str, new: str, says: tuple[str, ...]
) -> None:
    copytree(find_data_dir() / "guidance", tmp_path / "guidance")
    path = tmp_path / "guidance" / f"{file}.yaml"
    words = path.read_text(encoding="utf-8")
    assert old in words
    path.write_text(words.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DataFileBroken) as fault:
        load_guidance_texts(tmp_path)
    assert f"data/guidance/{file}.yaml" in str(fault.value)
    assert all(each in str(fault.value) for each in says), str(fault.value)


def test_a_short_text_is_empty_only_after_another(texts: GuidanceTexts) -> None:
    firsts = {(one.kind, one.said) for made in PEOPLE for one in every(made.ground)
              if isinstance(one, Advice)}  # fmt: skip
    assert all(texts.kinds[kind].texts[said].worker for kind, said in firsts)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    copytree(find_data_dir() / "guidance", tmp_path / "guidance")
    (tmp_path / "guidance" / "rest.yaml").unlink()
    with pytest.raises(DataFileBroken, match="guidance/rest"):
        load_guidance_texts(tmp_path)
