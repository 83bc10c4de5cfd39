"""The shape of a case: what is given, what is asked, what must come out; no unknown keys."""

from datetime import date
from typing import Annotated, Any, Final, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from registry.actor import Role
from registry.entitlements.entitlement import Answer, Benefit
from registry.entitlements.facts import Circumstance, Group, PlatformWork, Rhythm, School
from registry.registration.application import Event, State
from registry.registration.claim import (
    Category,
    CertificateStatus,
    EmploymentType,
    PlaceKind,
    Situation,
)
from registry.registration.credit import CreditEvent
from registry.registration.credit_entry import CreditState, Level
from registry.registration.exits import ExitCode
from registry.registration.record import Path
from registry.registration.register_answer import Source
from registry.registration.retirement import RetireClass

Named = Field(strict=False)  # an enum by its value
Month = Annotated[str, Field(pattern=r"^\d{4}-(0[1-9]|1[0-2])$")]
Text = Annotated[str, Field(min_length=1)]
Sex = Literal["男", "女"]


def _as_text(value: object) -> object:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


class Part(BaseModel):
    """A part of a case; types are not coerced."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, allow_inf_nan=False)


class Expected(Part):
    """What must come out; what is not written is not looked at."""

    @model_validator(mode="after")
    def _says_something(self) -> "Expected":
        if not self.model_fields_set:
            raise ValueError("expect")
        return self


class Record(Part):
    """A record of a register. What its kind may carry stands in data/policy/cross_check.yaml."""

    kind: Text
    since: date | None = None
    until: date | None = None
    status: str | None = None
    payer: str | None = None
    paid_through: str | None = None
    rhythm: Literal["monthly", "quarterly", "half_yearly", "yearly"] | None = None
    paid: Literal["back"] | None = None
    employer: str | None = None
    hours_per_day: float | None = None
    hours_per_week: float | None = None


Registers = dict[Annotated[Source, Named], list[Record]]
Sources = list[Annotated[Source, Named]]


class Asked(Part):
    """What the registers say. Those that are not named answer that they hold nothing."""

    registers: Registers = Field(default_factory=dict)
    silent: Sources = Field(default_factory=list)
    malformed: Sources = Field(default_factory=list)
    conflicting: Sources = Field(default_factory=list)


class Engagement(Part):
    """Work for one employer or platform."""

    employer: str = ""
    hours_per_day: float | None = None
    hours_per_week: float | None = None
    platform: bool = False


class Covered(Part):
    """What an earlier registration of hers covered: [start, exit)."""

    start: date
    exit: date


class DecisionFacts(Asked):
    """An application. id, or born and sex: the number is then made up, in a county that is none.

    sex beside id is what she wrote. start: as_of where not written. confirmed: she knows that her
    benefit ends. waited: the patience with silent registers is over. says: the kind of
    employment as she wrote it. then: what was done after the check.
    """

    id: str | None = None
    born: date | None = None
    sex: Sex | None = None
    name: str = "测试"
    phone: str = "13800000000"
    category: Annotated[Category, Named] = Category.D_OTHER
    work: str = "零散帮工"
    engagements: list[Engagement] = Field(default_factory=list)
    situations: list[Annotated[Situation, Named]] = Field(default_factory=list)
    start: date | None = None
    certificate: Annotated[CertificateStatus, Named] = CertificateStatus.HELD
    certificate_number: str = ""
    place_kind: Annotated[PlaceKind, Named] = PlaceKind.WORK
    place: str = "371302"
    work_place: str = "371302"
    office: str = ""
    commitment: Literal["signed", "none", "by_officer", "paper", "unscanned", "unassisted"] = (
        "signed"
    )
    path: Annotated[Path, Named] = Path.COMMITMENT
    confirmed: bool = False
    waited: bool = True
    says: Annotated[EmploymentType, Named] | None = None
    earlier: list[Covered] = Field(default_factory=list)
    then: list[Annotated[Event, Named]] = Field(default_factory=list)

    @model_validator(mode="after")
    def _is_somebody(self) -> "DecisionFacts":
        if self.id is None and (self.born is None or self.sex is None):
            raise ValueError("somebody")
        return self


class DecisionExpected(Expected):
    """decision, code: of the decision. codes: among all it found. state: where it then is.

    faults: why it is still a draft; consequences: what she must confirm first. clause: of the first
    thing that stands in the way. mismatches: what the registers contradict of her promise.
    """

    decision: Literal["ELIGIBLE", "UNDETERMINED", "REVIEW", "INELIGIBLE"] | None = None
    code: str | None = None
    clause: str | None = None
    codes: list[str] = Field(default_factory=list)
    flags: list[str] = Field(default_factory=list)
    no_flags: list[str] = Field(default_factory=list)
    faults: list[str] = Field(default_factory=list)
    consequences: list[str] = Field(default_factory=list)
    state: Annotated[State, Named] | None = None
    employment_type: Annotated[EmploymentType, Named] | None = None
    mismatches: list[str] = Field(default_factory=list)


class StepsFacts(Part):
    """Where it stands. decided_by: the officer of the last decision. told: on which day of it."""

    state: Annotated[State, Named] = State.DRAFT
    decided_by: str = ""
    told: date | None = None


class Act(Part):
    """One event; officer: which of them."""

    event: Annotated[Event, Named]
    by: Annotated[Role, Named]
    officer: str = "某甲"


class StepsExpected(Expected):
    """state: at the end. impossible: words of why a step cannot be done."""

    state: Annotated[State, Named] | None = None
    impossible: str | None = None


class Reported(Part):
    """An exit that somebody tells of."""

    exit: Annotated[ExitCode, Named]
    day: date
    by: Annotated[Role, Named] = Role.PERSON


class ExitFacts(Asked):
    """A registration in force since `started`, and a re-check of the registers or a report."""

    started: date
    reported: Reported | None = None


class ExitExpected(Expected):
    """state: EXITED or ACTIVE. employment: code of 就业类型 after it. offers, told: words of them.

    code: why an officer must look instead, or why a report is not taken. doubts: what an officer
    must look at besides.
    """

    state: Annotated[State, Named] | None = None
    exit: Annotated[ExitCode, Named] | None = None
    day: date | None = None
    employment: str | None = None
    offers: str | None = None
    told: str | None = None
    code: str | None = None
    doubts: list[str] = Field(default_factory=list)


class ReinstatementFacts(Asked):
    """The re-check that ended a registration, and what the registers say later."""

    started: date
    later: Asked = Field(default_factory=Asked)


class ReinstatementExpected(Expected):
    """state: ACTIVE where the exit is taken back, since: from which day on it then counts."""

    state: Annotated[State, Named] | None = None
    since: date | None = None


class IdentityFacts(Part):
    """An identity number as it was written."""

    id: str


class IdentityExpected(Expected):
    """code: of the fault of a number that is not valid."""

    valid: bool | None = None
    code: str | None = None
    born: date | None = None
    sex: Sex | None = None


class AgeFacts(Part):
    """A birth date, and days on which the age is asked."""

    born: date
    days: list[date]


class AgeExpected(Expected):
    """Full years on each of the days."""

    ages: list[int]


class RetirementFacts(Part):
    """class: by which original age; decided by the pension office."""

    retire_class: Annotated[RetireClass, Named] = Field(alias="class")
    born: Month


class RetirementExpected(Expected):
    """Months; earliest and latest none for those whom the reform does not reach."""

    delay: int | None = None
    statutory: Month | None = None
    age: Annotated[str, Field(pattern=r"^\d+y\d+m$")] | None = None
    earliest: Month | Literal["none"] | None = None
    latest: Month | Literal["none"] | None = None
    least_months: int | None = None


def _is_done(event: CreditEvent) -> CreditEvent:
    if event is CreditEvent.SUSPECT:
        raise ValueError("suspect")
    return event


class CreditAct(Part):
    """What was done to an entry of the credit record. heard: on which day she was, if at all."""

    event: Annotated[CreditEvent, Named, AfterValidator(_is_done)]
    day: date
    by: Annotated[Role, Named] = Role.OFFICER
    officer: str = "某甲"
    level: Annotated[Level, Named] = Level.GENERAL
    months: int = 3
    heard: date | None = None


class CreditFacts(Asked):
    """A person's promise, and what the registers said on the day `found`; `then`: what was done."""

    declared: Annotated[EmploymentType, Named]
    started: date
    found: date
    then: list[CreditAct] = Field(default_factory=list)


