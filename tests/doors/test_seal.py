"""The key of the social security numbers: where it lives, and that there is only ever one."""

import threading
from pathlib import Path

import pytest

from megaroth import seal
from megaroth.errors import CommandError

HEX = "00112233445566778899aabbccddeeff" * 2


@pytest.fixture(autouse=True)
def _no_key_around(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MEGAROTH_KEY", raising=False)


def test_the_key_is_made_once_and_kept_to_its_owner(tmp_path: Path) -> None:
    made = seal.key(tmp_path, create=True)
    file = tmp_path / ".megaroth.key"
    assert (len(made), file.read_bytes(), file.stat().st_mode & 0o777) == (32, made, 0o600)
    assert seal.key(tmp_path, create=True) == seal.key(tmp_path, create=False) == made
    assert [path.name for path in tmp_path.iterdir()] == [".megaroth.key"]


def test_many_at_once_end_with_one_key(tmp_path: Path) -> None:
    keys = []
    threads = [threading.Thread(target=lambda: keys.append(seal.key(tmp_path, create=True))) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(keys) == {(tmp_path / ".megaroth.key").read_bytes()}
    assert len(keys) == 16


def test_without_leave_to_create_nothing_is_written(tmp_path: Path) -> None:
    assert len(seal.key(tmp_path, create=False)) == 32
    assert list(tmp_path.iterdir()) == []


def test_what_a_process_left_that_died_while_making_the_key_is_cleared(tmp_path: Path) -> None:
    (tmp_path / ".megaroth.new.key.a1b2c3d4").write_bytes(b"half a key")
    made = seal.key(tmp_path, create=True)
    assert [path.name for path in tmp_path.iterdir()] == [".megaroth.key"]
    (tmp_path / ".megaroth.new.key.e5f6a7b8").write_bytes(made)
    assert seal.key(tmp_path, create=True) == made
    assert [path.name for path in tmp_path.iterdir()] == [".megaroth.key"]


def test_the_environment_goes_before_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MEGAROTH_KEY", HEX)
    assert seal.key(tmp_path, create=True) == bytes.fromhex(HEX)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("said", ["", "secret words", HEX[:-2], HEX + "00"])
def test_a_key_of_another_length_is_refused_without_showing_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, said: str
) -> None:
    monkeypatch.setenv("MEGAROTH_KEY", said)
    with pytest.raises(CommandError) as refusal:
        seal.key(tmp_path, create=True)
    assert str(refusal.value) == "MEGAROTH_KEY: expected 64 hexadecimal digits."


def test_a_damaged_key_file_is_refused_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / ".megaroth.key").write_bytes(b"short")
    with pytest.raises(CommandError, match="expected 32 bytes"):
        seal.key(tmp_path, create=True)
    assert (tmp_path / ".megaroth.key").read_bytes() == b"short"


def test_a_missing_plan_folder_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="cannot be read or made"):
        seal.key(tmp_path / "nowhere", create=True)


def test_the_seal_is_hmac_sha256_of_the_digits() -> None:
    # RFC 4231, test case 2: key "Jefe", data "what do ya want for nothing?"
    expected = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
    assert seal.sealer(b"Jefe")("what do ya want for nothing?") == expected
