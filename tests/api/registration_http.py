"""The service over HTTP at one desk, for tests: registers that answer, a claim as it is sent."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from fastapi.testclient import TestClient

from api.problems import MEDIA_TYPE
from api.runtime import Runtime
from api.settings import Settings
from registry.registration.register_answer import Source
from tests.api.register_server import RegisterServer
from tests.api.registration_desk import TODAY, claim_of
from tests.api.signed_in import DeskClient

HER_NUMBER = claim_of().identity.number
SECRETS = (HER_NUMBER, "阿依古丽", "13800000000")
ROW: dict[str, Any] = {
    "id_no": HER_NUMBER,
    "name": "阿依古丽.买买提",
    "phone": "+86 138 0000 0000",
    "place_kind": "WORK",
    "place": "罗庄区",
    "category": "C_NEW_FORM",
    "start_date": "2026-11-01",
    "work_content": "平台保洁",
    "work_place": "371311",
    "certificate": "HELD",
    "sex": "男",
}
SEX = {"sex": "男" if claim_of().identity.sex.value == "1" else "女"}


@contextmanager
def served(
    home: Path, server: RegisterServer, county: str = "371311"
) -> Iterator[tuple[DeskClient, Runtime]]:
    """The service on a home, with every register at a server; county: "" for the whole city."""
    lines = [f"{source}: {{http: '{server.address(source)}'}}\n" for source in Source]
    (home / "registers.yaml").write_text("".join(lines), encoding="utf-8")
    here = Runtime(Settings(home=home, as_of=TODAY, office="371311"))
    with DeskClient(here, county) as client:
        yield client, here
    here.close()


def posted(client: TestClient, path: str, body: Any = None, status: int = 200) -> dict[str, Any]:
    answer = client.post(f"/v1{path}", json=body)
    assert answer.status_code == status, answer.text
    found: dict[str, Any] = answer.json()
    return found


def refused(client: TestClient, path: str, body: Any, status: int) -> dict[str, Any]:
    """The problem that a request is answered with, in Chinese and with a code."""
    answer = client.post(f"/v1{path}", json=body)
    assert (answer.status_code, answer.headers["content-type"]) == (status, MEDIA_TYPE), answer.text
    found: dict[str, Any] = answer.json()
    assert found["code"]
    assert any("\u4e00" <= each <= "\u9fff" for each in found["detail"])
    return found


def sent(client: TestClient, path: str, body: Any = None, status: int = 200) -> dict[str, Any]:
    return posted(client, f"/registrations{path}", body, status)


def submitted(client: TestClient, **changes: Any) -> dict[str, Any]:
    """An application signed under the text that the service gives, and submitted."""
    one = sent(client, "", ROW | changes, 201)["registration_id"]
    text = client.get("/v1/registrations/commitment-text").json()
    assert "告知" in text.pop("text")
    sent(client, f"/{one}/signature", text)
    return sent(client, f"/{one}/submission")
