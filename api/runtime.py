"""Wiring: one installation's settings turned into engine, reference data, index and services."""

from __future__ import annotations

from contextlib import suppress
from functools import cached_property
from threading import Lock
from typing import TYPE_CHECKING

from api.clock import moment, now
from api.database import open_engine, reading
from api.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from argon2 import PasswordHasher
    from sqlalchemy import Connection, Engine

    from api.edge.rates import Rates
    from api.firm_guide_texts import FirmTables, KindTexts
    from api.followed_policy import FollowedPolicy
    from api.guidance_texts import GuidanceTexts
    from api.policy import Policy
    from api.reference import Reference
    from api.registers.port import Registers
    from api.security.keys import Keys
    from api.security.passwords import Passwords
    from api.services.accounts import AccountDesk
    from api.services.advisor_marks import MarkDesk
    from api.services.after_control import AfterControlDesk
    from api.services.application_reading import ApplicationReader
    from api.services.applications import ApplicationDesk
    from api.services.candidates import CandidateIndex
    from api.services.caseload import CaseloadDesk
    from api.services.complaint_desk import ComplaintDesk
    from api.services.consents import ConsentDesk
    from api.services.contact import ContactDesk
    from api.services.credit import CreditDesk
    from api.services.employer_desk import EmployerDesk
    from api.services.entitlements import EntitlementDesk
    from api.services.feed_in import FeedDesk
    from api.services.find_person import FindDesk
    from api.services.firm_guide import FirmGuide
    from api.services.firm_uploads import FirmUploads
    from api.services.guidance_sessions import GuidanceDesk
    from api.services.guide import GuideDesk
    from api.services.hire_proposals import ProposalDesk
    from api.services.histories_in import HistoriesIn
    from api.services.idempotency import IdempotencyDesk
    from api.services.indexes import Progress
    from api.services.list_events import ListEvents
    from api.services.listed_in import ListedIn
    from api.services.market import MarketDesk
    from api.services.matching import Matching
    from api.services.my_data import MyData, Part
    from api.services.pool import Pool
    from api.services.posting_desk import PostingDesk
    from api.services.posting_feedback import FeedbackDesk
    from api.services.recommend import Recommender
    from api.services.referral import ReferralDesk
    from api.services.registration import Registrar
    from api.services.reviews import ReviewDesk
    from api.services.seen_by import SeenBy
    from api.services.shift_desk import ShiftDesk
    from api.services.sign_in import SignInDesk
    from api.services.statistics_desk import StatisticsDesk
    from api.services.talks import TalkDesk
    from indexing.model import TextModel
    from matcher.guidance.firm.advice import Kind
    from registry.actor import Actor
    from registry.workers.contact_request import ContactRequest


