"""How the rest of the program asks the index: one JSON request, one JSON answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol


class Search(Protocol):
    """Something that answers the requests of `kg.search.answering`."""

    async def ask(self, request: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return the answer as JSON values.

        Raises:
            StoreUnreachableError: there is no index to ask.
            TimeLimitError: it was not answered in time.
        """
        ...
