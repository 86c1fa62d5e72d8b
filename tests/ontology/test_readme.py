"""The ontology's README is generated from the terms, and never stale."""

from __future__ import annotations

from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from typing import TYPE_CHECKING

import pytest

from kg.vocab import ACT_GROUPS, CLASSES, PROPERTIES, VALUES
from material import CHECKOUT

if TYPE_CHECKING:
    from pathlib import Path
    from types import ModuleType


@pytest.fixture(scope="module")
def script() -> ModuleType:
    loader = SourceFileLoader("ontology_readme", str(CHECKOUT / "scripts" / "ontology-readme"))
    spec = spec_from_loader(loader.name, loader)
    assert spec
    module = module_from_spec(spec)
    loader.exec_module(module)
    return module


def test_the_readme_is_what_the_terms_say(script: ModuleType) -> None:
    assert script.main(["--check"]) == 0, "run scripts/ontology-readme"


def test_a_stale_readme_is_refused_and_mended(
    script: ModuleType,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for name in ("claim-provenance.ttl", "vocabularies.ttl"):
        (tmp_path / name).write_text((script.ONTOLOGY / name).read_text(encoding="utf-8"))
    monkeypatch.setattr(script, "ONTOLOGY", tmp_path)
    (tmp_path / "README.md").write_text("old")
    assert script.main(["--check"]) == 1
    assert "scripts/ontology-readme" in capsys.readouterr().err
    assert script.main([]) == 0
    assert script.main(["--check"]) == 0


def test_every_term_and_value_has_its_place_in_the_readme(script: ModuleType) -> None:
    text = script.readme()
    assert all(f"### `cp:{name}`" in text for name in (*CLASSES, *PROPERTIES))
    assert all(f"### `cpv:{name}`" in text for name in VALUES)
    words = {word for group in (VALUES, ACT_GROUPS) for words in group.values() for word in words}
    assert all(f"\n| `{word}`" in text for word in words | set(ACT_GROUPS))


def test_a_value_tells_its_group_and_a_group_that_it_is_none(script: ModuleType) -> None:
    text = script.readme()
    assert "| `urge` (directive) |" in text
    assert "| `directive` (a group, never a value) |" in text
