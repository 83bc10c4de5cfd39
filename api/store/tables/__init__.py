"""The tables, a file for each part of the store."""

from api.store.tables.accounts import accounts, sessions, sign_in_codes
from api.store.tables.audit import audit, audit_head
from api.store.tables.base import metadata
from api.store.tables.credit import (
    after_controls,
    credit_entries,
    credit_evidence,
    credit_objections,
    referrals,
)
from api.store.tables.idempotency import idempotency_keys
from api.store.tables.library import (
    changes,
    counters,
    duplicates,
    employers,
    postings,
    splits,
    workers,
)
from api.store.tables.registrations import (
    commitments,
    doubts,
    notices,
    register_answers,
    registration_versions,
    registrations,
)

__all__ = [
    "accounts",
    "after_controls",
    "audit",
    "audit_head",
    "changes",
    "commitments",
    "counters",
    "credit_entries",
    "credit_evidence",
    "credit_objections",
    "doubts",
    "duplicates",
    "employers",
    "idempotency_keys",
    "metadata",
    "notices",
    "postings",
    "referrals",
    "register_answers",
    "registration_versions",
    "registrations",
    "sessions",
    "sign_in_codes",
    "splits",
    "workers",
]
