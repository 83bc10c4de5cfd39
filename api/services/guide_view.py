"""A plan as JSON and in words: every sentence is a template with the figures that it is told."""

from datetime import date, timedelta
from typing import Any, Final

from api.guidance_texts import GuidanceTexts, told
from api.services.guidance_taken import mark_of
from api.services.guide import Guided
from matcher.constraints import LABELS
from matcher.guidance.advice import Advice, Ask, Figure, Nothing, Step
from matcher.guidance.ground import Ground
from matcher.guidance.market import Fact, Key, Spread
from matcher.guidance.plan import Barrier
from matcher.guidance.standing import Gate

GATE_NAMES: Final = {
    Gate.HOURS: "时间对不上",
    Gate.CERTIFICATES: "缺证件",
    Gate.EQUIPMENT: "缺自备的工具或车",
    Gate.EDUCATION: "学历不到要求",
    Gate.EXPERIENCE: "年限不到要求",
}
BARRIERS: Final = LABELS | {gate.value: name for gate, name in GATE_NAMES.items()}


def plan_json(guided: Guided, texts: GuidanceTexts) -> dict[str, Any]:
    """The plan in the shape that pages, routes and the command show."""
    ground, plan = guided.ground, guided.plan
    return {
        "worker": ground.worker.id,
        "as_of": ground.as_of.isoformat(),
        "profile": guided.profile.value,
        "elapsed_ms": round(guided.elapsed_ms, 2),
        "now": plan.now._asdict(),
        "barriers": [_barrier_json(each) for each in plan.barriers],
        "strategies": [advice_json(each, guided, texts) for each in plan.strategies],
        "advice": [advice_json(each, guided, texts) for each in plan.advice],
        "more": [advice_json(each, guided, texts) for each in plan.more],
        "asks": [_ask_json(each, texts) for each in plan.asks],
        "nothing": [_nothing_json(each, texts) for each in plan.nothing],
        "facts": _facts_json(ground),
        "facts_of": guided.facts_of.isoformat(),
    }


def advice_json(advice: Advice, guided: Guided, texts: GuidanceTexts) -> dict[str, Any]:
    """One piece of advice in words, with the figures that the words are told."""
    own = texts.kinds[advice.kind]
    said = [own.texts[key] for key in (advice.said, *advice.also)]
    opens = advice.opens
    return {
        "kind": advice.kind.value,
        "said": advice.said,
        "title": own.title,
        "words": "".join(told(each.advisor, advice.figures) for each in said),
        "short": "".join(told(each.worker, advice.figures) for each in said),
        "figures": {name: _plain(value) for name, value in advice.figures.items()},
        "more": opens.more if opens else None,
        "now": opens.now if opens else None,
        "pay_hour": None if opens is None or opens.pay != opens.pay else round(opens.pay, 2),
        "pay_told": opens.told if opens else 0,
        "steps": [_step_json(each, own.steps, guided.ground.as_of) for each in advice.steps],
        "proof": [_proof_json(guided, place) for place in advice.proof if place in guided.postings],
        "clauses": list(advice.clauses),
        "mark": mark_of(advice),
    }


def _step_json(step: Step, texts: Any, as_of: date) -> dict[str, str | None]:
    return {
        "words": told(texts[step.text], step.figures),
        "by": None if step.days is None else (as_of + timedelta(step.days)).isoformat(),
    }


def _proof_json(guided: Guided, place: int) -> dict[str, Any]:
    posting = guided.postings[place]
    code = posting.place.code
    division = guided.ground.tables.gazetteer.get(code) if code else None
    return {
        "posting_id": posting.id,
        "title": posting.title,
        "employer": posting.employer,
        "pay": str(posting.pay) if posting.pay else None,
        "hours": str(posting.hours),
        "place": f"{division.name if division else ''}{posting.place.town or ''}",
    }


def _ask_json(ask: Ask, texts: GuidanceTexts) -> dict[str, str]:
    asked, own = texts.questions[ask.question], texts.kinds[ask.kind]
    return {
        "kind": ask.kind.value,
        "question": ask.question.value,
        "ask": asked.ask,
        "how": asked.how,
        "why": told(own.whys[ask.why], ask.figures),
    }


def _nothing_json(nothing: Nothing, texts: GuidanceTexts) -> dict[str, str]:
    own = texts.kinds[nothing.kind]
    words = told(own.nothing[nothing.said], nothing.figures)
    return {"kind": nothing.kind.value, "title": own.title, "words": words}


def _barrier_json(barrier: Barrier) -> dict[str, Any]:
    name = BARRIERS[barrier.code]
    words = f"只差这一条的有 {barrier.jobs} 个岗位：{name}"
    return {"code": barrier.code, "name": name, "jobs": barrier.jobs, "words": words}


def _facts_json(ground: Ground) -> list[dict[str, Any]]:
    """What is known of her trades around her, each trade once."""
    found: dict[Key, tuple[str, Fact]] = {}
    for code in ground.worker.occupations:
        around = ground.market.around(code, ground.worker.place.code)
        if around and around[0] not in found:
            found[around[0]] = (ground.tables.occupations.class_names.get(code[:7], ""), around[1])
    return [_fact_json(ground, key, name, fact) for key, (name, fact) in found.items()]


def _fact_json(ground: Ground, key: Key, name: str, fact: Fact) -> dict[str, Any]:
    return {
        "trade": key.trade,
        "trade_name": name,
        "area": key.area,
        "area_name": ground.area_name(key),
        "offers": fact.offers,
        "hour": _spread_json(fact.hour),
        "month": _spread_json(fact.month),
        "workers": fact.workers,
        "tension": None if fact.tension is None else round(fact.tension, 2),
        "trend": None if fact.trend is None else round(fact.trend, 3),
    }


def _spread_json(spread: Spread | None) -> dict[str, float] | None:
    return {name: round(value, 2) for name, value in spread._asdict().items()} if spread else None


def _plain(value: Figure) -> str | int | float:
    if isinstance(value, date):
        return value.isoformat()
    return round(value, 4) if isinstance(value, float) else value
