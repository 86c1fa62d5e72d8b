from pathlib import Path

import pytest

from kg.errors import BadParameterError
from kg.settings import Settings


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
            "KG_ACTOR": "desk",
        }
    )
    assert settings == Settings(
        "https://example.org/sparql", "https://example.org/id/", Path("/srv/queries"), 3, 2.5,
        1000, "desk",
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
        ("KG_MAX_BYTES", "-1"),
    ],
)
def test_a_setting_nothing_could_work_with_is_refused_by_name(variable: str, text: str) -> None:
    with pytest.raises(BadParameterError) as caught:
        Settings.from_env({variable: text})
    assert variable in str(caught.value.where)
