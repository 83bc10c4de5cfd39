"""The tables, a file for each part of the store."""

from api.store.tables.accounts import accounts, sessions, sign_in_codes
from api.store.tables.advice import advisor_marks, caseload, guidance_sessions, talks
from api.store.tables.audit import audit, audit_head
from api.store.tables.base import metadata
from api.store.tables.consents import (
    consents,
    contact_requests,
    pool_answers,
    tag_choices,
    worker_choices,
    worker_contacts,
)
from api.store.tables.credit import (
    after_controls,
    credit_entries,
    credit_evidence,
    credit_objections,
    referrals,
)
from api.store.tables.entitlements import stated_facts
from api.store.tables.feeds import feeds
from api.store.tables.firm_advice import firm_advice
from api.store.tables.idempotency import idempotency_keys
from api.store.tables.learning import list_events
from api.store.tables.library import (
    changes,
    counters,
    duplicates,
    employers,
    postings,
    splits,
    workers,
)
from api.store.tables.market import market_facts, trade_moves
from api.store.tables.placement import (
    application_events,
    applications,
    feedback,
    firm_responses,
    hire_proposals,
)
from api.store.tables.postings_life import (
    complaints,
    employer_standing,
    posting_events,
    posting_holds,
)
from api.store.tables.registrations import (
    commitments,
    doubts,
    notices,
    register_answers,
    registration_versions,
    registrations,
)
from api.store.tables.shifts import assignments, busy_half_hours, diaries, shifts
from api.store.tables.statistics import frozen_months, frozen_rows, histories, ledger, listed_people

__all__ = [
    "accounts",
    "advisor_marks",
    "after_controls",
    "application_events",
    "applications",
    "assignments",
    "audit",
    "audit_head",
    "busy_half_hours",
    "caseload",
    "changes",
    "commitments",
    "complaints",
    "consents",
    "contact_requests",
    "counters",
    "credit_entries",
    "credit_evidence",
    "credit_objections",
    "diaries",
    "doubts",
    "duplicates",
    "employer_standing",
    "employers",
    "feedback",
    "feeds",
    "firm_advice",
    "firm_responses",
    "frozen_months",
    "frozen_rows",
    "guidance_sessions",
    "hire_proposals",
    "histories",
    "idempotency_keys",
    "ledger",
    "list_events",
    "listed_people",
    "market_facts",
    "metadata",
    "notices",
    "pool_answers",
    "posting_events",
    "posting_holds",
    "postings",
    "referrals",
    "register_answers",
    "registration_versions",
    "registrations",
    "sessions",
    "shifts",
    "sign_in_codes",
    "splits",
    "stated_facts",
    "tag_choices",
    "talks",
    "trade_moves",
    "worker_choices",
    "worker_contacts",
    "workers",
]
