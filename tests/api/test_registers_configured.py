"""registers.yaml: which registers are connected and how; its faults are told with their place."""

from pathlib import Path

import pytest

from api.registers.configured import RegistersFileBroken, open_registers
from api.registers.http import HttpRegister
from api.settings import Settings
from registry.registration.register_answer import Source

MARK = "mark-of-the-bureau"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "drops").mkdir()
    return tmp_path


def put(home: Path, text: str | bytes) -> Settings:
    content = text.encode() if isinstance(text, str) else text
    (home / "registers.yaml").write_bytes(content)
    return Settings(home=home)


def sources(settings: Settings) -> list[Source]:
    registers = open_registers(settings)
    registers.close()
    return [register.source for register in registers.each]


@pytest.mark.parametrize("text", [None, "", "# none yet\n"])
def test_without_a_file_or_lines_no_register_is_connected(home: Path, text: str | None) -> None:
    settings = Settings(home=home) if text is None else put(home, text)
    assert sources(settings) == []


def test_a_source_is_reached_over_http_or_in_files(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BUREAU_TOKEN", MARK)
    settings = put(
        home,
        "insurance: {http: 'https://registers.example:8443/insurance/', token_env: BUREAU_TOKEN}\n"
        f"business: {{files: '{home / 'drops'}', max_age_days: 3}}\n"
        "contracts: {http: 'http://127.0.0.1:9000', attempt_s: 2}\n",
    )
    assert sources(settings) == [Source.INSURANCE, Source.BUSINESS, Source.CONTRACTS]
    registers = open_registers(settings)
    registers.close()
    first = registers.each[0]
    assert isinstance(first, HttpRegister)
    assert first._line.address == "https://registers.example:8443/insurance"
    assert first._line.token == MARK


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("insurance: [", "第 1 行不是合法的 YAML"),
        (b"\xff\xfe\xff", "读不了 registers.yaml"),
        ("- insurance\n", "来源: 接入方式"),
        ("insurence: {files: drops}\n", "是否想写：insurance"),
        ("7: {files: drops}\n", "不认识的来源“7”"),
        ("insurance: drops\n", "registers.yaml 的 insurance：应当是对象"),
        ("insurance: {}\n", "http 和 files 请写一个，而且只写一个"),
        ("insurance: {files: drops, http: 'https://a'}\n", "请写一个，而且只写一个"),
        ("insurance: {file: drops}\n", "是否想写：files"),
        ("insurance: {files: 7}\n", "files应当是文字"),
        ("insurance: {files: nowhere}\n", "这个文件夹：请建立，或改正 files"),
        ("insurance: {files: drops, max_age_days: 0}\n", "max_age_days太小了"),
        ("insurance: {files: drops, token_env: A}\n", "token_env 不能和 files 写在一起"),
        ("insurance: {http: 'https://a', max_age_days: 3}\n", "max_age_days 不能和 http"),
        ("insurance: {http: 'https://a', attempt_s: 60}\n", "attempt_s太大了"),
        ("insurance: {http: 'registers.example'}\n", "完整的地址"),
        ("insurance: {http: 'ftp://registers.example'}\n", "完整的地址"),
        ("insurance: {http: 'https://a:port'}\n", "完整的地址"),
        ("insurance: {http: 'https://me:secret@a'}\n", "不能有账号"),
        ("insurance: {http: 'https://a/?key=1'}\n", "不能有账号"),
        ("insurance: {http: 'http://registers.example'}\n", "请用 https://"),
        ("insurance: {http: 'https://a', token_env: NOT_SET_ANYWHERE}\n", "没有值"),
        ("insurance: {http: 'https://a', token_env: SPACED_TOKEN}\n", "有空格或非英文字符"),
    ],
)
def test_a_fault_of_the_file_is_told_with_its_place_and_what_to_do(
    home: Path, monkeypatch: pytest.MonkeyPatch, text: str | bytes, told: str
) -> None:
    monkeypatch.setenv("SPACED_TOKEN", "very secret")
    with pytest.raises(RegistersFileBroken) as fault:
        open_registers(put(home, text))
    assert told in str(fault.value)
    assert "secret" not in str(fault.value)
