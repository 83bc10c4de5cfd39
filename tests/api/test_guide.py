"""A person's plan as route, page and command: by whose leave, of which library, in what words."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from api.cli.guide import plan_lines
from api.database import reading
from api.runtime import Runtime
from api.store.tables import audit as audit_table
from matcher.guidance.advice import Kind
from registry.access.account_role import AccountRole
from registry.workers.consent import Purpose
from tests.api.commands import run
from tests.api.page_checks import page_of, words_of
from tests.api.pool_town import say
from tests.api.signed_in import SignedInClient, signed_in
from tests.api.small_town import settle
from tests.builders import DAY

PAGE = {"accept": "text/html"}
PLAN = {
    "worker", "as_of", "profile", "elapsed_ms", "now", "barriers", "strategies", "advice", "more",
    "asks", "nothing", "facts", "facts_of",
}  # fmt: skip
ADVICE = {
    "kind", "said", "title", "words", "short", "figures", "more", "now", "pay_hour", "pay_told",
    "steps", "proof", "clauses", "mark",
}  # fmt: skip


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Runtime]:
    """The small town; W1 agreed to lists by her profile, W2 has not."""
    town = settle(tmp_path_factory.mktemp("guide"))
    say(town, "W1", given=True, purpose=Purpose.RECOMMENDATION)
    yield town
    town.close()


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home of the same town for commands."""
    folder = tmp_path_factory.mktemp("guide-command")
    settle(folder).close()
    return folder


def person(here: Runtime, worker: str) -> SignedInClient:
    return signed_in(here, AccountRole.WORKER, worker=worker)


def advisor(here: Runtime, county: str = "371311") -> SignedInClient:
    return signed_in(here, AccountRole.ADVISOR, county=county)


def plan(answer: Any) -> dict[str, Any]:
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def test_her_plan_has_its_numbers_their_proof_and_dated_steps(here: Runtime) -> None:
    found = plan(person(here, "W1").get("/v1/me/guidance"))
    assert found.keys() == PLAN
    assert (found["worker"], found["as_of"], found["profile"]) == ("W1", DAY.isoformat(), "public")
    assert 1 <= len(found["strategies"]) <= 3
    for each in (*found["strategies"], *found["advice"], *found["more"]):
        assert each.keys() == ADVICE
        assert all(step["by"] is None or step["by"] >= DAY.isoformat() for step in each["steps"])
        assert all(one["posting_id"].startswith("town:") for one in each["proof"])
    kinds = [each["kind"] for each in found["strategies"]]
    assert len(set(kinds)) == len(kinds)
    assert found["now"]["open"] >= 1


def test_the_same_question_has_the_same_answer(here: Runtime) -> None:
    her = person(here, "W1")
    there, back = (plan(her.get("/v1/me/guidance")) for _ in range(2))
    assert there | {"elapsed_ms": 0} == back | {"elapsed_ms": 0}


def test_an_advisor_sees_the_plan_that_she_sees(here: Runtime) -> None:
    hers = plan(person(here, "W1").get("/v1/me/guidance"))
    theirs = plan(advisor(here).get("/v1/workers/W1/guidance"))
    assert hers | {"elapsed_ms": 0} == theirs | {"elapsed_ms": 0}


def test_who_has_not_agreed_is_told_where_to_and_an_advisor_needs_no_such_leave(
    here: Runtime,
) -> None:
    answer = person(here, "W2").get("/v1/me/guidance")
    assert answer.status_code == 403
    assert "我同意了什么" in answer.json()["detail"]
    assert plan(advisor(here).get("/v1/workers/W2/guidance"))["worker"] == "W2"


