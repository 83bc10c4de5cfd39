"""A town with an advisor's desk, and the forms of a whole session of guidance."""

import re
from pathlib import Path
from shutil import copytree
from typing import Any, Final

from api.app import create_app
from api.runtime import Runtime
from api.services.guidance_sessions import PURPOSE
from api.settings import Settings
from registry.access.account_role import AccountRole
from tests.api.signed_in import SignedInClient, signed_in
from tests.builders import DAY

PAGE: Final = "/desk/guidance"
WISHES: Final = {"work": "白班保洁", "hours": "上学时间", "limits": "不上夜班"}
NEEDS: Final = {"skills": "保洁", "care": "接送孩子"}
DECLINED: Final = {"choice": "declined"}
TOLD: Final = {"market": "保洁在招 40 个", "policies": "社会保险补贴"}
PLAN: Final = {
    "goal": "一个月内找到白班保洁",
    "postings": ["town:1", "town:2"],
    "todo-0": "办健康证",
    "by-0": "2026-12-01",
    "disagreement": "我还是想离家近",
}
LETTER: Final = {"letters": "town:1", "to-0": "办公楼人事科", "by-0": "2026-11-28"}
CALLED: Final = {"held_on": "2026-11-22", "way": "phone", "words": "去过了", "result-0": "waiting"}
ENDED: Final = {"ending": "working", "undone": "已经上班", "satisfaction": "5"}


def copy_of(settled: Runtime, home: Path) -> Runtime:
    """A copy of an installation; what no test changes is shared."""
    copytree(settled.settings.home, home)
    runtime = Runtime(Settings(home=home, as_of=DAY))
    for part in ("reference", "model"):
        runtime.__dict__[part] = getattr(settled, part)
    return runtime


def advisor(here: Runtime, county: str = "371311") -> SignedInClient:
    """At the desk of a county."""
    client = signed_in(here, AccountRole.ADVISOR, create_app(here), county=county)
    client.follow_redirects = False
    client.headers["Accept"] = "text/html"
    return client


def shown(client: SignedInClient, worker: str = "W1") -> str:
    """Her page."""
    page = client.get(PAGE, params={"worker": worker})
    assert page.status_code == 200, page.text
    text: str = page.text
    return text


def begun(here: Runtime, client: SignedInClient, worker: str = "W1") -> str:
    """The id of a session that has just begun."""
    version = here.consents.text(PURPOSE).version
    form = {"channel": "screen", "text_version": version}
    answer = client.post(f"/desk/{worker}/guidance", data=form)
    assert answer.status_code == 303, answer.text
    return session_of(shown(client, worker))


def session_of(page: str) -> str:
    """The session that a page is about."""
    found = re.search(r"/desk/guidance/(\w+)/close", page)
    assert found
    return found[1]


def hidden(page: str) -> dict[str, Any]:
    """What the form of the next step sends besides what is typed."""
    fields = re.findall(r'<input type="hidden" name="(shown|kinds)" value="([^"]*)"', page)
    kinds = [value for name, value in fields if name == "kinds"]
    reasons = {f"reason-{kind}": "她现在不想" for kind in kinds}
    return {name: value for name, value in fields if name == "shown"} | {"kinds": kinds} | reasons


def sent(client: SignedInClient, session: str, event: str, form: dict[str, Any]) -> Any:
    """The answer to a step, sent from the page as it is."""
    page = client.get(PAGE, params={"worker": "W1", "session": session}).text
    seen = re.search(r'name="seen" value="([^"]*)"', page)
    tag = seen[1].replace("&#34;", '"') if seen else ""
    own = hidden(page) if event == "plan" else {}
    return client.post(f"{PAGE}/{session}/{event}", data={"seen": tag, **own, **form})


STEPS: Final = (
    ("wishes", WISHES), ("needs", NEEDS), ("test", DECLINED), ("inform", TOLD), ("plan", PLAN),
    ("recommend", LETTER), ("follow_up", CALLED), ("close", ENDED),
)  # fmt: skip


def up_to(here: Runtime, client: SignedInClient, event: str) -> str:
    """A session in which a step is the next."""
    session = begun(here, client)
    for name, form in STEPS:
        if name == event:
            break
        answer = sent(client, session, name, form)
        assert answer.status_code == 303, f"{name}: {answer.text}"
    return session
