"""Taking a step of a guidance session: in order, whole, and once however often it is sent."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

from registry.actor import Actor, Role
from registry.errors import InvalidField
from registry.guidance import faults
from registry.guidance.follow_up import Terms
from registry.guidance.record import (
    Aptitude,
    Closing,
    Content,
    FollowUp,
    Letters,
    Needs,
    Plan,
    Reception,
    Session,
    Target,
    Told,
    Wishes,
)
from registry.guidance.session import TABLE, Event, State
from registry.step_table import IllegalStep

# What each event writes, where it stands in a session, and what may be wrong with it.
_Check = Callable[[Session, Any], Iterator[InvalidField]]
FIELDS: Final[Mapping[Event, str]] = {
    Event.WISHES: "wishes",
    Event.NEEDS: "needs",
    Event.TEST: "test",
    Event.INFORM: "told",
    Event.PLAN: "plan",
    Event.RECOMMEND: "letters",
    Event.CLOSE: "closing",
}
EVENT_OF: Final[Mapping[type[Content], Event]] = {
    Wishes: Event.WISHES,
    Needs: Event.NEEDS,
    Aptitude: Event.TEST,
    Told: Event.INFORM,
    Plan: Event.PLAN,
    Letters: Event.RECOMMEND,
    FollowUp: Event.FOLLOW_UP,
    Closing: Event.CLOSE,
}
CHECKS: Final[Mapping[Event, _Check]] = {
    Event.WISHES: lambda _, content: faults.wishes_faults(content),
    Event.NEEDS: lambda _, content: faults.needs_faults(content),
    Event.TEST: lambda _, content: faults.aptitude_faults(content),
    Event.INFORM: lambda _, content: faults.told_faults(content),
    Event.RECOMMEND: faults.letters_faults,
    Event.FOLLOW_UP: faults.follow_up_faults,
    Event.CLOSE: faults.closing_faults,
}


def opened(
    session_id: str, worker: str, county: str, reception: Reception, actor: Actor
) -> Session:
    """A session in which nothing is done but the reception."""
    if actor.role is not Role.OFFICER:
        raise IllegalStep("职业指导由工作人员接待。")
    return Session(session_id, worker, county, State.RECEIVED, reception)


def taken(session: Session, content: Content, actor: Actor) -> Session:
    """The session after a step; itself where that very content stands in it already.

    IllegalStep where the step is not the next one, InvalidField for all that is wrong with it. A
    plan is agreed by `planned`.
    """
    event = EVENT_OF[type(content)]
    if stands(session, content):
        return session
    state = TABLE.step(session.state, event, actor)
    faults.raise_all(CHECKS[event](session, content))
    if isinstance(content, FollowUp):
        return replace(session, state=state, follow_ups=(*session.follow_ups, content))
    if isinstance(content, Letters):
        content = _numbered(session, content)
    fields: dict[str, Any] = {FIELDS[event]: content}
    return replace(session, state=state, **fields)


def planned(
    session: Session,
    plan: Plan,
    proposed: str,
    kinds: Collection[str],
    terms: Terms,
    actor: Actor,
) -> Session:
    """The session with its plan, the plan that was proposed, and the days of follow-ups.

    kinds: those of the strategies of what was proposed.
    """
    if stands(session, plan):
        return session
    state = TABLE.step(session.state, Event.PLAN, actor)
    faults.raise_all(faults.plan_faults(plan, kinds))
    due = terms.after(plan.entered.on)
    return replace(session, state=state, plan=plan, proposed=proposed, due=due)


def stands(session: Session, content: Content) -> bool:
    """Whether that very content was entered before, by whom and when left aside."""
    if isinstance(content, FollowUp):
        return any(replace(content, entered=each.entered) == each for each in session.follow_ups)
    before: Content | None = getattr(session, FIELDS[EVENT_OF[type(content)]])
    if before is None:
        return False
    if isinstance(content, Letters):
        content = _numbered(session, content)
    return replace(content, entered=before.entered) == before


def _numbered(session: Session, letters: Letters) -> Letters:
    """Each with its number, and with what the plan says of its posting."""
    targets = {each.posting: each for each in session.plan.postings} if session.plan else {}
    mark = f"{session.reception.entered.on:%Y%m%d}-{session.id[:6].upper()}"
    made = []
    for number, each in enumerate(letters.letters, 1):
        target = targets.get(each.posting, Target(each.posting, ""))
        number_of = f"{mark}-{number}"
        made.append(replace(each, number=number_of, title=target.title, employer=target.employer))
    return replace(letters, letters=tuple(made))