class Runtime:
    """Everything one process needs, each part made when it is first asked for.

    hasher: how much work a password is; by default as much as is advised today.
    """

    def __init__(self, settings: Settings, hasher: PasswordHasher | None = None) -> None:
        self.settings = settings
        self._candidates: CandidateIndex | None = None
        self._candidates_lock = Lock()
        self._hasher = hasher

    @cached_property
    def engine(self) -> Engine:
        """The database, its schema as this program knows it; a new SQLite file is set up."""
        from api.store.schema import SchemaState, migrate, require_current, schema_state

        engine = open_engine(self.settings.database)
        if engine.dialect.name == "sqlite" and schema_state(engine) is SchemaState.EMPTY:
            migrate(engine)
        require_current(engine)
        return engine

    @cached_property
    def reference(self) -> Reference:
        """Places, occupations, certificates and words."""
        from api.reference import load_reference

        return load_reference(self.settings.data)

    @cached_property
    def policy_files(self) -> FollowedPolicy:
        """The files of policy values, followed."""
        from api.followed_policy import FollowedPolicy

        return FollowedPolicy(self.settings.data / "policy", self.settings.own_policy)

    @property
    def policy(self) -> Policy:
        """Dated policy values, the bureau's own before the shipped ones.

        Services keep what they were made with.
        """
        return self.policy_files.current()

    @cached_property
    def registers(self) -> Registers:
        """The registers that are asked about a person, with their connections."""
        from api.registers.configured import open_registers

        return open_registers(self.settings)

    @cached_property
    def keys(self) -> Keys:
        """The installation's keys, made where there are none."""
        from api.security.keys import load_keys

        return load_keys(self.settings)

    @cached_property
    def registrar(self) -> Registrar:
        """The registration service over the configured registers."""
        from api.commitment_texts import load_commitment_texts
        from api.cross_check_policy import load_hit_table
        from api.services.registration import Registrar

        data = self.settings.data
        return Registrar(
            self.engine,
            self.keys,
            load_hit_table(data / "policy"),
            load_commitment_texts(data / "commitment"),
            self.registers,
            lambda: now(self.settings),
            self.credit.terms,
            office=self.settings.office,
        )

    @cached_property
    def feeds(self) -> FeedDesk:
        """Takes feeds in."""
        from api.services.feed_in import FeedDesk

        return FeedDesk(
            self.engine,
            self.reference,
            self.policy,
            lambda: self.keys,
            lambda: now(self.settings),
        )

    @cached_property
    def uploads(self) -> FirmUploads:
        """Files of firms that are checked before they are taken in."""
        from api.services.firm_uploads import FirmUploads

        return FirmUploads(
            self.settings.home / "uploads",
            self.feeds,
            self.reference,
            self.keys,
            moment,
            self.settings.feed_close_share,
        )

    @cached_property
    def credit(self) -> CreditDesk:
        """The credit service."""
        from api.credit_policy import load_credit_terms
        from api.services.credit import CreditDesk
        from api.working_calendar import load_calendar

        folder = self.settings.data / "policy"
        return CreditDesk(
            self.engine,
            self.keys,
            load_credit_terms(folder),
            load_calendar(folder, self.settings.own_policy),
            lambda: now(self.settings),
        )

    @cached_property
    def accounts(self) -> AccountDesk:
        """The accounts of staff, firms and machines."""
        from api.services.accounts import AccountDesk

        return AccountDesk(self.engine, self.keys, self.reference, self.passwords, moment)

    @cached_property
    def passwords(self) -> Passwords:
        """How passwords are kept."""
        from api.security.passwords import Passwords

        return Passwords(self._hasher)

    @cached_property
    def sign_in(self) -> SignInDesk:
        """Signing in; codes go through the bureau's gateway, or stand on the console."""
        from api.services.sign_in import SignInDesk
        from api.sms.console import ConsoleSms
        from api.sms.gateway import GatewaySms

        url, token = self.settings.sms_url, self.settings.sms_token.get_secret_value()
        sms = GatewaySms(url, token) if url else ConsoleSms()
        return SignInDesk(self.engine, self.keys, sms, self.passwords, moment, self.rates)

    @cached_property
    def shifts(self) -> ShiftDesk:
        """Instant hire: candidates who agreed to be found, messages by the gateway."""
        from api.services.shift_candidates import PoolCandidates, agreed
        from api.services.shift_desk import ShiftDesk
        from api.services.shift_messages import SmsToWorkers

        return ShiftDesk(
            self.engine,
            self.keys,
            self.policy,
            lambda: now(self.settings),
            PoolCandidates(self.engine, self.candidates),
            agreed,
            SmsToWorkers(self.engine, self.keys, self.sign_in.sms),
            lambda token: f"{self.settings.reached_at}/s/{token}",
        )

    @cached_property
    def rates(self) -> Rates:
        """How often whom may ask, counted by this process."""
        from api.edge.rates import Rates

        return Rates(self.settings.rate_scale)

    @cached_property
    def idempotency(self) -> IdempotencyDesk:
        """The keys by which requests may be sent again."""
        from api.services.idempotency import IdempotencyDesk

        return IdempotencyDesk(self.engine, self.keys, lambda: now(self.settings))

    @cached_property
    def after_control(self) -> AfterControlDesk:
        """The after-control of registrations."""
        from api.services.after_control import AfterControlDesk

        desk = self.credit
        return AfterControlDesk(
            desk.engine, desk.keys, self.policy, desk.terms, desk.calendar, desk.clock
        )

    @cached_property
    def reviews(self) -> ReviewDesk:
        """What waits for an officer."""
        from api.services.reviews import ReviewDesk

        return ReviewDesk(self.engine, self.keys, lambda: now(self.settings))

    @cached_property
    def referrals(self) -> ReferralDesk:
        """The referrals to other authorities."""
        from api.referral_policy import load_legal_bases
        from api.services.referral import ReferralDesk

        folder = self.settings.data / "policy"
        return ReferralDesk(self.credit, load_legal_bases(folder, self.settings.own_policy))

    @cached_property
    def applications(self) -> ApplicationDesk:
        """The applications of workers to postings."""
        from api.services.applications import ApplicationDesk
        from api.services.consents import passes_to

        return ApplicationDesk(
            self.engine,
            self.keys,
            self.policy,
            self.reference,
            passes_to,
            lambda: now(self.settings),
        )

    @cached_property
    def application_reader(self) -> ApplicationReader:
        """Applications, to be read."""
        from api.services.application_reading import ApplicationReader

        desk = self.applications
        return ApplicationReader(desk.engine, desk.keys, desk.passes_to)

    @cached_property
    def hire_proposals(self) -> ProposalDesk:
        """What hires propose to registrations."""
        from api.services.hire_proposals import ProposalDesk

        return ProposalDesk(self.engine, self.keys, lambda: now(self.settings))

    @cached_property
    def feedback(self) -> FeedbackDesk:
        """Postings that workers said are not for them."""
        from api.services.posting_feedback import FeedbackDesk

        return FeedbackDesk(self.engine, self.keys, lambda: now(self.settings))

    @cached_property
    def seen_by(self) -> SeenBy:
        """Who looked at workers' data."""
        from api.services.seen_by import SeenBy

        return SeenBy(self.engine, self.keys, self.reference)

    @cached_property
    def postings(self) -> PostingDesk:
        """The life of postings."""
        from api.services.life_numbers import LifeNumbers
        from api.services.posting_desk import PostingDesk

        numbers = LifeNumbers(self.policy, self.settings.office)
        clock = self.credit.clock
        return PostingDesk(self.engine, self.keys, self.reference, numbers, clock)

    @cached_property
    def employers(self) -> EmployerDesk:
        """The standing of employers."""
        from api.services.employer_desk import EmployerDesk
        from api.services.life_numbers import LifeNumbers

        desk = self.credit
        numbers = LifeNumbers(self.policy, self.settings.office)
        return EmployerDesk(self.engine, self.keys, numbers, desk.calendar, desk.clock)

    @cached_property
    def complaints(self) -> ComplaintDesk:
        """Complaints about postings, firms and lists."""
        from api.services.complaint_desk import ComplaintDesk

        desk = self.employers
        return ComplaintDesk(desk.engine, desk.keys, desk.numbers, desk.calendar, desk, desk.clock)

    @cached_property
    def model(self) -> TextModel:
        """The text model that turns words into vectors."""
        from api.services.indexes import text_model

        return text_model(self.settings)

    @cached_property
    def matching(self) -> Matching:
        """The index as it was last built, loaded; IndexUnusable if it cannot be used."""
        from api.services.indexes import index_folder, load_matching

        folder = index_folder(self.settings)
        return load_matching(folder, self.model, self.reference, self.policy)

    def recommender(self, connection: Connection) -> Recommender:
        """The recommendation service over an index that is level with the store.

        Where the one in memory cannot follow, the one on disk is taken if it is newer;
        IndexUnusable if that does not help either.
        """
        from api.services.indexes import index_folder
        from api.services.recommend import Recommender
        from indexing.artifact import IndexUnusable, read_manifest

        try:
            self.matching.catch_up(connection)
        except IndexUnusable:
            held = self.__dict__.get("matching")
            if held is None or read_manifest(index_folder(self.settings)).sequence <= held.sequence:
                raise
            del self.__dict__["matching"]
            self.matching.catch_up(connection)
        return Recommender(self.matching, self.policy)

    @cached_property
    def consents(self) -> ConsentDesk:
        """The consent ledger and what workers chose."""
        from api.consent_texts import load_consent_texts
        from api.services.consents import ConsentDesk

        texts = load_consent_texts(self.settings.data / "consent")
        return ConsentDesk(
            self.engine,
            self.keys,
            texts,
            lambda: now(self.settings),
            self.applications.forward_waiting,
        )

    @cached_property
    def my_data(self) -> MyData:
        """What workers may see and do with what is kept of them."""
        from api.services.advisor_marks import marks_json
        from api.services.caseload import served_json
        from api.services.entitlements import stated_json
        from api.services.guidance_session_view import sessions_json
        from api.services.list_events import shown_json
        from api.services.my_data import MyData
        from api.services.shift_view import own_shifts
        from api.services.talks import talks_json

        parts: dict[str, Part] = {
            "shifts": lambda it, worker, _: own_shifts(it, self.keys, worker),
            "served_by": lambda it, worker, _: served_json(it, worker),
            "advisor_marks": lambda it, worker, _: marks_json(it, worker),
            "talks": lambda it, worker, _: talks_json(it, self.keys, worker),
            "guidance_sessions": lambda it, worker, _: sessions_json(it, self.keys, worker),
            "stated_facts": lambda it, worker, _: stated_json(it, self.keys, worker),
            "list_events": lambda it, worker, _: shown_json(it, self.keys, worker),
        }
        return MyData(self.consents, self.reference, parts)

    @cached_property
    def statistics(self) -> StatisticsDesk:
        """The statistics of new urban employment; policy numbers followed by each run."""
        from api.services.home_counties import home_counties
        from api.services.statistics_desk import StatisticsDesk

        _, name = home_counties(self.reference)
        return StatisticsDesk(
            self.engine,
            self.keys,
            self.policy_files.strict,
            lambda: now(self.settings),
            name,
        )

    @cached_property
    def histories_in(self) -> HistoriesIn:
        """Takes in what the sources tell of people's past."""
        from api.services.histories_in import HistoriesIn

        return HistoriesIn(self.engine, self.keys, lambda: now(self.settings))

    @cached_property
    def listed_in(self) -> ListedIn:
        """Takes in the bureau's list of people counted by other ways."""
        from api.services.listed_in import ListedIn

        return ListedIn(self.engine, self.keys, self.reference, lambda: now(self.settings))

    @cached_property
    def list_events(self) -> ListEvents:
        """What lists showed those who agreed to have it kept."""
        from api.services.list_events import ListEvents

        return ListEvents(self.engine, self.keys, lambda: now(self.settings))

    @cached_property
    def find(self) -> FindDesk:
        """Finds the person in front of a desk."""
        from api.services.find_person import FindDesk

        return FindDesk(self.engine, self.keys, lambda: now(self.settings))

    @cached_property
    def caseload(self) -> CaseloadDesk:
        """Whom advisors serve."""
        from api.services.caseload import CaseloadDesk

        return CaseloadDesk(self.engine, self.keys, lambda: now(self.settings))

    @cached_property
    def marks(self) -> MarkDesk:
        """What advisors pin on lists and leave out of them."""
        from api.services.advisor_marks import MarkDesk

        return MarkDesk(self.engine, self.keys, lambda: now(self.settings))

    @cached_property
    def talks(self) -> TalkDesk:
        """Records of talks with workers."""
        from api.services.talks import TalkDesk

        return TalkDesk(self.engine, self.keys, lambda: now(self.settings))

    @cached_property
    def entitlements(self) -> EntitlementDesk:
        """What policies people may claim."""
        from api.ended_policies import load_ended_policies
        from api.services.entitlements import EntitlementDesk

        ended = load_ended_policies(self.settings.data / "policy")
        return EntitlementDesk(self.consents, self.policy, ended, self.settings.office)

    @cached_property
    def guidance_texts(self) -> GuidanceTexts:
        """What people read of career guidance."""
        from api.guidance_texts import load_guidance_texts

        return load_guidance_texts(self.settings.data)

    @cached_property
    def guide(self) -> GuideDesk:
        """Career guidance."""
        from api.services.guide import GuideDesk

        return GuideDesk(
            self.engine,
            self.recommender,
            self.entitlements,
            self.keys,
            {},
            lambda: now(self.settings),
        )

    @cached_property
    def market(self) -> MarketDesk:
        """Labour-market facts."""
        from api.services.market import MarketDesk

        return MarketDesk(
            self.engine, lambda it: self.recommender(it).matching, lambda: now(self.settings)
        )

    @cached_property
    def guidance_sessions(self) -> GuidanceDesk:
        """Advisors' sessions of guidance."""
        from api.services.guidance_proposal import Proposer
        from api.services.guidance_sessions import GuidanceDesk

        clock = self.consents.clock
        proposer = Proposer(self.engine, self.guide, self.guidance_texts, clock)
        return GuidanceDesk(self.consents, self.policy, proposer)

    def pool(self) -> Pool:
        """The candidate pools."""
        from api.services.pool import Pool

        candidates = self.candidates()
        return Pool(self.engine, self.keys, candidates, self.policy, lambda: now(self.settings))

    def candidates(self) -> CandidateIndex:
        """Who agreed to be shown to firms, over an index of postings level with the store."""
        from api.services.candidates import CandidateIndex

        with reading(self.engine) as connection:
            matching = self.recommender(connection).matching
        with self._candidates_lock:
            if self._candidates is None or self._candidates.matching is not matching:
                self._candidates = CandidateIndex(matching, self.policy)
            return self._candidates

    @cached_property
    def firm_texts(self) -> Mapping[Kind, KindTexts]:
        """What firms read of advice."""
        from api.firm_guide_texts import load_firm_texts

        return load_firm_texts(self.settings.data)

    @cached_property
    def firm_tables(self) -> FirmTables:
        """What firms may be advised to ask for less of."""
        from api.firm_guide_texts import load_firm_tables

        return load_firm_tables(self.settings.data)

    def firm_guide(self) -> FirmGuide:
        """Advice on firms' postings."""
        from api.services.firm_guide import FirmGuide

        return FirmGuide(
            self.engine,
            self.keys,
            self.pool(),
            self.firm_texts,
            self.firm_tables,
            lambda: now(self.settings),
        )

    def contact(self) -> ContactDesk:
        """Requests of firms to contact candidates."""
        from api.services.contact import ContactDesk
        from registry.errors import InvalidField
        from registry.step_table import IllegalStep

        def apply(request: ContactRequest, actor: Actor) -> None:
            # Her answer stands also where she may not apply: the posting is closed by now.
            with suppress(InvalidField, IllegalStep):
                self.applications.want(request.worker, request.posting, actor)

        return ContactDesk(self.pool(), self.consents, apply)

    def close(self) -> None:
        """Give all connections back; the runtime may be used again."""
        if "engine" in self.__dict__:
            self.engine.dispose()
        self.__dict__.pop("registrar", None)
        if (registers := self.__dict__.pop("registers", None)) is not None:
            registers.close()

    def build_index(self, on_progress: Progress) -> Matching:
        """Find duplicates and build the index anew from the store, save it, use it from now on."""
        from api.services.clusters import refresh
        from api.services.duplicates import load_sketcher
        from api.services.indexes import build_matching

        refresh(self.engine, load_sketcher(self.settings.data), now(self.settings))
        matching = build_matching(
            self.engine, self.settings, self.model, self.reference, self.policy, on_progress
        )
        self.__dict__["matching"] = matching
        return matching
