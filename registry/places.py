"""Places: the divisions of China, and where a posting or a worker is."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """Where work is done or a person lives.

    code: a six-digit division code: a county (`371311`), a whole city (`370100`) or province
    (`440000`) where no more is known; None when nothing is. town: name of the town or subdistrict.
    lat, lon: degrees, GCJ-02, both or neither; never made from a county's centroid.
    """

    code: str | None = None
    town: str | None = None
    lat: float | None = None
    lon: float | None = None
    address: str = ""
    remote: bool = False

    @property
    def street(self) -> str:
        """Town and address in one line, the town once."""
        town = self.town or ""
        return self.address if town in self.address else f"{town}{self.address}"

    @property
    def city(self) -> str | None:
        """First four digits of the code, which name the prefecture; None without a code."""
        return self.code[:4] if self.code and not self.code.endswith("0000") else None

    @property
    def county(self) -> str | None:
        """The code if it names a county, else None."""
        return self.code if self.code and not self.code.endswith("00") else None
