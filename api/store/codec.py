"""Postings and workers as JSON documents, and back, strictly."""

import json
from hashlib import sha256
from typing import Any, Final, TypeVar

from pydantic import TypeAdapter, ValidationError

from registry.errors import LinggangError
from registry.jobs.posting import Posting
from registry.workers.worker import Worker

_POSTING: Final = TypeAdapter(Posting)
_WORKER: Final = TypeAdapter(Worker)
# Weeks are 336-bit numbers, which no other reader of JSON can hold: they travel in hexadecimal.
_WEEKS: Final = ("free", "busy")
_Value = TypeVar("_Value")


class DocumentUnreadable(LinggangError):
    """A stored document that is no posting or worker: the database was damaged or changed."""

    code = "document_unreadable"


def posting_document(posting: Posting) -> str:
    """The posting as JSON in a fixed order, without fields that hold their default."""
    return _POSTING.dump_json(posting, exclude_defaults=True).decode()


def posting_json(posting: Posting) -> dict[str, Any]:
    """The posting as JSON values, without fields that hold their default."""
    shown: dict[str, Any] = _POSTING.dump_python(posting, mode="json", exclude_defaults=True)
    return shown


def read_posting(document: str) -> Posting:
    """The posting of a document. DocumentUnreadable: wrong types, missing or impossible values."""
    return _read(_POSTING, document, "岗位")


def worker_document(worker: Worker) -> str:
    """The worker as JSON; free and busy as hexadecimal text."""
    data = _WORKER.dump_python(worker, mode="json", exclude_defaults=True)
    for name in _WEEKS:
        if data.get(name) is not None:
            data[name] = f"{data[name]:x}"
    return json.dumps(data, ensure_ascii=False)


def read_worker(document: str) -> Worker:
    """The worker of a document. DocumentUnreadable: wrong types, missing or impossible values."""
    try:
        data = json.loads(document)
        for name in _WEEKS:
            if data.get(name) is not None:
                data[name] = int(data[name], 16)
        document = json.dumps(data)
    except (ValueError, TypeError, AttributeError) as error:
        raise DocumentUnreadable(_complaint("劳动者", str(error))) from error
    return _read(_WORKER, document, "劳动者")


def digest(document: str) -> str:
    """SHA-256 of a document, in hexadecimal: the same content has the same digest."""
    return sha256(document.encode()).hexdigest()


def _read(adapter: TypeAdapter[_Value], document: str, kind: str) -> _Value:
    try:
        return adapter.validate_json(document, strict=True)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(part) for part in first["loc"]) or "全文"
        raise DocumentUnreadable(_complaint(kind, f"{where}：{first['msg']}")) from error


def _complaint(kind: str, cause: str) -> str:
    return f"库中一份{kind}档案读不出来（{cause}）。请从备份恢复：linggang restore。"
