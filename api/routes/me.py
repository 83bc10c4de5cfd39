"""`/v1/me`: what a worker sees of what is kept of her, and what she may do with it."""

from typing import Annotated, Any

from fastapi import APIRouter, Body, Request, Response
from pydantic import BaseModel, ConfigDict, Field, StrictBool

from api.edge.conditions import shown
from api.expected import address_means
from api.problems import documented
from api.routes.dependencies import Here
from api.security.caller import Anyone, Caller, allowed
from api.security.things import own_thing
from api.services.my_data import NoProfile, consent_json
from api.store.contacts import Contact
from registry.access.action import Action
from registry.workers.consent import PURPOSE_NAMES, Channel, Purpose
from registry.workers.contact_request import STEPS, ContactRequest
from registry.workers.person_name import read_name
from registry.workers.phone import read_phone

router = APIRouter(prefix="/v1", tags=["me"])
Herself = Annotated[Caller, allowed(Action.USE_OWN_DATA)]
ERRORS = documented(400, 401, 403, 404, 409, 413, 422, 503)


class Form(BaseModel):
    """A body in which nothing unknown may stand."""

    model_config = ConfigDict(extra="forbid")


class HiddenForm(Form):
    """Whether firms may not see her, not even de-identified."""

    hidden: StrictBool


class PersonalisedForm(Form):
    """Whether her lists may go by her profile."""

    personalised: StrictBool


class ConsentForm(Form):
    """given: agreed, else withdrawn. text_version: of the text she was shown, to agree."""

    given: StrictBool
    text_version: Annotated[str, Field(max_length=16)] = ""
    firm: Annotated[str, Field(max_length=200)] = ""


class ContactForm(Form):
    """Name and telephone for firms that she agrees to."""

    name: Annotated[str, Field(max_length=200)]
    phone: Annotated[str, Field(max_length=40)]


class AnswerForm(Form):
    """Her answer to a firm; contact: where none is kept yet, or another."""

    agrees: StrictBool
    contact: ContactForm | None = None


@router.get(
    "/consent-texts", operation_id="consentTexts", summary="各项同意书的现行文本",
    responses=documented(503),
)  # fmt: skip
def consent_texts(here: Here, _: Anyone) -> list[dict[str, Any]]:
    """What is agreed to, by purpose; a consent names the version."""
    texts = [here.consents.text(purpose) for purpose in Purpose]
    return [
        {
            "purpose": each.purpose.value,
            "name": PURPOSE_NAMES[each.purpose],
            "text_version": each.version,
            "text_hash": each.hash,
            "text": each.text,
        }
        for each in texts
    ]


@router.get("/me/data", operation_id="myData", summary="我的全部信息", responses=ERRORS)
def my_data(here: Here, caller: Herself) -> dict[str, Any]:
    """A copy of everything kept of her, and who looked at it."""
    caller.on(own_thing(caller))
    who = caller.principal
    return here.my_data.copy(who.worker, who.person, caller.actor)


@router.delete("/me/data", operation_id="deleteMyData", summary="删除我的信息", responses=ERRORS)
def delete_data(here: Here, caller: Herself) -> dict[str, Any]:
    """Delete what law lets be deleted, at once; says what stays, and by which law."""
    return here.my_data.delete(_worker(caller), caller.actor, Channel.ONLINE)


@router.get("/me/profile", operation_id="myProfile", summary="我的档案", responses=ERRORS)
def profile(here: Here, caller: Herself, request: Request, response: Response) -> dict[str, Any]:
    """Her profile as matching has it, in the shape in which it is corrected."""
    row, tag = here.my_data.profile(_worker(caller))
    shown(request, response, tag)
    return row


@router.patch("/me/profile", operation_id="correctProfile", summary="更正档案", responses=ERRORS)
def correct(
    here: Here,
    caller: Herself,
    body: Annotated[dict[str, Any], Body(description="劳动者档案的若干项；null 表示去掉")],
) -> dict[str, Any]:
    """Her profile with what is sent in place of what stood there; her first one begins so."""
    caller.principal = here.accounts.with_profile(caller.principal)
    worker = _worker(caller)
    address_means(worker)
    return here.my_data.correct(worker, body, caller.actor)


@router.put("/me/contact", operation_id="putContact", summary="填写联系方式", responses=ERRORS)
def put_contact(body: ContactForm, here: Here, caller: Herself) -> ContactForm:
    """Sealed; shown only to firms that she agrees to."""
    kept = here.my_data.put_contact(_worker(caller), body.name, body.phone, caller.actor)
    return ContactForm(name=kept.name, phone=kept.phone)


