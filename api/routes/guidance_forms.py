"""What an advisor sends of each step of a guidance session."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StrictBool, StrictInt, StringConstraints

from api.routes.dependencies import IsoDay
from registry.guidance.record import (
    Agreed,
    AptitudeChoice,
    Choice,
    Ending,
    Entered,
    FollowUp,
    Letter,
    LetterResult,
    Letters,
    Needs,
    Plan,
    Priority,
    Result,
    Strategy,
    Target,
    Way,
)
from registry.workers.consent import Channel

Words = Annotated[str, StringConstraints(strip_whitespace=True, max_length=2000)]
Id = Annotated[str, Field(min_length=1, max_length=300)]


class Body(BaseModel):
    """A body with nothing in it that has no name."""

    model_config = ConfigDict(extra="forbid")


class ReceptionForm(Body):
    """Her consent. text_version: of the text that she was shown."""

    channel: Channel
    text_version: Annotated[str, Field(max_length=16)]


class WishesForm(Body):
    """What she looks for, in her words."""

    work: Words
    place: Words = ""
    hours: Words = ""
    pay: Words = ""
    limits: Words = ""


class NeedsForm(Body):
    """What she can, and what stands in the way; health and priority only as she says herself."""

    skills: Words = ""
    papers: Words = ""
    care: Words = ""
    transport: Words = ""
    other: Words = ""
    health: Words = ""
    priority: Annotated[list[Priority], Field(max_length=2)] = []
    said_herself: StrictBool = False

    def needs(self, entered: Entered) -> Needs:
        """As the core takes it."""
        said = self.model_dump() | {"priority": tuple(dict.fromkeys(self.priority))}
        return Needs(entered, **said)


class AptitudeForm(Body):
    """The test, which is voluntary."""

    choice: AptitudeChoice
    name: Words = ""
    result: Words = ""
    explained: StrictBool = False
    reason: Words = ""


class ToldForm(Body):
    """What she was told."""

    market: Words = ""
    policies: Words = ""


class StrategyForm(Body):
    """kind: as proposed; "" for one that is added, which has a title of its own."""

    kind: Annotated[str, Field(max_length=40)] = ""
    title: Words = ""
    choice: Choice
    reason: Words = ""


class AgreedForm(Body):
    """Something to do by a day."""

    words: Words
    by: IsoDay


class PlanForm(Body):
    """What is agreed on. shown: the mark of the proposal that both looked at."""

    shown: Annotated[str, Field(max_length=64)]
    goal: Words
    strategies: Annotated[list[StrategyForm], Field(max_length=20)] = []
    postings: Annotated[list[Id], Field(max_length=20)] = []
    no_postings: Words = ""
    training: Words = ""
    agreed: Annotated[list[AgreedForm], Field(max_length=20)] = []
    disagreement: Words = ""

    def plan(self, entered: Entered) -> Plan:
        """As the core takes it."""
        return Plan(
            entered,
            self.goal,
            tuple(Strategy(**each.model_dump()) for each in self.strategies),
            tuple(Target(each, "") for each in self.postings),
            self.no_postings,
            self.training,
            tuple(Agreed(each.words, each.by) for each in self.agreed),
            self.disagreement,
        )


class LetterForm(Body):
    """A letter for a posting of the plan: to whom, and by when."""

    posting_id: Id
    to: Words
    by: IsoDay


class LettersForm(Body):
    """The letters, or why there are none."""

    letters: Annotated[list[LetterForm], Field(max_length=20)] = []
    reason: Words = ""

    def made(self, entered: Entered) -> Letters:
        """As the core takes it."""
        letters = tuple(Letter(each.posting_id, each.to, each.by) for each in self.letters)
        return Letters(entered, letters, self.reason)


class ResultForm(Body):
    """What became of a letter."""

    letter: Annotated[str, Field(max_length=40)]
    result: LetterResult
    words: Words = ""


class FollowUpForm(Body):
    """A follow-up, with what became of every letter."""

    held_on: IsoDay
    way: Way
    words: Words
    results: Annotated[list[ResultForm], Field(max_length=20)] = []

    def made(self, entered: Entered) -> FollowUp:
        """As the core takes it."""
        results = tuple(Result(**each.model_dump()) for each in self.results)
        return FollowUp(entered, self.held_on, self.way, self.words, results)


class ClosingForm(Body):
    """Why it ends; satisfaction 1 to 5, null where she did not say."""

    ending: Ending
    words: Words = ""
    undone: Words = ""
    satisfaction: StrictInt | None = None
