"""Settings, the clock, and where the data is found."""

import sysconfig
from datetime import date, timedelta
from pathlib import Path

import pytest
from pydantic import ValidationError

from api.clock import SHANGHAI, now, today
from api.settings import INSTALLED, DataMissing, Settings, find_data_dir


def package_in(folder: Path) -> Path:
    (folder / "api").mkdir(parents=True, exist_ok=True)
    return folder / "api" / "settings.py"


def data_in(folder: Path) -> Path:
    (folder / "gazetteer").mkdir(parents=True)
    return folder


@pytest.fixture
def no_installation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The place where an installation puts its share folder, which is empty."""
    monkeypatch.setattr(sysconfig, "get_path", lambda *_: str(tmp_path / "prefix"))
    return tmp_path / "prefix"


@pytest.mark.usefixtures("no_installation")
def test_a_checkout_is_read_from_its_own_data_folder(tmp_path: Path) -> None:
    data = data_in(tmp_path / "checkout" / "data")
    assert find_data_dir(package_in(tmp_path / "checkout")) == data


@pytest.mark.usefixtures("no_installation")
def test_a_target_installation_is_read_from_the_share_folder_beside_it(tmp_path: Path) -> None:
    data = data_in(tmp_path / "target" / INSTALLED)
    assert find_data_dir(package_in(tmp_path / "target")) == data


def test_an_installation_is_read_from_the_share_folder(
    tmp_path: Path, no_installation: Path
) -> None:
    (tmp_path / "site-packages" / "data").mkdir(parents=True)  # somebody else's
    data = data_in(no_installation / INSTALLED)
    assert find_data_dir(package_in(tmp_path / "site-packages")) == data


@pytest.mark.usefixtures("no_installation")
def test_no_data_at_all_names_the_setting_that_mends_it(tmp_path: Path) -> None:
    with pytest.raises(DataMissing, match="LINGGANG_DATA_DIR"):
        find_data_dir(package_in(tmp_path / "nowhere"))


def test_settings_come_from_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LINGGANG_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("LINGGANG_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("LINGGANG_AS_OF", "2025-04-25")
    settings = Settings()
    assert settings.database == f"sqlite:///{tmp_path / 'home' / 'linggang.db'}"
    assert settings.data == tmp_path
    assert today(settings) == date(2025, 4, 25)
    assert now(settings).utcoffset() == timedelta(hours=8)


def test_a_database_of_ones_own_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LINGGANG_DATABASE_URL", "postgresql://host/db")
    assert Settings().database == "postgresql://host/db"


@pytest.mark.parametrize(
    ("given", "links"),
    [
        ("https://gig.example.cn", "https://gig.example.cn"),
        (" https://gig.example.cn/ ", "https://gig.example.cn"),
        ("http://10.0.0.7:8080", "http://10.0.0.7:8080"),
        ("https://[2001:db8::7]:8443", "https://[2001:db8::7]:8443"),
        ("", "http://127.0.0.1:8000"),
    ],
)
def test_links_begin_with_the_address_from_outside(given: str, links: str) -> None:
    assert Settings(address=given).reached_at == links


def test_without_one_they_begin_where_the_server_listens() -> None:
    assert Settings(host="::1", port=9000).reached_at == "http://[::1]:9000"


@pytest.mark.parametrize(
    "given",
    [
        pytest.param("gig.example.cn", id="no scheme"),
        pytest.param("gig.example.cn:8000", id="no scheme, a port"),
        pytest.param("ftp://gig.example.cn", id="another scheme"),
        pytest.param("https://", id="no host"),
        pytest.param("https://gig.example.cn/app", id="a path"),
        pytest.param("https://gig.example.cn?x=1", id="a query"),
        pytest.param("https://gig.example.cn?", id="an empty query"),
        pytest.param("https://gig.example.cn#top", id="a fragment"),
        pytest.param("https://user:word@gig.example.cn", id="a password"),
        pytest.param("https://gig.example.cn:70000", id="no port"),
        pytest.param("https://gig.example.cn:", id="an empty port"),
        pytest.param("https://零工.example", id="a name that no message keeps whole"),
        pytest.param("https://gig example.cn", id="a blank"),
        pytest.param("https://[::1", id="half a bracket"),
    ],
)
def test_an_address_with_less_or_more_than_scheme_host_and_port_is_refused(given: str) -> None:
    with pytest.raises(ValidationError, match="address"):
        Settings(address=given)


def test_today_is_the_day_in_china(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LINGGANG_AS_OF", raising=False)
    settings = Settings()
    assert settings.data.is_dir()
    moment = now(settings)
    assert moment.tzinfo is SHANGHAI
    assert today(settings) - moment.date() <= timedelta(days=1)