@router.post("/me/hidden", operation_id="hideFromFirms", summary="对单位隐藏", responses=ERRORS)
def hide(body: HiddenForm, here: Here, caller: Herself) -> HiddenForm:
    """In effect at once, consents as they are."""
    kept = here.consents.choose(_worker(caller), caller.actor, hidden=body.hidden)
    return HiddenForm(hidden=kept.hidden)


@router.put(
    "/me/personalised", operation_id="personalise", summary="个性化推荐开关", responses=ERRORS
)
def personalise(body: PersonalisedForm, here: Here, caller: Herself) -> PersonalisedForm:
    """Off: her lists are the plain ones from now on."""
    kept = here.consents.choose(_worker(caller), caller.actor, personalised=body.personalised)
    return PersonalisedForm(personalised=kept.personalised)


@router.get("/me/tags", operation_id="myTags", summary="我的标签", responses=ERRORS)
def tags(here: Here, caller: Herself) -> dict[str, list[str]]:
    """What matching took from her words, and what of it she deleted."""
    return here.my_data.tags(_worker(caller))


@router.put("/me/tags/{tag}", operation_id="chooseTag", summary="选用标签", responses=ERRORS)
def choose_tag(tag: str, here: Here, caller: Herself) -> dict[str, list[str]]:
    """A tag that stays, whatever is read of her words later."""
    return here.my_data.choose_tag(_worker(caller), tag, caller.actor)


@router.delete("/me/tags/{tag}", operation_id="deleteTag", summary="删除标签", responses=ERRORS)
def delete_tag(tag: str, here: Here, caller: Herself) -> dict[str, list[str]]:
    """A tag that does not come back, whatever is read of her words later."""
    return here.my_data.delete_tag(_worker(caller), tag, caller.actor)


@router.get("/me/consents", operation_id="myConsents", summary="我的同意记录", responses=ERRORS)
def my_consents(here: Here, caller: Herself) -> list[dict[str, Any]]:
    """Everything given and withdrawn, oldest first; the last of a purpose and firm holds."""
    return [consent_json(each) for each in here.consents.of_worker(_worker(caller))]


@router.put(
    "/me/consents/{purpose}", operation_id="consent", summary="同意或撤回", responses=ERRORS
)
def consent(purpose: Purpose, body: ConsentForm, here: Here, caller: Herself) -> dict[str, Any]:
    """In effect at once; withdrawing is as easy as agreeing."""
    worker, actor = _worker(caller), caller.actor
    if body.given:
        entry = here.consents.give(
            worker, purpose, actor, Channel.ONLINE, body.text_version, body.firm
        )
    else:
        entry = here.consents.withdraw(worker, purpose, actor, Channel.ONLINE, body.firm)
    return consent_json(entry)


@router.get(
    "/me/contact-requests", operation_id="myContactRequests", summary="单位的联系请求",
    responses=ERRORS,
)  # fmt: skip
def contact_requests(here: Here, caller: Herself) -> list[dict[str, Any]]:
    """Which firm asks about which posting, the last first."""
    return [_request_json(each) for each in here.contact().of_worker(_worker(caller))]


@router.post(
    "/me/contact-requests/{request_id}/answer", operation_id="answerContactRequest",
    summary="答复联系请求", responses=ERRORS,
)  # fmt: skip
def answer(request_id: str, body: AnswerForm, here: Here, caller: Herself) -> dict[str, Any]:
    """To agree is her consent to this one firm, which she can withdraw."""
    contact = None
    if body.contact is not None:
        contact = Contact(read_name(body.contact.name), read_phone(body.contact.phone))
    done = here.contact().answer(
        request_id, _worker(caller), caller.actor, agrees=body.agrees, contact=contact
    )
    return _request_json(done)


def _worker(caller: Caller) -> str:
    """The caller's own profile; NoProfile where her account has none yet."""
    caller.on(own_thing(caller))
    if not caller.principal.worker:
        raise NoProfile
    return caller.principal.worker


def _request_json(one: ContactRequest) -> dict[str, Any]:
    return {
        "request_id": one.id,
        "firm": one.firm,
        "posting_id": one.posting,
        "state": one.state.value,
        "state_name": STEPS.state_names[one.state],
        "asked_at": one.asked_at.isoformat(),
        "until": one.until.isoformat(),
    }
