from __future__ import annotations

from pathlib import Path

from pyoxigraph import Store

from kg.records import load
from kg_bench.asking import KINDS, Times, questions
from kg_bench.claiming import write_claims
from kg_bench.filling import in_order


def test_each_claim_is_said_once_and_each_quad_written_once(tmp_path: Path) -> None:
    asked = write_claims(260, 1, tmp_path / "out")
    records = [load(path) for path in in_order(tmp_path / "out" / "records")]
    claims = [one.claim for record in records for one in record.attributions]
    assert len(claims) == len(set(claims)) == 260
    lines = (tmp_path / "out" / "quads.nq").read_text("utf-8").splitlines()
    assert len(lines) == len(set(lines))
    assert len(asked) == 2


def test_every_system_is_asked_the_same_in_valid_sparql() -> None:
    said = {"quote": 'Ada "B" Council said that miro lavo teni.', "speaker": 'Ada "B" Council'}
    some = questions([said])
    assert [each.kind for each in some] == list(KINDS)
    assert some[0].value == '"B" Council said that miro lavo teni'
    for each in some:
        assert list(Store().query(each.sparql)) == []  # type: ignore[arg-type]


def test_a_quantile_is_a_time_that_was_taken() -> None:
    times = Times()
    for seconds in (0.003, 0.001, 0.002):
        times.add("text", "REST", seconds)
    assert (times.quantile("text", "REST", 0.5), times.quantile("text", "REST", 0.99)) == (2, 3)
