"""Limits of requests: by account, by address, by name; and whose address is believed."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from pydantic import ValidationError

from api.app import application
from api.edge.address import address_of
from api.edge.networks import networks_of
from api.edge.rates import MOST, RATES, Bucket, Rates, TooMany
from api.runtime import Runtime
from api.settings import Settings
from registry.access.account_role import AccountRole
from tests.api.signed_in import signed_in
from tests.builders import DAY

BURST, A_MINUTE = RATES[Bucket.ACCOUNT]
DOCUMENTED = (
    Bucket.FIRM,
    Bucket.ACCOUNT,
    Bucket.ADDRESS,
    Bucket.SIGN_IN_ADDRESS,
    Bucket.SIGN_IN_NAME,
    Bucket.COMPLAINT,
)
SMALL = 0.02  # of the table: an account may ask 4 times at once, an address 8 times


class Clock:
    at = 0.0

    def __call__(self) -> float:
        return self.at


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def rates(clock: Clock) -> Rates:
    return Rates(clock=clock)


def passed(rates: Rates, name: str = "a", tries: int = 2 * BURST) -> int:
    count = 0
    for _ in range(tries):
        try:
            rates.take(Bucket.ACCOUNT, name)
        except TooMany:
            return count
        count += 1
    return count


def test_a_burst_passes_and_not_one_more(rates: Rates) -> None:
    assert passed(rates) == BURST
    assert passed(rates, "another") == BURST


def test_a_minute_gives_what_the_table_says(rates: Rates, clock: Clock) -> None:
    passed(rates)
    count = 0
    for _ in range(600):
        clock.at += 0.1
        count += passed(rates)
    assert count == pytest.approx(A_MINUTE, abs=1)


def test_whoever_waits_as_told_passes(rates: Rates, clock: Clock) -> None:
    passed(rates)
    with pytest.raises(TooMany) as told:
        rates.take(Bucket.ACCOUNT, "a")
    clock.at += told.value.after_s
    rates.take(Bucket.ACCOUNT, "a")


def test_memory_is_bounded_and_the_busy_are_remembered(rates: Rates) -> None:
    passed(rates)
    for number in range(MOST + 10):
        rates.take(Bucket.ADDRESS, str(number))
        if number % 1000 == 0:
            assert passed(rates) == 0
    assert len(rates._levels) == MOST
    assert passed(rates) == 0


def test_a_scale_widens_and_nought_means_no_limit(clock: Clock) -> None:
    assert passed(Rates(2.0, clock), tries=10_000) == 2 * BURST
    assert passed(Rates(0, clock), tries=10_000) == 10_000


def test_the_documentation_names_the_limits_of_the_table() -> None:
    page = (Path(__file__).resolve().parents[2] / "docs/api.md").read_text(encoding="utf-8")
    told = re.findall(r"^\| [^|]+ \| ([\d,]+) \| ([\d,]+)( an hour)? \|$", page, re.MULTILINE)
    figures = [
        (int(burst.replace(",", "")), int(count.replace(",", "")) / (60 if hourly else 1))
        for burst, count, hourly in told
    ]
    assert figures == [tuple(RATES[bucket]) for bucket in DOCUMENTED]
    assert set(DOCUMENTED) == set(RATES)
    assert f"{MOST:,} callers" in page


# ---------------------------------------------------------------- over HTTP


@pytest.fixture
def here(tmp_path: Path, clock: Clock) -> Runtime:
    made = Runtime(Settings(home=tmp_path, as_of=DAY, rate_scale=SMALL))
    made.rates = Rates(SMALL, clock=clock)  # on a slow machine a bucket fills while it is emptied
    return made


@pytest.fixture
def client(here: Runtime) -> Iterator[TestClient]:
    with TestClient(application(here)) as client:
        yield client


def statuses(client: TestClient, path: str, times: int) -> list[int]:
    return [client.get(path).status_code for _ in range(times)]


def test_too_many_requests_are_told_when_to_come_again(client: TestClient) -> None:
    assert statuses(client, "/v1/me", 8) == [401] * 8
    answer = client.get("/v1/me")
    assert (answer.status_code, answer.json()["code"]) == (429, "too_many_requests")
    assert int(answer.headers["retry-after"]) >= 1
    assert answer.headers["x-request-id"]


def test_who_watches_the_service_is_not_counted(client: TestClient) -> None:
    assert set(statuses(client, "/healthz", 20)) == {200}
    assert statuses(client, "/v1/nothing", 9)[-1] == 429


def test_who_is_signed_in_is_counted_apart_from_her_address(here: Runtime) -> None:
    with signed_in(here, AccountRole.ADVISOR) as one, signed_in(here, AccountRole.ADVISOR) as two:
        assert statuses(one, "/v1/me", 6) == [200] * 5 + [429]  # the first by her address
        assert statuses(two, "/v1/me", 6) == [200] * 5 + [429]
        assert one.get("/v1/me", headers={"cookie": "linggang=x"}).status_code == 401


def test_guessing_is_slowed_by_address_and_by_name(tmp_path: Path) -> None:
    here = Runtime(Settings(home=tmp_path, as_of=DAY, rate_scale=0.2))
    with TestClient(application(here)) as client:
        guess = {"client_id": "a", "client_secret": "b", "grant_type": "client_credentials"}
        found = [client.post("/v1/token", data=guess).status_code for _ in range(3)]
        assert found == [401, 401, 429]
        names = [guess | {"client_id": str(number)} for number in range(20)]
        found = [client.post("/v1/token", data=each).status_code for each in names]
        assert found == [401] * 9 + [429] * 11


# ---------------------------------------------------------------- addresses

PROXIES = "10.0.0.0/8, 127.0.0.1"


@pytest.mark.parametrize(
    ("peer", "said", "address"),
    [
        pytest.param("203.0.113.5", "", "203.0.113.5", id="no proxy"),
        pytest.param("203.0.113.5", "198.51.100.1", "203.0.113.5", id="said by a stranger"),
        pytest.param("10.0.0.1", "198.51.100.1", "198.51.100.1", id="said by our proxy"),
        pytest.param("127.0.0.1", "1.1.1.1, 198.51.100.1, 10.0.0.2", "198.51.100.1", id="a chain"),
        pytest.param("10.0.0.1", "1.1.1.1, junk", "10.0.0.1", id="junk is not believed"),
        pytest.param("10.0.0.1", "", "10.0.0.1", id="a proxy that says nothing"),
        pytest.param("2001:db8::1", "", "2001:db8::/64", id="IPv6 by its network"),
        pytest.param("::ffff:203.0.113.5", "", "203.0.113.5", id="IPv4 within IPv6"),
        pytest.param("testclient", "", "testclient", id="no address at all"),
    ],
)
def test_an_address_is_believed_only_from_trusted_proxies(
    peer: str, said: str, address: str
) -> None:
    scope = {"client": (peer, 1), "headers": [(b"x-forwarded-for", said.encode())]}
    assert address_of(scope, networks_of(PROXIES)) == address


def test_a_setting_that_is_no_network_is_refused() -> None:
    with pytest.raises(ValidationError, match="trusted_proxies"):
        Settings(trusted_proxies="proxy.example")


def test_complaints_without_signing_in_are_limited_by_address(tmp_path: Path) -> None:
    proxied = Settings(home=tmp_path, as_of=DAY, trusted_proxies="127.0.0.0/8", rate_scale=1)
    here = Runtime(proxied)
    body = {"about": "list", "kind": "ranking", "words": "不合理"}

    def sent(client: TestClient, household: str = "203.0.113.7") -> int:
        headers = {"X-Forwarded-For": household}
        answer = client.post("/v1/complaints", json=body, headers=headers)
        if answer.status_code == 429:
            assert answer.json()["code"] == "too_many_requests"
            assert 1 <= int(answer.headers["retry-after"]) <= 180
        return answer.status_code

    with TestClient(application(here), client=("127.0.0.1", 50000)) as client:
        assert [sent(client) for _ in range(12)] == [201] * 10 + [429] * 2
        assert sent(client, "203.0.113.8") == 201
        page = client.post("/report", data=body, headers={"X-Forwarded-For": "203.0.113.7"})
        assert (page.status_code, page.headers["retry-after"].isdecimal()) == (429, True)
        assert "秒后再试" in page.text
        assert client.get("/v1/me", headers={"X-Forwarded-For": "203.0.113.7"}).status_code == 401
    with signed_in(here, AccountRole.WORKER) as her:
        assert [sent(her) for _ in range(12)] == [201] * 12
