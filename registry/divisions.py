"""A division of China and a town, their names in full and in short, and distances on the globe."""

import re
from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt
from typing import Final

EARTH_RADIUS_KM: Final = 6371.0088
# Endings that people leave out, longest first.
ENDINGS: Final = (
    *("特别行政区", "维吾尔自治区", "壮族自治区", "回族自治区", "自治区", "自治州", "自治县"),
    *("自治旗", "地区", "林区", "新区", "省", "市", "区", "县", "旗", "盟"),
)
TOWN_ENDINGS: Final = ("街道办事处", "街道", "镇", "乡")
# Peoples that autonomous divisions are named after, as they stand before the ending.
PEOPLES: Final = re.compile(
    "(?:各族|(?:汉|回|藏|苗|彝|壮|侗|瑶|白|傣|黎|畲|水|羌|怒|佤|满|土)族|"
    "蒙古族?|朝鲜族|土家族|哈尼族|哈萨克族?|傈僳族|拉祜族|布依族|布朗族|纳西族|景颇族|仡佬族|仫佬族|"
    "毛南族|普米族|独龙族|达斡尔族?|鄂温克族?|裕固族|保安族|东乡族|撒拉族|锡伯族?|塔吉克族?|柯尔克孜族?)+$"
)


@dataclass(frozen=True, slots=True)
class Division:
    """A province, city or county. lat, lon: its seat, degrees, GCJ-02; both or neither."""

    code: str
    name: str
    full_name: str
    lat: float | None
    lon: float | None

    @property
    def level(self) -> str:
        """`province`, `city` or `county`, from the zeros of the code."""
        if self.code.endswith("0000"):
            return "province"
        return "city" if self.code.endswith("00") else "county"

    @property
    def prefix(self) -> str:
        """The digits that every division within it begins with."""
        return self.code[: {"province": 2, "city": 4, "county": 6}[self.level]]

    @property
    def short_name(self) -> str:
        """Its name without ending and peoples, 恩施土家族苗族自治州 as 恩施; whole if too short."""
        for ending in ENDINGS:
            if self.name.endswith(ending) and len(self.name) - len(ending) >= 2:
                stem = self.name.removesuffix(ending)
                bare = PEOPLES.sub("", stem) if ending.startswith("自治") else stem
                return bare if len(bare) >= 2 else stem
        return self.name


@dataclass(frozen=True, slots=True)
class Town:
    """A town, township or subdistrict; county: code of the county it lies in."""

    code: str
    name: str
    county: str

    @property
    def short_name(self) -> str:
        """义堂 of 义堂镇; whole if only one character would be left."""
        ending = next((each for each in TOWN_ENDINGS if self.name.endswith(each)), "")
        stem = self.name.removesuffix(ending)
        return stem if len(stem) >= 2 else self.name


def distance_km(lat_a: float, lon_a: float, lat_b: float, lon_b: float) -> float:
    """Great-circle distance in km between two points in degrees."""
    lat_a, lon_a, lat_b, lon_b = map(radians, (lat_a, lon_a, lat_b, lon_b))
    half = sin((lat_b - lat_a) / 2) ** 2
    half += cos(lat_a) * cos(lat_b) * sin((lon_b - lon_a) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * asin(min(1.0, sqrt(half)))
