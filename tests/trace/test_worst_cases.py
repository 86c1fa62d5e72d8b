"""However the sources cite each other, a trace takes little time and says what it left out."""

from __future__ import annotations

import time
from itertools import pairwise

from kg.trace import Judged, Layers, trace
from saying import CLAIM, said


def test_two_thousand_attributions_in_complete_layers_take_less_than_two_seconds() -> None:
    """Ten layers of fourteen sources, each citing all of the next: 14 to the 10th chains."""
    layers = [[f"l{layer}-{n}" for n in range(14)] for layer in range(11)]
    attributions = [
        said(f"{source}-{n}", f"{source}-desk", source=source, via=f"+{cited}", hedges=())
        for above, below in pairwise(layers)
        for source in above
        for n, cited in enumerate(below)
    ]
    origins = [
        said(f"{source}-end", "ministry", source=source, hedges=("maybe",)) for source in layers[-1]
    ]
    started = time.perf_counter()
    found = trace(CLAIM, Layers([*attributions, *origins]), Judged())
    taken = time.perf_counter() - started
    assert len(attributions) + len(origins) == 1974
    assert found.independent_origins is not None
    assert (found.independent_origins.count, found.chains_omitted) == (1, True)
    assert [node.id for node in found.bottlenecks or ()] == ["speaker/ministry"]
    assert found.cut == ("drift",)
    assert len(found.hedge_loss or ()) == 196
    assert taken < 2
    print(f"a trace over 1,974 attributions in layers: {taken:.2f} s")


def test_a_knot_in_which_everybody_cites_everybody_takes_less_than_two_seconds() -> None:
    sources = [f"s{n:02}" for n in range(45)]
    attributions = [
        said(f"{source}-{cited}", f"{source}-desk", source=source, via=f"+{cited}")
        for source in sources
        for cited in sources
        if source != cited
    ]
    started = time.perf_counter()
    found = trace(CLAIM, Layers(attributions), Judged())
    assert time.perf_counter() - started < 2
    (cycle,) = found.cycles or ()
    assert [source.id for source in cycle.sources] == ["s00", "s01"]
    assert (cycle.others, cycle.shortest) == (43, True)
    assert found.independent_origins is not None
    assert found.independent_origins.count == 0