@pytest.mark.parametrize(
    ("path", "county", "status"),
    [
        pytest.param("/v1/workers/W1/guidance", "371302", 403, id="of another county"),
        pytest.param("/v1/workers/W1/guidance", "", 200, id="of the whole city"),
        pytest.param("/v1/workers/none/guidance", "371311", 404, id="nobody"),
        pytest.param("/v1/workers/W1/guidance?profile=x", "371311", 422, id="no such library"),
        pytest.param("/v1/workers/W1/guidance?as_of=x", "371311", 422, id="no day"),
    ],
)
def test_an_advisor_reads_of_her_own_county_alone(
    here: Runtime, path: str, county: str, status: int
) -> None:
    assert advisor(here, county).get(path).status_code == status


def test_the_archive_is_a_library_of_its_own(here: Runtime) -> None:
    found = plan(advisor(here).get("/v1/workers/W1/guidance?profile=archive"))
    assert found["profile"] == "archive"
    assert found["now"] == {"open": 0, "ask": 0, "silent": 0}
    assert found["strategies"] == []


def test_somebody_without_a_profile_is_told_so(here: Runtime) -> None:
    assert signed_in(here, AccountRole.WORKER).get("/v1/me/guidance").status_code == 404


def test_that_others_read_her_plan_is_kept(here: Runtime) -> None:
    def reads() -> int:
        with reading(here.engine) as connection:
            rows = connection.execute(select(audit_table.c.subject)).scalars()
            return sum(one == "W1" for one in rows)

    before = reads()
    advisor(here).get("/v1/workers/W1/guidance")
    assert reads() > before


def test_her_page_says_the_plan_in_short_words(here: Runtime) -> None:
    her = person(here, "W1")
    found = plan(her.get("/v1/me/guidance"))
    page = page_of(her.get("/me/guidance", headers=PAGE))
    words = words_of(page)
    for each in found["strategies"]:
        assert each["title"] in words
        assert each["short"] in words
    assert all(each["ask"] in words for each in found["asks"])
    assert f"现在有 {found['now']['open']} 个" in words
    assert "{" not in words


def test_without_consent_or_profile_the_page_says_what_to_do(here: Runtime) -> None:
    not_agreed = page_of(person(here, "W2").get("/me/guidance", headers=PAGE))
    assert 'href="/me/consents"' in not_agreed
    unknown = page_of(signed_in(here, AccountRole.WORKER).get("/me/guidance", headers=PAGE))
    assert 'href="/me/profile"' in unknown
    for page in (not_agreed, unknown):
        assert "条件都对得上的岗位现在有" not in words_of(page)


def test_the_command_says_the_plan_and_gives_it_as_json(home: Path) -> None:
    said = run("guide", "--worker", "W1", "--as-of", DAY.isoformat(), home=home)
    assert said.returncode == 0, said.stderr
    given = run("guide", "--worker", "W1", "--as-of", DAY.isoformat(), "--json", home=home)
    found = json.loads(given.stdout)
    assert found.keys() == PLAN
    first, *lines = plan_lines(found)
    assert said.stdout.splitlines()[1:] == lines
    assert first.startswith(f"W1 · {DAY.isoformat()} · 用时 ")
    for number, each in enumerate(found["strategies"], 1):
        assert f"【出路{number}】{each['title']}" in said.stdout
        assert each["words"] in said.stdout
    assert [each["ask"] for each in found["asks"] if each["ask"] not in said.stdout] == []


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--worker", "none"), "none"),
        ((), "--worker"),
        (("--worker", "W1", "--profile", "x"), "public"),
    ],
)
def test_a_faulty_command_says_what_is_wrong(
    home: Path, arguments: tuple[str, ...], says: str
) -> None:
    done = run("guide", *arguments, home=home)
    assert done.returncode != 0
    assert says in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


def test_every_kind_is_named_in_a_plan_or_has_a_question(here: Runtime) -> None:
    found = plan(advisor(here).get("/v1/workers/W1/guidance"))
    named = {each["kind"] for part in ("strategies", "advice", "more", "nothing", "asks")
             for each in found[part]}  # fmt: skip
    # Who is asked the same twice is asked once, so that a kind may be left with no line of its own.
    assert named <= set(Kind)
    assert {Kind.APPLY, Kind.RIGHTS} <= named
