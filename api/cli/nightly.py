"""`linggang nightly`: all that is due every night, in order; a step that fails stops no other."""

from collections.abc import Callable
from typing import Any, Final, NamedTuple

import typer

from api.cli.common import HomeOption, JsonOption, print_json, runtime
from api.cli.faults import explained
from api.cli.recheck import rechecked, sentence, waiting_asked
from api.clock import now
from api.runtime import Runtime
from api.services.after_control import QUESTION
from api.services.application_night import remind_and_lapse
from api.services.asked_again import fault_told
from api.store.schema import require_current
from indexing.artifact import IndexUnusable
from registry.actor import THE_SYSTEM
from registry.errors import LinggangError


class Done(NamedTuple):
    """What a step did, as JSON and in words. is_whole: nothing went wrong in it."""

    report: dict[str, Any]
    words: str
    is_whole: bool = True


class Step(NamedTuple):
    """One thing that is due every night. name: in JSON; title: in words."""

    name: str
    title: str
    act: Callable[[Runtime], Done]


def nightly(home: HomeOption = None, as_json: JsonOption = False) -> None:
    """每夜一次：再次核查等待中的申请、复核、抽查、求职申请提醒、删除期满的信用记录、关闭过期岗位、复核单位、算岗位行情、删除期满的清单记录和重发键。"""
    here = runtime(home, must_exist=True)
    require_current(here.engine)  # without a database no step could be run
    results = [_result(here, step) for step in STEPS]
    here.close()
    if as_json:
        print_json({"steps": results})
    else:
        for step, result in zip(STEPS, results, strict=True):
            typer.echo(f"{step.title}：{result['words']}")
    if not all(result["ok"] for result in results):
        raise typer.Exit(1)


def _result(here: Runtime, step: Step) -> dict[str, Any]:
    """What became of a step; where it failed, a code and why."""
    try:
        done = step.act(here)
    except Exception as error:
        code = error.code if isinstance(error, LinggangError) else "error"
        words = f"没有完成：{_reason(error)}"
        return {"step": step.name, "ok": False, "code": code, "words": words}
    return {"step": step.name, "ok": done.is_whole, "words": done.words, "report": done.report}


def _reason(error: Exception) -> str:
    return explained(error) if isinstance(error, OSError) else fault_told(error)


def _waiting(here: Runtime) -> Done:
    report = waiting_asked(here)
    return Done(report.to_json(), sentence(report), not report.faults)


def _recheck(here: Runtime) -> Done:
    report = rechecked(here)
    return Done(report.to_json(), sentence(report), not report.faults)


def _lapse(here: Runtime) -> Done:
    silent = here.after_control.lapse_all(THE_SYSTEM)
    return Done({"silent": silent}, f"期满未答复 {silent} 人。")


def _draw(here: Runtime) -> Done:
    drawn = here.after_control.draw(THE_SYSTEM)
    asked = here.after_control.ask_all(QUESTION, THE_SYSTEM)
    report = {"day": drawn.day.isoformat(), "seed": drawn.seed, "counties": dict(drawn.counties)}
    count = sum(drawn.counties.values())
    return Done(report | {"asked": asked}, f"{drawn.day} 抽取 {count} 人，询问 {asked} 人。")


def _applications(here: Runtime) -> Done:
    report = remind_and_lapse(here.applications, now(here.settings))
    words = (
        f"移送 {report.forwarded} 份，提醒 {report.reminded} 份，认定结果 {report.decided} 份，"
        f"逾期 {report.lapsed} 份，录用提示办结 {report.found} 件。"
    )
    return Done(report.to_json(), words, not report.failed)


def _forget(here: Runtime) -> Done:
    forgotten = here.credit.forget(THE_SYSTEM)
    return Done({"forgotten": forgotten}, f"删除 {forgotten} 条。")


def _expire(here: Runtime) -> Done:
    done = here.postings.expire().to_json()
    return Done(done, f"到期关闭 {done['expired']} 条，来源不再发送 {done['unsent']} 条。")


def _review(here: Runtime) -> Done:
    done = here.employers.review()
    return Done(done.to_json(), f"复核 {done.employers} 家，{done.levels} 家的级别有变。")


def _events(here: Runtime) -> Done:
    forgotten = here.list_events.forget_old()
    return Done({"forgotten": forgotten}, f"删除 {forgotten} 条。")


def _market(here: Runtime) -> Done:
    try:
        done = here.market.refresh()
    except IndexUnusable as fault:
        return Done({"facts": {}, "forgotten": 0}, f"还没有可用的索引，没有算：{fault}")
    kept = sum(done.facts.values())
    return Done(done._asdict(), f"工种与地区的行情 {kept} 条，删除期满的 {done.forgotten} 条。")


def _keys(here: Runtime) -> Done:
    forgotten = here.idempotency.forget()
    return Done({"forgotten": forgotten}, f"删除 {forgotten} 个。")


STEPS: Final = (
    Step("waiting", "等待中的申请", _waiting),
    Step("recheck", "复核", _recheck),
    Step("lapse", "抽查到期", _lapse),
    Step("draw", "抽查", _draw),
    Step("applications", "求职申请", _applications),
    Step("forget", "期满的信用记录", _forget),
    Step("expire", "过期的岗位", _expire),
    Step("review", "用人单位", _review),
    Step("events", "期满的清单记录", _events),
    Step("market", "岗位行情", _market),
    Step("keys", "期满的重发键", _keys),
)