class CreditExpected(Expected):
    """On as_of. credit: where she stands; path: how she may register; state: of an application that
    is otherwise clean. impossible: words of why something cannot be done.
    """

    credit: Annotated[CreditState, Named] | None = None
    path: Annotated[Path, Named] | None = None
    state: Annotated[State, Named] | None = None
    impossible: str | None = None


class Spent(Part):
    """A flexible registration. registered: the start where not written. urban_code: 城乡分类.

    says: the kind of employment as she wrote it. income: CNY a month.
    """

    start: date
    registered: date | None = None
    exit: date | None = None
    revoked: bool = False
    says: Annotated[EmploymentType, Named] | None = None
    income: float | None = None
    urban_code: str = "111"
    work_place: str = "371302"
    category: Annotated[Category, Named] = Category.D_OTHER


class Standard(Part):
    """A made urban minimum living standard, CNY a month."""

    area: str
    start: date
    end: date | None = None
    value: float | None


class CountingFacts(Asked):
    """A registration, those before it, and what the registers tell of her past.

    covered_from: the registers know of nothing before; told_on: nor after (the end of the period
    where not written). dibao: beside the shipped standard. listed: on the list of those counted by
    other ways.
    """

    period: Month
    registration: Spent
    earlier: list[Spent] = Field(default_factory=list)
    born: date = date(1990, 1, 1)
    sex: Sex = "女"
    covered_from: date | None = date(1949, 10, 1)
    told_on: date | None = None
    dibao: list[Standard] = Field(default_factory=list)
    listed: bool = False


