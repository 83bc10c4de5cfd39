"""A month on the platform, by its own roles over HTTP, on both databases.

Two made platforms and a gig market send postings; a worker signs in, registers, agrees, gets a
list, applies, is answered and hired; the registry proposes her exit, and its stock changes.
"""

import io
import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import httpx2
import pytest
import uvicorn
from sqlalchemy import Engine, func, select

from api.app import create_app
from api.cli.server import bound
from api.database import reading
from api.runtime import Runtime
from api.settings import Settings
from api.sms.console import ConsoleSms
from api.store import tables
from registry.registration.register_answer import Source
from tests.api.register_server import RegisterServer, running
from tests.api.registration_http import HER_NUMBER, ROW, SEX
from tests.api.small_town import row
from tests.api.workbooks import workbook

FIRST_DAY = date(2026, 11, 2)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NDJSON = "application/x-ndjson"
HEADER = (
    "编号", "岗位名称", "用人单位", "最低工资", "最高工资", "计薪单位", "结算方式", "县区",
    "人数", "有效期至", "岗位说明",
)  # fmt: skip
PROFILE = {
    "county": "罗庄区",
    "text": "做过几年保洁",
    "skills": ["保洁"],
    "free": [{"days": [1, 2, 3, 4, 5, 6], "start": "07:00", "end": "19:00"}],
    "pay_floor": {"amount": 18, "unit": "HOUR"},
}


@dataclass
class City:
    """A running installation: its address, its clock, what its short messages said."""

    here: Runtime
    address: str
    messages: io.StringIO
    clients: list[httpx2.Client] = field(default_factory=list)

    def on(self, day: date) -> None:
        self.here.settings = self.here.settings.model_copy(update={"as_of": day})

    def client(self) -> httpx2.Client:
        client = httpx2.Client(base_url=self.address, timeout=60)
        self.clients.append(client)
        return client

    def stock(self) -> int:
        """How many registrations are in force."""
        table = tables.registrations
        with reading(self.here.engine) as connection:
            asked = select(func.count()).select_from(table).where(table.c.state == "ACTIVE")
            count: int = connection.execute(asked).scalar_one()
        return count


@pytest.fixture
def registers() -> Iterator[RegisterServer]:
    with running() as one:
        yield one


@pytest.fixture
def city(engine: Engine, tmp_path: Path, registers: RegisterServer) -> Iterator[City]:
    lines = [f"{source}: {{http: '{registers.address(source)}'}}\n" for source in Source]
    (tmp_path / "registers.yaml").write_text("".join(lines), encoding="utf-8")
    url = engine.url.render_as_string(hide_password=False)
    here = Runtime(Settings(home=tmp_path, database_url=url, as_of=FIRST_DAY))
    here.build_index(lambda *_: None)
    messages = io.StringIO()
    here.__dict__["sign_in"] = replace(here.sign_in, sms=ConsoleSms(messages))
    with served(here) as address:
        one = City(here, address, messages)
        yield one
        for client in one.clients:
            client.close()
    here.close()


@contextmanager
def served(here: Runtime) -> Iterator[str]:
    """A server of its own port, in a thread of its own."""
    with bound("127.0.0.1", 0) as listener:
        server = uvicorn.Server(uvicorn.Config(create_app(here), log_level="error"))
        thread = threading.Thread(target=server.run, args=([listener],))
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        server.should_exit = True
        thread.join()


def done(answer: httpx2.Response, *statuses: int) -> Any:
    assert answer.status_code in (statuses or (200, 201, 202)), answer.text
    return answer.json()


def keep(client: httpx2.Client, me: dict[str, Any]) -> httpx2.Client:
    client.headers["X-CSRF-Token"] = me["csrf"]
    return client


def staff(city: City, name: str, secret: str) -> httpx2.Client:
    """Signs in with what was made for her, takes a password of her own, signs in again."""
    client, own = city.client(), "四月里种下的一棵小树，十年"
    given = {"name": name, "password": secret}
    keep(client, done(client.post("/v1/sign-in/password", json=given)))
    done(client.put("/v1/me/password", json={"old": secret, "new": own}))
    again = {"name": name, "password": own}
    return keep(client, done(client.post("/v1/sign-in/password", json=again)))


def machine(city: City, made: dict[str, Any]) -> httpx2.Client:
    """A platform's program, with its token."""
    client = city.client()
    form = {
        "grant_type": "client_credentials",
        "client_id": made["name"],
        "client_secret": made["secret"],
    }
    token = done(client.post("/v1/token", data=form))["access_token"]
    client.headers["Authorization"] = f"Bearer {token}"
    return client


def signed_in_worker(city: City, phone: str) -> httpx2.Client:
    """By the code that her telephone gets."""
    client = city.client()
    done(client.post("/v1/sign-in/code", json={"phone": phone}))
    code = re.findall(r"验证码 (\d{6})", city.messages.getvalue())[-1]
    return keep(client, done(client.post("/v1/sign-in", json={"phone": phone, "code": code})))


def agree(worker: httpx2.Client, purpose: str, firm: str = "") -> None:
    texts = {each["purpose"]: each for each in done(worker.get("/v1/consent-texts"))}
    body = {"given": True, "text_version": texts[purpose]["text_version"], "firm": firm}
    done(worker.put(f"/v1/me/consents/{purpose}", json=body))


