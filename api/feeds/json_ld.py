"""schema.org/JobPosting in JSON-LD, as web pages carry it, becomes our own row."""

import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any, Final

from api.feeds import values
from api.feeds.draft import Draft
from api.feeds.native import native_draft
from api.reference import Reference
from registry.errors import InvalidField

MEANINGS: Final = {
    "FULL_TIME": "全职", "PART_TIME": "兼职", "CONTRACTOR": "劳务", "TEMPORARY": "临时",
    "INTERN": "实习", "PER_DIEM": "日工",
}  # fmt: skip
UNITS: Final = {"HUR": "HOUR", "MON": "MONTH", "ANN": "YEAR"}  # UN/CEFACT, as unitCode has them
EDUCATION: Final = {
    "no requirements": "不限", "high school": "高中", "professional certificate": "中专",
    "associate degree": "大专", "bachelor degree": "本科", "postgraduate degree": "硕士",
}  # fmt: skip
CURRENCIES: Final = frozenset({"", "CNY", "RMB", "人民币"})
# Where a field of our own row stands in a JobPosting.
FIELDS: Final = {
    "source_id": "identifier", "title": "title", "employer": "hiringOrganization",
    "occupation": "occupationalCategory", "pay": "baseSalary", "place": "jobLocation",
    "hours": "workHours", "requirements": "qualifications", "headcount": "totalJobOpenings",
    "published_at": "datePosted", "valid_until": "validThrough", "description": "description",
    "welfare": "jobBenefits", "tags": "skills", "source_url": "url",
    "contact": "applicationContact",
}  # fmt: skip
DEEPEST: Final = 4  # objects within objects that are looked into for words
BLOCKS: Final = frozenset({"p", "br", "div", "li", "ul", "ol", "tr", "h1", "h2", "h3", "h4"})
_CODE: Final = re.compile(r"\d-\d{2}-\d{2}-\d{2}")
_NUMERIC: Final = re.compile(r"\d{1,9}(?:\.\d{1,9})?")
_MARKUP: Final = re.compile(r"</?[A-Za-z]|&[a-z]+;|&#")


def json_ld_draft(data: Mapping[str, Any], reference: Reference) -> Draft:
    """The draft of a JobPosting. InvalidField names the field as the JobPosting has it."""
    try:
        draft = native_draft(native_of(data), reference)
    except InvalidField as error:
        field = FIELDS.get(error.field.partition(".")[0], error.field)
        raise InvalidField(field, error.code, error.reason) from error
    asked = data.get("experienceRequirements")
    experience = values.clean(asked) if isinstance(asked, str) else ""
    return replace(draft, area=area_of(data), experience=experience)


def area_of(data: Mapping[str, Any]) -> str:
    """Province and county of a JobPosting, as it writes them."""
    parts = _object(_address(data))
    told = (text_of(parts.get(key)) for key in ("addressRegion", "addressLocality"))
    return " ".join(part for part in told if part)


def identifier_of(data: Mapping[str, Any]) -> str:
    """The source's own number of a JobPosting; empty if it names none."""
    return text_of(data.get("identifier"), "value", "name")


def text_of(value: Any, *keys: str, depth: int = DEEPEST) -> str:
    """The words of a JSON-LD value: text, a number, an object's `keys`, or the first of a list."""
    value = _first(value)
    if isinstance(value, dict) and depth:
        found = (text_of(value.get(key), depth=depth - 1) for key in (*keys, "@value", "name"))
        return next((text for text in found if text), "")
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return values.clean(str(value))


def plain_text(text: str) -> str:
    """The words of HTML, a line for each of its blocks; text without markup as it is."""
    if not _MARKUP.search(text):
        return text
    words = _Words()
    words.feed(text)
    words.close()
    lines = (" ".join(line.split()) for line in "".join(words.found).split("\n"))
    return "\n".join(line for line in lines if line)


