"""How a source writes a job down: title, pay, hours and description, with the usual mess."""

from random import Random
from typing import Any

from jobs import Job
from tables import Tables, one_theme

FULL_WIDTH = str.maketrans("0123456789-", "０１２３４５６７８９－")


def fits(text: str, job: Job, rules: dict[str, dict[str, list[str]]]) -> bool:
    """Whether a sentence agrees with the job's hours, unit and settlement (says_only)."""
    for word, rule in rules.items():
        if word not in text:
            continue
        if "hours" in rule and (job.way is None or job.way.key not in rule["hours"]):
            return False
        if "units" in rule and job.unit not in rule["units"]:
            return False
        if "settlements" in rule and job.settlement not in rule["settlements"]:
            return False
    return not (job.lodging is False and any(w in text for w in ("包住", "管吃住", "夫妻房")))


def draw_sentences(rng: Random, job: Job, pool: list[str], said: str, count: int) -> list[str]:
    """Up to `count` sentences that agree with what is said already, and with each other."""
    drawn: list[str] = []
    for sentence in rng.sample(pool, len(pool)):
        if len(drawn) < count and one_theme(job.spec, said, *drawn, sentence):
            drawn.append(sentence)
    return drawn


def figure(amount: float) -> str:
    """A figure without idle zeros."""
    return f"{amount:.2f}".rstrip("0").rstrip(".")


def pay_words(rng: Random, job: Job, tables: Tables) -> str:
    """The pay as prose; 面议 where the job does not say it."""
    if job.unit is None:
        return rng.choice(("面议", "工资面议", "价格电话聊"))
    forms = tables.words["pay" if job.high > job.low else "pay_one"][job.unit]
    return str(rng.choice(forms)).format(
        a=figure(job.low), b=figure(job.high), ak=figure(job.low / 1000),
        bk=figure(job.high / 1000) + "k", x=job.spec.get("piece", "件"),
    )  # fmt: skip


def title_of(rng: Random, job: Job, tables: Tables) -> str:
    """A title in one of the trade's patterns, sometimes with a shout before it."""
    rules = tables.words["says_only"]
    able = [t for t in job.spec["titles"] if fits(t, job, rules) and _fillable(t, job)]
    patterns = [t for t in able if one_theme(job.spec, job.address, job.firm, t)] or able
    hours = job.way.name if job.way else ""
    title = str(rng.choice(patterns or ["招" + job.spec["label"]])).format(
        pay=pay_words(rng, job, tables), hours=hours, town=job.town, county=job.county,
        n=job.headcount,
    )  # fmt: skip
    if rng.random() < 0.13 and "急" not in title:
        title = rng.choice(_leads(job, tables)) + title
    if rng.random() < 0.08:
        benefit = _benefit(rng, job, tables)
        title += f" {benefit}" if benefit else ""
    return _mess(rng, title)


def _fillable(pattern: str, job: Job) -> bool:
    return (
        ("{hours}" not in pattern or job.way is not None)
        and ("{town}" not in pattern or bool(job.town))
        and ("{pay}" not in pattern or job.unit is not None)
    )


def _leads(job: Job, tables: Tables) -> list[str]:
    fee = job.unlawful is not None and job.unlawful[0] == "fee"
    return [w for w in tables.words["lead"] if not (fee and "押金" in w)]


def _benefit(rng: Random, job: Job, tables: Tables) -> str:
    if job.meals and job.lodging:
        return str(rng.choice(tables.words["both"]))
    if job.meals:
        return str(rng.choice(tables.words["meals"]))
    return str(rng.choice(tables.words["lodging"])) if job.lodging else ""


def benefits_of(rng: Random, job: Job, tables: Tables) -> list[str]:
    """Meals and lodging in the source's words, and the job's other benefits."""
    first = _benefit(rng, job, tables)
    return ([first] if first else []) + list(job.benefits)


def hours_words(rng: Random, job: Job) -> str:
    """The working hours as prose, empty where the job does not say them."""
    return rng.choice(job.way.say) if job.way else ""


def certificates_words(rng: Random, names: tuple[str, ...]) -> str:
    """What papers are asked for."""
    spoken = [CERTIFICATE_WORDS.get(name, name) for name in names]
    form = rng.choice(("需{c}", "持{c}", "必须有{c}", "要有{c}", "{c}齐全"))
    return form.format(c="、".join(spoken))


CERTIFICATE_WORDS = {
    "驾驶证C1": "C1驾照", "驾驶证B2": "B2驾照", "驾驶证A2": "A2驾照",
    "货运从业资格证": "货运从业资格证",
}  # fmt: skip


