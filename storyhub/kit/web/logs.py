"""Structured logs, one JSON object a line on stderr. A request is logged by its route, never by its address, body or sender."""

from __future__ import annotations

import logging
import secrets
import sys
import time

import structlog
from flask import Flask, Response, g, request

log = structlog.get_logger("storyhub.web")


def configure_logs(*, level: int = logging.INFO) -> None:
    """Sets up structlog once for the process."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        # Looked up at each use: a test or a supervisor may have put another stream in its place.
        logger_factory=lambda *_args: structlog.PrintLogger(sys.stderr),
        cache_logger_on_first_use=False,
    )


def init_logs(app: Flask) -> None:
    app.before_request(_start)
    app.after_request(_log_request)


def _start() -> None:
    g.started = time.perf_counter()
    g.request_id = secrets.token_hex(4)


def _log_request(response: Response) -> Response:
    if request.endpoint not in ("static", "kit.healthz", "kit.stylesheet"):
        log.info(
            "request",
            id=g.get("request_id"),
            method=request.method,
            route=str(request.url_rule) if request.url_rule else "",
            status=response.status_code,
            ms=round((time.perf_counter() - g.get("started", time.perf_counter())) * 1000, 1),
        )
    return response
