"""Which things are tied together, and by the fewest reasons that do it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import NamedTuple

from kg.model.traces import Merge


class Tie(NamedTuple):
    """A reason why two things count as one; the lower the rank, the sooner it is used."""

    rank: int
    merge: Merge

    @property
    def ends(self) -> tuple[str, str]:
        """The IRIs of what it ties together."""
        return self.merge.first.iri, self.merge.second.iri

    @property
    def place(self) -> tuple[str | int, ...]:
        """Where it stands among others, whatever order they come in."""
        merge = self.merge
        said = (merge.attribution or merge.judgement or merge.first).iri
        return (self.rank, *self.ends, merge.reason, said)


class Forest:
    """Things in trees of ties: why two things count as one is the way between them."""

    def __init__(self, ties: Iterable[Tie]) -> None:
        """Use each tie that brings two trees together, the lowest ranks first."""
        self._parents: dict[str, str] = {}
        self._used: dict[str, list[Tie]] = defaultdict(list)
        for tie in sorted(ties, key=lambda tie: tie.place):
            first, second = (self.root(end) for end in tie.ends)
            if first != second:
                self._parents[max(first, second)] = min(first, second)
                for end in tie.ends:
                    self._used[end].append(tie)

    def root(self, thing: str) -> str:
        """Return the thing that stands for all that are tied to this one."""
        path = [thing]
        while (above := self._parents.get(path[-1], path[-1])) != path[-1]:
            path.append(above)
        for passed in path[:-1]:
            self._parents[passed] = path[-1]
        return path[-1]

    def between(self, things: Collection[str]) -> tuple[Merge, ...]:
        """Return the ties on the ways between things of one tree, in order."""
        wanted = set(things)
        ties = self._tree(min(wanted))
        count: dict[str, int] = defaultdict(int)
        for tie in ties:
            for end in tie.ends:
                count[end] += 1
        bare = [thing for thing, number in count.items() if number == 1 and thing not in wanted]
        left = {id(tie): tie for tie in ties}
        while bare:
            thing = bare.pop()
            for tie in self._used[thing]:
                if left.pop(id(tie), None):
                    (other,) = set(tie.ends) - {thing}
                    count[other] -= 1
                    if count[other] == 1 and other not in wanted:
                        bare.append(other)
        return tuple(tie.merge for tie in sorted(left.values(), key=lambda tie: tie.place))

    def _tree(self, thing: str) -> list[Tie]:
        """Return all ties of the tree that a thing is in."""
        seen, to_do, found = {thing}, [thing], {}
        while to_do:
            for tie in self._used[to_do.pop()]:
                found[tie.place] = tie
                beyond = set(tie.ends) - seen
                seen |= beyond
                to_do += sorted(beyond)
        return [found[place] for place in sorted(found)]