def _asks(rng: Random, job: Job, tables: Tables, said: str) -> list[str]:
    rules = tables.words["says_only"]
    pool = [s for s in job.spec["asks"] if fits(s, job, rules)]
    pool = [s for s in pool if not ("证" in s and (job.certificates or rng.random() < 0.5))]
    asks = draw_sentences(rng, job, pool, said, rng.choice((1, 2, 2, 3)))
    if job.certificates:
        asks.insert(0, certificates_words(rng, job.certificates))
    if job.gear and not any("自备" in s or "有电动车" in s for s in asks):
        asks.append("自备" + "、".join(job.gear))
    if job.years and not any("经验" in s or "年" in s for s in asks):
        asks.append(rng.choice((f"{job.years}年以上经验", f"干过{job.years}年以上")))
    if job.unlawful:
        asks.insert(rng.randint(0, len(asks)), job.unlawful[1])
    return asks


def description_of(rng: Random, job: Job, tables: Tables, title: str, told: frozenset[str]) -> str:
    """The description in one of four layouts. told: what fields of the row already say
    (pay, hours), which the prose then leaves out half the time."""
    words = tables.words
    rules = words["says_only"]
    does = [s for s in job.spec["does"] if fits(s, job, rules)]
    said = job.address + job.firm + title
    parts: dict[str, list[str]] = {
        "工作内容": draw_sentences(rng, job, does, said, rng.choice((1, 2, 2, 3))),
        "要求": _asks(rng, job, tables, said),
        "时间": _hours_part(rng, job, words, told),
        "待遇": _pay_part(rng, job, tables, told),
        "": _tail(rng, job, words),
    }
    layout = rng.choice((_run_on, _run_on, _numbered, _bracketed, _lines))
    return _mess(rng, layout(rng, {k: v for k, v in parts.items() if v}))


def _hours_part(rng: Random, job: Job, words: dict[str, Any], told: frozenset[str]) -> list[str]:
    if job.way is None or ("hours" in told and rng.random() < 0.5):
        return []
    return [str(rng.choice(words["hours_say"])).format(h=hours_words(rng, job))]


def _pay_part(rng: Random, job: Job, tables: Tables, told: frozenset[str]) -> list[str]:
    words = tables.words
    parts = []
    if "pay" not in told or rng.random() < 0.5:
        said = pay_words(rng, job, tables)
        form = str(rng.choice(words["pay_say"]))
        plain = said[0].isdigit() or "：" in form
        parts.append(form.format(p=said) if plain else said)
    if rng.random() < 0.6:
        parts.append(rng.choice(words["settle_say"][job.settlement]))
    return parts + benefits_of(rng, job, tables)


def _tail(rng: Random, job: Job, words: dict[str, Any]) -> list[str]:
    tail = []
    if rng.random() < 0.35:
        tail.append(str(rng.choice(words["count_say"])).format(n=job.headcount))
    if job.town and rng.random() < 0.3:
        tail.append(str(rng.choice(words["where_say"])).format(w=job.address or job.town))
    close = [s for s in words["close"] if not (_asks_fee(job) and "费" in s)]
    if rng.random() < 0.5:
        tail.append(str(rng.choice(close)) + (rng.choice(words["emoji"]) * (rng.random() < 0.1)))
    return tail


def _asks_fee(job: Job) -> bool:
    return job.unlawful is not None and job.unlawful[0] == "fee"


def _run_on(rng: Random, parts: dict[str, list[str]]) -> str:
    groups = ["，".join(sentences) for sentences in parts.values()]
    if rng.random() < 0.4:
        head, rest = groups[0], groups[1:]
        rng.shuffle(rest)
        groups = [head, *rest]
    return rng.choice(("。", "。", "；", "，", " ")).join(groups) + rng.choice(("。", "", "！"))


def _numbered(rng: Random, parts: dict[str, list[str]]) -> str:
    mark = rng.choice(("{}、", "{}.", "{}："))
    groups = ["，".join(sentences) for sentences in parts.values()]
    join = rng.choice(("\n", "\n", "；"))
    return join.join(mark.format(i) + g for i, g in enumerate(groups, 1))


def _bracketed(rng: Random, parts: dict[str, list[str]]) -> str:
    heads = {"工作内容": rng.choice(("【工作内容】", "【岗位职责】")), "要求": "【要求】",
             "时间": "【时间】", "待遇": "【待遇】", "": "【备注】"}  # fmt: skip
    return rng.choice(("", "\n")).join(
        heads[key] + "；".join(_bare(s) for s in group) for key, group in parts.items()
    )


def _bare(sentence: str) -> str:
    """A sentence without the words that its heading says already."""
    for head in ("上班时间：", "工作时间", "时间：", "工资待遇：", "薪资：", "待遇", "工资"):
        if sentence.startswith(head) and not sentence.startswith("工资日"):
            return sentence.removeprefix(head)
    return sentence


def _lines(rng: Random, parts: dict[str, list[str]]) -> str:
    groups = list(parts.values())
    rng.shuffle(groups)
    return "\n".join("，".join(group) for group in groups)


def _mess(rng: Random, text: str) -> str:
    chance = rng.random()
    if chance < 0.04:
        return text.translate(FULL_WIDTH)
    if chance < 0.08:
        return text.replace("，", ",")
    if chance < 0.11:
        return text.replace("，", " ")
    return text
