"""A posting as schema.org/JobPosting, for the public page that carries it."""

import json
from typing import Any, Final

from api.feeds.datum import to_wgs84
from api.feeds.written import stated
from registry.gazetteer import Gazetteer
from registry.jobs.hours import Hours
from registry.jobs.masking import masked_text
from registry.jobs.pay import Pay, PayUnit
from registry.jobs.posting import Posting
from registry.places import Place

# schema.org knows no other units; pay by shift, piece or commission is told in words alone.
UNITS: Final = {
    PayUnit.HOUR: "HOUR",
    PayUnit.DAY: "DAY",
    PayUnit.MONTH: "MONTH",
    PayUnit.YEAR: "YEAR",
}
EDUCATION: Final = {
    "高中": "high school",
    "中专": "professional certificate",
    "大专": "associate degree",
    "本科": "bachelor degree",
    "硕士": "postgraduate degree",
    "博士": "postgraduate degree",
}


def job_posting(posting: Posting, gazetteer: Gazetteer, url: str) -> dict[str, Any]:
    """The JSON-LD of a published posting; no contact stands in it. url: of its page."""
    needs = posting.requirements
    return {"@context": "https://schema.org", "@type": "JobPosting"} | stated(
        {
            "identifier": {
                "@type": "PropertyValue",
                "name": posting.source,
                "value": posting.source_id,
            },
            "title": masked_text(posting.title),
            "description": masked_text(posting.description) or posting.occupation_label,
            "datePosted": posting.published_on and posting.published_on.isoformat(),
            "validThrough": posting.valid_until and f"{posting.valid_until}T23:59:59+08:00",
            "hiringOrganization": {"@type": "Organization"}
            | stated({"name": masked_text(posting.employer), "taxID": posting.uscc}),
            "jobLocation": _location(posting.place, gazetteer),
            "jobLocationType": "TELECOMMUTE" if posting.place.remote else None,
            "baseSalary": _salary(posting.pay),
            "workHours": str(posting.hours) if posting.hours != Hours() else None,
            "occupationalCategory": posting.occupation,
            "totalJobOpenings": posting.headcount,
            "qualifications": "、".join((*needs.certificates, *needs.own_equipment)),
            "educationRequirements": _education(needs.education),
            "experienceRequirements": _experience(needs.experience_years),
            "jobBenefits": "、".join(masked_text(each) for each in posting.welfare),
            "url": url,
            "directApply": False,
        }
    )


def script_text(data: dict[str, Any]) -> str:
    """JSON that can stand inside a script element, whatever it holds: no `<`, `>` or `&`."""
    text = json.dumps(data, ensure_ascii=False)
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def _location(place: Place, gazetteer: Gazetteer) -> dict[str, Any]:
    division = gazetteer.get(place.code) if place.code else None
    if division is None and not place.address:
        return {}
    street = " ".join(part for part in (place.town, place.address) if part)
    address = {"@type": "PostalAddress", "addressCountry": "CN"} | stated(
        {
            "addressLocality": division.full_name if division else None,
            "streetAddress": masked_text(street),
        }
    )
    return {"@type": "Place", "address": address} | _geo(place)


def _geo(place: Place) -> dict[str, Any]:
    if place.lat is None or place.lon is None:
        return {}
    lat, lon = to_wgs84(place.lat, place.lon)
    geo = {"@type": "GeoCoordinates", "latitude": round(lat, 6), "longitude": round(lon, 6)}
    return {"geo": geo}


def _salary(pay: Pay | None) -> dict[str, Any]:
    if pay is None or pay.unit not in UNITS:
        return {}
    value = {"minValue": pay.minimum, "maxValue": pay.maximum, "unitText": UNITS[pay.unit]}
    return {
        "@type": "MonetaryAmount",
        "currency": "CNY",
        "value": {"@type": "QuantitativeValue", **value},
    }


def _education(level: str | None) -> dict[str, Any]:
    if level not in EDUCATION:
        return {}
    return {"@type": "EducationalOccupationalCredential", "credentialCategory": EDUCATION[level]}


def _experience(years: float | None) -> dict[str, Any]:
    if not years:
        return {}
    return {
        "@type": "OccupationalExperienceRequirements",
        "monthsOfExperience": round(years * 12),
    }
