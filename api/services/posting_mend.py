"""What a firm mends in its posting by one tap: the lawful text offered, another last day."""

from dataclasses import replace
from datetime import date

from api.feeds.lint import CleanText, offered_text
from api.feeds.postings import relinted
from api.services.posting_change import PostingChange, changing_posting
from api.services.posting_desk import PostingDesk
from registry.actor import Actor
from registry.errors import InvalidField
from registry.jobs.lifecycle import PostingEvent
from registry.jobs.office_holds import content_holds
from registry.jobs.posting import Posting, PostingState

REWRITTEN = "采用建议的改写"


def use_rewrite(desk: PostingDesk, posting_id: str, actor: Actor) -> Posting:
    """Put the text that is offered in place of the unlawful one; used again it changes nothing.

    The same unlawful text sent once more by its source says nothing new, and brings it not back.
    InvalidField where no text is offered: what is wrong cannot be mended by taking words out.
    """
    with changing_posting(desk.engine, desk.keys, posting_id, desk.clock()) as change:
        text = offered_text(change.posting, desk.reference)
        if text is None and change.posting.state is PostingState.PUBLISHED:
            return change.posting
        if text is None:
            raise InvalidField("rewrite", "no_rewrite", "没有可用的改写：请自己改好文字再发。")
        return _corrected(desk, change, with_text(change.posting, text), actor, REWRITTEN)


def until(desk: PostingDesk, posting_id: str, day: date, actor: Actor) -> Posting:
    """Give a posting that stands another last day; InvalidField for a day that is over."""
    with changing_posting(desk.engine, desk.keys, posting_id, desk.clock()) as change:
        if day < change.today:
            raise InvalidField("valid_until", "past", f"{day} 已过：请写今天以后的日期。")
        if day == change.posting.valid_until:
            return change.posting
        changed = replace(change.posting, valid_until=day)
        return _corrected(desk, change, changed, actor, f"有效期至改为 {day}")


def with_text(posting: Posting, text: CleanText) -> Posting:
    """A posting with other words; pay terms whose words are gone go with them."""
    words = "\n".join((text.title, text.description, *text.tags, *text.welfare))
    return replace(
        posting,
        title=text.title,
        description=text.description,
        tags=text.tags,
        welfare=text.welfare,
        pay_terms=tuple(each for each in posting.pay_terms if each.quote in words),
    )


def _corrected(
    desk: PostingDesk, change: PostingChange, posting: Posting, actor: Actor, reason: str
) -> Posting:
    change.step(PostingEvent.CORRECT, actor, reason)
    change.posting = replace(posting, state=change.posting.state)
    floors = desk.numbers.policy.wage_floors(change.today)
    change.settle(content_holds(relinted(change.posting, desk.reference, floors)))
    return change.keep(actor, "correct")
