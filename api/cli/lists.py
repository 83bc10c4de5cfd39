"""Lists on a terminal: each line with its pay, place, reasons, and what is missing."""

from typing import Final

import typer

from api.services.lists import Item, Recommendations, Why
from api.services.plain import PlainList
from matcher.constraints import LABELS
from matcher.ranking import BESIDE_VALUE, FITS
from registry.jobs.pay import SETTLEMENT_LABELS
from registry.workers.worker import Worker

# What stands beside the terms is left out where it is not known.
UNKNOWN: Final = {extra.fit: "（不知道，不算这一项）" for extra in BESIDE_VALUE}


def print_list(found: Recommendations, worker: Worker) -> None:
    """A whole list in plain text."""
    typer.echo(f"劳动者 {found.worker}：{worker.text or '、'.join(worker.skills)}")
    typer.echo(f"按 {found.as_of:%Y年%m月%d日} 计算，用时 {found.elapsed_ms:.0f} 毫秒")
    if found.note:
        typer.echo(f"\n{found.note}")
    for number, item in enumerate(found.items, 1):
        _print_item(f"{number:>2}.", item)
    if found.ask_first:
        typer.echo("\n以下岗位有您的必须条件没有写明，或报酬须先核实，先问清再去：")
        for item in found.ask_first:
            _print_item(" ·", item)
    if found.not_shown:
        counted = "；".join(f"{LABELS[code]} {n}" for code, n in found.not_shown.items())
        typer.echo(f"\n未列出：{counted}")


def _print_item(mark: str, item: Item) -> None:
    posting = item.posting
    score = f"{item.score:.2f} = 可能 {item.chance:.2f} × 合意 {item.value:.2f}"
    typer.echo(f"\n{mark} {posting.title}  〔{score}〕")
    typer.echo("    " + " · ".join(part for part in _facts(item) if part))
    if item.pay_rule:
        typer.echo(f"    报酬规则：{item.pay_rule}")
    for reason in item.explanation.reasons:
        typer.echo(f"    ＋ {reason}")
    for text in item.explanation.missing:
        typer.echo(f"    － {text}")
    contact = f"（{posting.contact}）" if posting.contact else ""
    typer.echo(f"    → {item.explanation.next_step}{contact}")
    if item.merged:
        typer.echo(f"    （{item.merged}）")


def _facts(item: Item) -> tuple[str, ...]:
    posting = item.posting
    settlement = posting.pay.settlement if posting.pay else None
    return (
        posting.employer,
        str(posting.pay) if posting.pay else "收入未写明",
        SETTLEMENT_LABELS[settlement] if settlement else "",
        str(posting.hours),
        item.where,
        f"{posting.valid_until:%m月%d日}前有效" if posting.valid_until else "",
        posting.id,
    )


def print_plain(found: PlainList) -> None:
    """A plain list in plain text."""
    typer.echo(f"不按个人情况的清单（由近到远、由新到旧），按 {found.as_of:%Y年%m月%d日}")
    for number, item in enumerate(found.items, 1):
        posting = item.posting
        km = f"约 {item.km:.1f} 公里" if item.km is not None else ""
        facts = (
            posting.employer,
            str(posting.pay) if posting.pay else "收入未写明",
            str(posting.hours),
            item.county,
            km,
            f"{posting.published_on:%m月%d日}发布" if posting.published_on else "",
            item.note,
            posting.id,
        )
        typer.echo(f"\n{number:>2}. {posting.title}")
        typer.echo("    " + " · ".join(fact for fact in facts if fact))


def print_why(found: Why) -> None:
    """Why a posting is or is not on a list, with every term of its score."""
    if found.listed:
        typer.echo(f"{found.posting_id} 在 {found.worker} 的清单上，排第 {found.rank}。")
    else:
        typer.echo(f"{found.posting_id} 不在 {found.worker} 的清单上：")
    for finding in found.findings:
        clause = f"（{finding.clause}）" if finding.clause else ""
        typer.echo(f"  － {finding.detail}{clause}")
    if found.item is None:
        return
    _print_item("  ", found.item)
    for part in found.item.parts:
        known = "" if part.known else UNKNOWN.get(part.fit, "（未写明，按中等计）")
        typer.echo(f"    {FITS[part.fit]:　<5}{part.amount:.3f}{known}")