class CountingExpected(Expected):
    """gate, c1 … c4: `HOLDS`, or the verdict with its code. counted: her months of this year.

    verdict, code: of the registration in the period itself.
    """

    gate: str | None = None
    c1: str | None = None
    c2: str | None = None
    c3: str | None = None
    c4: str | None = None
    counted: list[Month] = Field(default_factory=list)
    verdict: Literal["HOLDS", "UNDETERMINED", "REVIEW", "FAILS"] | None = None
    code: str | None = None


class ParameterFacts(Part):
    """A policy number, asked for an area on a day."""

    name: Text
    area: str
    day: date


class ParameterExpected(Expected):
    """known: whether there is a figure. inferred: worked out from another figure of its source."""

    value: float | None = None
    known: bool | None = None
    inferred: bool | None = None


class EntitlementFacts(Part):
    """Somebody as policies see her. What is not written is told, and is not so; but she is
    registered since the day asked and has paid through its month. untold: what nobody has told.

    approved: the day of a loan's approval. class: by which original age she retires.
    """

    born: date = date(1990, 1, 1)
    sex: Sex = "女"
    county: str = "371302"
    retire_class: Annotated[RetireClass, Named] | None = Field(None, alias="class")
    registered: date | Literal[False] | None = None
    started: date | None = None
    category: Annotated[Category, Named] = Category.D_OTHER
    exit: Annotated[ExitCode, Named] | None = None
    ended: date | None = None
    paid_through: Month | Literal["never"] | None = None
    rhythm: Annotated[Rhythm, Named] = Rhythm.MONTHLY
    pension: date | None = None
    unit: bool = False
    licensed: date | None = None
    unemployed: date | None = None
    platform_insured: bool = False
    worked_since: bool = False
    circumstances: list[Annotated[Circumstance, Named]] = Field(default_factory=list)
    graduated: date | None = None
    school: Annotated[School, Named] = School.HIGHER
    hardship: date | None = None
    first_approved: Month | None = None
    months_drawn: int = 0
    drawn_as: Annotated[Group, Named] | None = None
    trained: date | None = None
    startup_trained: date | None = None
    in_list: bool = False
    platform: Annotated[PlatformWork, Named] = PlatformWork.NONE
    loans: int = 0
    tax_relief_used: bool = False
    approved: date | None = None
    untold: list[str] = Field(default_factory=list)


