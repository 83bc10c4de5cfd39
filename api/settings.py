"""Settings: where the state and the data lie, read from LINGGANG_* in the environment."""

import sysconfig
from datetime import date
from pathlib import Path
from typing import Final

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from api.edge.networks import networks_of
from api.edge.outside import listening_at, outside_of
from registry.errors import LinggangError

# A folder is our data only if it holds this one: `data` is a common name in site-packages.
MARK: Final = "gazetteer"
INSTALLED: Final = Path("share/linggang/data")


class DataMissing(LinggangError):
    """No folder of reference data was found where the program may look for it."""

    code = "data_missing"


class Settings(BaseSettings):
    """What one installation may choose; every field is LINGGANG_<FIELD> in the environment.

    home: database, index and keys. database_url: any SQLAlchemy URL of SQLite or PostgreSQL, by
    default an SQLite file in home. cache: what is slow to prepare and may be deleted, by default in
    home. as_of: a fixed day instead of today, for demonstrations and
    tests. datasets: real data for evaluations; it has no default. policy_dir: the bureau's own
    policy numbers, by default the folder policy in home. key: 32 bytes in Base64 that seal what is
    kept of people, by default the file key in home, made where there is none.
    office: the code of the division that this installation serves ("" for any). sms_url,
    sms_token: the gateway that delivers one-time codes; without it they stand on the server's
    console. https: whether browsers reach the service over TLS (a proxy's), so that cookies are
    kept to it. feed_close_share: the share of a source's live postings above which a full feed
    closes none of them, unless forced. address: by which the service is reached from outside, for
    links that go out, such as https://gig.example.cn; by default where it listens. trusted_proxies:
    networks, with commas between, whose word on a request's address is believed (X-Forwarded-For).
    rate_scale: how much wider than its table (api/edge/rates.py) the limits of requests are; 0 for
    none.
    """

    model_config = SettingsConfigDict(env_prefix="LINGGANG_", extra="ignore", frozen=True)

    home: Path = Path(".linggang")
    database_url: str = Field(default="", repr=False)  # may hold a password
    data_dir: Path | None = None
    cache: Path | None = None
    as_of: date | None = None
    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=1, le=65535)
    datasets: Path | None = None
    policy_dir: Path | None = None
    key: SecretStr = SecretStr("")
    sms_url: str = ""
    sms_token: SecretStr = SecretStr("")
    https: bool = False
    address: str = ""
    trusted_proxies: str = ""
    rate_scale: float = Field(default=1.0, ge=0)
    office: str = ""
    feed_close_share: float = Field(default=0.5, ge=0, le=1)

    @field_validator("trusted_proxies")
    @classmethod
    def _are_networks(cls, text: str) -> str:
        networks_of(text)
        return text

    @field_validator("address")
    @classmethod
    def _is_outside(cls, text: str) -> str:
        return outside_of(text)

    @property
    def reached_at(self) -> str:
        """What stands before a path in links that go out."""
        return self.address or listening_at(self.host, self.port)

    @property
    def own_policy(self) -> Path:
        """The folder of the bureau's own policy numbers; it need not be there."""
        return self.policy_dir if self.policy_dir is not None else self.home / "policy"

    @property
    def registers_file(self) -> Path:
        """How the registers are reached (docs/registers.md); the file need not be there."""
        return self.home / "registers.yaml"

    @property
    def database(self) -> str:
        """The database's URL, the default one filled in."""
        return self.database_url or f"sqlite:///{(self.home / 'linggang.db').resolve()}"

    @property
    def data(self) -> Path:
        """The folder of reference data; DataMissing if there is none."""
        return self.data_dir if self.data_dir is not None else find_data_dir()


def find_data_dir(package: Path = Path(__file__)) -> Path:
    """The checkout's data/, else the installed share folder; the only place that knows.

    package: a file of the `api` package, whose neighbours are looked at first (also where
    `pip install --target` puts the share folder).
    """
    beside = package.resolve().parents[1]
    candidates = [
        beside / "data",
        beside / INSTALLED,
        Path(sysconfig.get_path("data")) / INSTALLED,
        Path(sysconfig.get_path("data", sysconfig.get_preferred_scheme("user"))) / INSTALLED,
    ]
    for candidate in candidates:
        if (candidate / MARK).is_dir():
            return candidate
    looked = "、".join(str(candidate) for candidate in candidates)
    raise DataMissing(
        f"找不到基础数据文件夹（找过：{looked}）。请重新安装灵岗，或用 LINGGANG_DATA_DIR 指明它。"
    )
