"""`/metrics`, for Prometheus; there is none unless `KG_METRICS` asks for it."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from kg_api.metrics import MEDIA_TYPE, Metrics

router = APIRouter(tags=["Operation"])


@router.get("/metrics", include_in_schema=False)
async def measures(request: Request) -> Response:
    """Return what was counted, in the text format of Prometheus."""
    metrics: Metrics = request.app.state.metrics
    return Response(
        metrics.written(), headers={"Content-Type": MEDIA_TYPE, "Cache-Control": "no-store"}
    )
