import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from kg.errors import BadParameterError
from kg.settings import Log, Settings


def test_an_empty_environment_gives_a_local_data_directory() -> None:
    settings = Settings.from_env({})
    assert settings.store == "kg-data"
    assert not settings.remote
    assert settings.time_limit == 10
    assert 2 <= settings.workers <= 8


def test_every_setting_can_come_from_the_environment() -> None:
    settings = Settings.from_env(
        {
            "KG_STORE": "https://example.org/sparql",
            "KG_BASE": "https://example.org/id/",
            "KG_QUERIES": "/srv/queries",
            "KG_WORKERS": "3",
            "KG_TIME_LIMIT": "2.5",
            "KG_MAX_BYTES": "1000",
            "KG_PROCESSES": "4",
            "KG_CLIENT_CPU": "0",
            "KG_CACHE_BYTES": "0",
            "KG_ACTOR": "desk",
            "KG_WRITABLE": "yes",
            "KG_TWO_PERSONS": "true",
            "KG_METRICS": "1",
            "KG_PUBLIC_URL": "https://claims.example.org",
            "KG_LOG": "plain",
        }
    )
    assert settings == Settings(
        "https://example.org/sparql", "https://example.org/id/", Path("/srv/queries"), 3, 2.5,
        1000, "desk", 0, 4, 0, writable=True, two_persons=True, metrics=True,
        public_url="https://claims.example.org", log=Log.PLAIN,
    )  # fmt: skip
    assert settings.remote


@pytest.mark.parametrize(
    ("variable", "text"),
    [
        ("KG_BASE", "example.org"),
        ("KG_BASE", "https://example.org"),
        ("KG_WORKERS", "many"),
        ("KG_WORKERS", "1"),
        ("KG_TIME_LIMIT", "0"),
        ("KG_TIME_LIMIT", "nan"),
        ("KG_TIME_LIMIT", "soon"),
        ("KG_MAX_BYTES", "-1"),
        ("KG_MAX_BYTES", "1e6"),
        ("KG_PROCESSES", "0"),
        ("KG_CLIENT_CPU", "-1"),
        ("KG_CACHE_BYTES", "-1"),
        ("KG_CACHE_BYTES", "64 MiB"),
        ("KG_WRITABLE", "on"),
        ("KG_WRITABLE", "2"),
        ("KG_TWO_PERSONS", " yes"),
        ("KG_METRICS", "y"),
        ("KG_PUBLIC_URL", "claims.example.org"),
        ("KG_PUBLIC_URL", "https://claims.example.org/kg"),
        ("KG_PUBLIC_URL", "https://claims.example.org\r\nA: b"),
        ("KG_LOG", "JSON"),
    ],
)
def test_a_setting_nothing_could_work_with_is_refused_by_name(variable: str, text: str) -> None:
    with pytest.raises(BadParameterError) as caught:
        Settings.from_env({variable: text})
    assert variable in str(caught.value.where)


@pytest.mark.parametrize(
    ("text", "meant"),
    [("1", True), ("true", True), ("YES", True), ("0", False), ("False", False), ("no", False)],
)
def test_yes_and_no_have_three_words_each(*, text: str, meant: bool) -> None:
    assert Settings.from_env({"KG_WRITABLE": text}).writable is meant


def test_nothing_that_opens_a_door_is_on_by_itself() -> None:
    settings = Settings.from_env({})
    assert {settings.writable, settings.two_persons, settings.metrics} == {False}


@pytest.mark.parametrize(("terminal", "log"), [(True, Log.PLAIN), (False, Log.JSON)])
def test_a_server_logs_for_a_person_only_where_there_is_one(
    monkeypatch: pytest.MonkeyPatch, *, terminal: bool, log: Log
) -> None:
    monkeypatch.setattr(sys, "stderr", SimpleNamespace(isatty=lambda: terminal))
    assert Settings().log is log
    monkeypatch.setattr(sys, "stderr", None)
    assert Settings().log is Log.JSON