def market_rows(until: date) -> list[tuple[Any, ...]]:
    """Five hundred postings of a gig market, in everyday trades."""
    trades = ("办公楼保洁员", "家庭保洁", "商场保洁员", "外卖骑手", "仓库分拣员")
    return [
        (
            f"M{number:04d}", trades[number % len(trades)], f"兰山第{number % 40}家政服务部",
            20 + number % 5, 24 + number % 5, "小时", "日结", "罗庄区", 2, until.isoformat(),
            f"招聘{trades[number % len(trades)]}，时间灵活，服从安排",
        )
        for number in range(500)
    ]  # fmt: skip


def test_a_month_from_the_first_feed_to_an_exit_of_the_registry(city: City, tmp_path: Path) -> None:
    until = FIRST_DAY + timedelta(days=60)
    stands = {"valid_until": until.isoformat()}

    # The security administrator makes everybody's account.
    first = city.here.accounts.make_first()
    assert first is not None
    admin = staff(city, first.account.name, first.secret)

    def account(name: str, role: str, **values: str) -> dict[str, Any]:
        made: dict[str, Any] = done(
            admin.post("/v1/accounts", json={"name": name, "role": role, **values})
        )
        return made

    orange = machine(city, account("橙子配送", "platform", firm="orange"))
    grape = machine(city, account("葡萄家政", "platform", firm="grape"))
    made_market = account("罗庄零工市场", "employer", firm="market")
    market = staff(city, made_market["name"], made_market["secret"])
    made_reviewer = account("赵审核", "reviewer", county="371311")
    reviewer = staff(city, made_reviewer["name"], made_reviewer["secret"])

    # Two platforms send lines, a gig market a workbook of 500.
    rides = [row(number, "外卖骑手", source="orange", **stands) for number in ("1", "2")]
    bad = row("3", "", source="orange")
    lines = "\n".join(json.dumps(each, ensure_ascii=False) for each in (*rides, bad))
    sent = done(orange.post("/v1/feed", content=lines.encode(), headers={"content-type": NDJSON}))
    assert (sent["inserted"], sent["refused"]) == (2, 1)
    homes = json.dumps(row("1", "家庭保洁", source="grape", **stands))
    done(grape.post("/v1/feed", content=homes.encode(), headers={"content-type": NDJSON}))
    book = workbook(tmp_path / "market.xlsx", *market_rows(until), header=HEADER)
    sent = done(market.post("/v1/feed", content=book.read_bytes(), headers={"content-type": XLSX}))
    assert (sent["rows"], sent["inserted"], sent["refused"]) == (500, 500, 0)
    # What one sends, no other may touch.
    done(grape.post("/v1/postings", json=row("9", "保洁", source="orange")), 422)
    assert grape.get("/v1/postings/orange:1").status_code == 404

    # A worker signs in by telephone and says what she can do and when.
    worker = signed_in_worker(city, "13800000000")
    done(worker.patch("/v1/me/profile", json=PROFILE))
    me = done(worker.get("/v1/me"))
    mine = f"/v1/workers/{me['worker']}/recommendations"
    agree(worker, "RECOMMENDATION")

    # She registers by her promise, and is in force at once.
    claim = ROW | SEX | {"start_date": FIRST_DAY.isoformat()}
    one = done(worker.post("/v1/registrations", json=claim))["registration_id"]
    text = done(worker.get("/v1/registrations/commitment-text"))
    text.pop("text")
    done(worker.post(f"/v1/registrations/{one}/signature", json=text | {"channel": "online"}))
    assert done(worker.post(f"/v1/registrations/{one}/submission"))["state"] == "ACTIVE"
    assert city.stock() == 1

    # A week later she looks at her list, and wants what the market offers.
    city.on(FIRST_DAY + timedelta(days=7))
    items = done(worker.get(mine))["items"]
    assert items
    assert all("保洁" in item["title"] for item in items[:5])
    wanted = next(item for item in items if item["posting_id"].startswith("market:"))
    applied = done(worker.post("/v1/applications", json={"posting_id": wanted["posting_id"]}))
    name = f"/v1/applications/{applied['application_id']}"
    # Without her consent the firm sees nothing, not even that it is there.
    assert done(market.get("/v1/applications"))["items"] == []
    assert market.get(name).status_code == 404
    agree(worker, "PASS_TO_FIRM", firm="market")
    assert len(done(market.get("/v1/applications"))["items"]) == 1
    assert grape.get(name).status_code == 404

    # The market answers, they meet, and both tell that she was hired.
    city.on(FIRST_DAY + timedelta(days=9))
    done(market.post(f"{name}/invite", json={"words": "欢迎来面试"}))
    start = FIRST_DAY + timedelta(days=14)
    city.on(start)
    told = {"said": "hired", "kind": "LABOUR_CONTRACT", "on": start.isoformat()}
    done(market.post(f"{name}/tell", json=told))
    done(worker.post(f"{name}/tell", json=told))

    # The registry proposes, and changes only by her yes.
    (proposal,) = done(worker.get("/v1/hire-proposals"))["items"]
    assert city.stock() == 1
    assert len(done(reviewer.get("/v1/hire-proposals"))["items"]) == 1
    done(worker.post(f"/v1/hire-proposals/{proposal['proposal_id']}/confirm"))
    after = done(worker.get(f"/v1/registrations/{one}"))
    assert (after["state"], after["ended_on"]) == ("EXITED", start.isoformat())
    assert city.stock() == 0

    # What she withdraws is gone at once; who looked at her is told; her number stands nowhere.
    withdrawn = {"given": False, "firm": "market"}
    done(worker.put("/v1/me/consents/PASS_TO_FIRM", json=withdrawn))
    assert market.get(name).status_code == 404
    everything = json.dumps(done(worker.get("/v1/me/data")), ensure_ascii=False)
    assert HER_NUMBER not in everything
    assert done(worker.get("/v1/me/seen-by"))["items"]