class EntitlementExpected(Expected):
    """code: of what decides. met, not_met, unknown: conditions among those found so. missing: what
    is lacking. told: words of what is said. cap: the first amount.

    term: months at most, or until_retirement; until: the month; to_retirement: months from the
    first approval; left: months to come.
    """

    answer: Annotated[Answer, Named] | None = None
    code: str | None = None
    clause: str | None = None
    met: list[str] = Field(default_factory=list)
    not_met: list[str] = Field(default_factory=list)
    unknown: list[str] = Field(default_factory=list)
    group: Annotated[Group, Named] | None = None
    term: int | Literal["until_retirement"] | None = None
    until: Month | None = None
    to_retirement: int | None = None
    left: int | None = None
    cap: float | None = None
    missing: list[str] = Field(default_factory=list)
    told: str | None = None


class Case(Part):
    """What every case has. id: its number. rules: their ids in docs/rules.md."""

    id: Annotated[str, BeforeValidator(_as_text), Field(min_length=1)]
    title: str = ""
    clause: Text
    rules: list[str] = Field(default_factory=list)
    as_of: date = date(2026, 11, 22)
    kind: str = "decision"


class DecisionCase(Case):
    """What becomes of an application."""

    facts: DecisionFacts
    expect: DecisionExpected | None = None


class StepsCase(Case):
    """Where events lead."""

    facts: StepsFacts = Field(default_factory=StepsFacts)
    steps: list[Act]
    expect: StepsExpected | None = None


class ExitCase(Case):
    """Whether, when and how a registration ends."""

    facts: ExitFacts
    expect: ExitExpected | None = None


class ReinstatementCase(Case):
    """Whether an exit is taken back."""

    facts: ReinstatementFacts
    expect: ReinstatementExpected | None = None


class IdentityCase(Case):
    """Whether an identity number is valid."""

    facts: IdentityFacts
    expect: IdentityExpected | None = None


class AgeCase(Case):
    """How old somebody is."""

    facts: AgeFacts
    expect: AgeExpected | None = None


class RetirementCase(Case):
    """When somebody reaches the statutory age."""

    facts: RetirementFacts
    expect: RetirementExpected | None = None


class CreditCase(Case):
    """What becomes of a promise that the registers contradict."""

    facts: CreditFacts
    expect: CreditExpected | None = None


class CountingCase(Case):
    """Whether, when and why a flexible worker counts as new urban employment."""

    facts: CountingFacts
    expect: CountingExpected | None = None


class ParameterCase(Case):
    """What a policy number is somewhere on a day."""

    facts: ParameterFacts
    expect: ParameterExpected | None = None


class EntitlementCase(Case):
    """What may be said of one policy for somebody."""

    benefit: Annotated[Benefit, Named]
    facts: EntitlementFacts = Field(default_factory=EntitlementFacts)
    expect: EntitlementExpected | None = None


AnyCase = (
    DecisionCase
    | StepsCase
    | ExitCase
    | ReinstatementCase
    | IdentityCase
    | AgeCase
    | RetirementCase
    | CreditCase
    | CountingCase
    | ParameterCase
    | EntitlementCase
)
KINDS: Final[dict[Any, type[AnyCase]]] = {
    "decision": DecisionCase,
    "steps": StepsCase,
    "exit": ExitCase,
    "reinstatement": ReinstatementCase,
    "identity": IdentityCase,
    "age": AgeCase,
    "retirement": RetirementCase,
    "credit": CreditCase,
    "counting": CountingCase,
    "parameter": ParameterCase,
    "entitlement": EntitlementCase,
}