class _Words(HTMLParser):
    """Collects what is to be read."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in BLOCKS:
            self.found.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in BLOCKS:
            self.found.append("\n")

    def handle_data(self, data: str) -> None:
        self.found.append(data)


def _address(data: Mapping[str, Any]) -> Any:
    place = _first(data.get("jobLocation"))
    return place.get("address") if isinstance(place, dict) else place


def native_of(data: Mapping[str, Any]) -> dict[str, Any]:
    """Our own row of a JobPosting, but for the area. InvalidField: a currency other than ours."""
    firm = _first(data.get("hiringOrganization"))
    firm = firm if isinstance(firm, dict) else {"name": firm}
    asked = ("responsibilities", "qualifications")
    return {
        "source_id": identifier_of(data),
        "title": text_of(data.get("title")),
        "description": plain_text(text_of(data.get("description"))),
        "employer": {
            "name": text_of(firm.get("name")) or text_of(firm.get("legalName")),
            "uscc": text_of(firm.get("taxID")) or text_of(firm.get("identifier"), "value"),
        },
        "occupation": _occupation(data.get("occupationalCategory")),
        "pay": _pay(data.get("baseSalary")),
        "place": _place(_object(data.get("jobLocation")), _address(data)),
        "hours": {"text": text_of(data.get("workHours"))},
        "requirements": {
            "text": "\n".join(filter(None, (plain_text(text_of(data.get(key))) for key in asked))),
            **_schooling(data),
        },
        "tags": _tags(data),
        "welfare": _words(data.get("jobBenefits")),
        "remote": True if text_of(data.get("jobLocationType")) == "TELECOMMUTE" else None,
        "headcount": _whole(data.get("totalJobOpenings")),
        "contact": text_of(data.get("applicationContact"), "telephone"),
        "published_at": text_of(data.get("datePosted")),
        "valid_until": text_of(data.get("validThrough")),
        "source_url": text_of(data.get("url")),
    }


def _occupation(value: Any) -> dict[str, str]:
    text = " ".join(filter(None, (text_of(value, "codeValue"), text_of(value, "name"))))
    code = _CODE.search(text)
    label = _CODE.sub("", text_of(value, "name")).strip()
    return {"code": code.group() if code else "", "label": label}


def _pay(value: Any) -> dict[str, Any]:
    value = _first(value)
    if not isinstance(value, dict):
        told = _number(value)
        return {"min": told, "max": told} if isinstance(told, float) else {"text": text_of(value)}
    currency = text_of(value.get("currency")) or text_of(value.get("priceCurrency"))
    if currency.upper() not in CURRENCIES:
        raise InvalidField(
            "baseSalary", "currency", f"币种“{currency[:10]}”不收：请用人民币（CNY）。"
        )
    amount = _first(value.get("value"))
    amount = amount if isinstance(amount, dict) else {"value": amount}
    one = _number(amount.get("value"))
    unit = text_of(amount.get("unitText")) or text_of(amount.get("unitCode"))
    unit = unit or text_of(value.get("unitText"))
    low, high = _number(amount.get("minValue")), _number(amount.get("maxValue"))
    return {
        "min": one if low is None else low,
        "max": one if high is None else high,
        "unit": UNITS.get(unit.upper(), unit),
    }


def _place(place: Mapping[str, Any], address: Any) -> dict[str, Any]:
    """Coordinates are WGS-84, as schema.org says, unless the place names another datum."""
    geo = _object(place.get("geo"))
    parts = address if isinstance(address, dict) else {"streetAddress": address}
    more = place.get("additionalProperty")
    told = [_object(each) for each in (more if isinstance(more, list) else [more])]
    datum = [text_of(each.get("value")) for each in told if text_of(each.get("name")) == "datum"]
    return {
        "address": text_of(parts.get("streetAddress")),
        "lat": _number(geo.get("latitude")),
        "lon": _number(geo.get("longitude")),
        "datum": datum[0] if datum else "WGS-84",
    }


def _schooling(data: Mapping[str, Any]) -> dict[str, Any]:
    degree = text_of(data.get("educationRequirements"), "credentialCategory")
    months = _number(_object(data.get("experienceRequirements")).get("monthsOfExperience"))
    years = months / 12 if isinstance(months, float) else None
    return {"education": EDUCATION.get(degree.lower(), degree), "experience_years": years}


def _tags(data: Mapping[str, Any]) -> list[str]:
    kinds = _words(data.get("employmentType"))
    return list(dict.fromkeys([*_words(data.get("skills")), *(MEANINGS.get(k, k) for k in kinds)]))


def _words(value: Any) -> list[str]:
    each = value if isinstance(value, list) else [value]
    return [word for part in each for word in values.split_list(text_of(part))]


def _first(value: Any) -> Any:
    """The value, or the first of several."""
    if isinstance(value, list):
        return next(iter(value), None)
    return value


def _object(value: Any) -> dict[str, Any]:
    """The object, or the first of several; an empty one where it is none."""
    value = _first(value)
    return value if isinstance(value, dict) else {}


def _number(value: Any) -> Any:
    """A number, also one written as text; anything else as it is, to be refused."""
    value = _first(value)
    if isinstance(value, bool) or value is None or value == "":
        return None
    text = str(value).strip()
    return float(text) if _NUMERIC.fullmatch(text) else value


def _whole(value: Any) -> Any:
    number = _number(value)
    with suppress(ValueError, TypeError, OverflowError):
        return int(number) if number is not None and number == int(number) else number
    return number
