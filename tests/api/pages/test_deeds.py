from __future__ import annotations

from kg.model.views import AttributionView
from kg.reading.first_known import first_known
from kg_api.pages.deeds import first_deed, instead_of_saying
from saying import said


def told(*views: AttributionView) -> str:
    """Return what the first known did with the claim."""
    first = first_known(views)
    assert first is not None
    return first_deed(first, views)


def test_who_only_urges_did_not_say_it() -> None:
    urged = said("a", act="urge")
    assert told(urged) == "urged"
    assert instead_of_saying([urged]) == "urged"


def test_several_deeds_are_each_named_once() -> None:
    views = [said("a", act="urge"), said("b", act="pledge"), said("c", act="urge")]
    assert instead_of_saying(views) == "urged and promised"
    assert instead_of_saying([*views, said("d", act="ask")]) == "urged, promised and asked"


def test_what_somebody_asserts_is_said() -> None:
    assert instead_of_saying([said("a", act="urge"), said("b")]) is None


def test_a_denial_is_nothing_instead_of_saying_it() -> None:
    assert instead_of_saying([said("a", act="deny", polarity="negated")]) is None


def test_where_those_who_may_be_first_did_different_things_none_is_named() -> None:
    assert told(said("a", act="urge"), said("b", speaker="mayor")) == "spoke of"
