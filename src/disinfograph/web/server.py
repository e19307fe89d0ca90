"""Serves a store until it is told to stop."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
import socket
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import uvicorn

from disinfograph.errors import WrongUse
from disinfograph.web.lines import Lines
from disinfograph.web.pool import Pool
from disinfograph.web.settings import Settings

_BACKLOG = 1024
_MOST_CONNECTIONS = 1000


def serve(folder: Path, settings: Settings, base: str, ready: Callable[[str], None]) -> None:
    """Serve the store in a folder; `ready` is told the address when it answers.

    WrongUse where the address cannot be listened at, StoreUnavailable where the store cannot be opened.
    """
    listening = _listening(settings)
    try:
        with contextlib.suppress(KeyboardInterrupt):
            asyncio.run(_run(folder, settings, base, listening, ready))
    finally:
        listening.close()


def _listening(settings: Settings) -> socket.socket:
    try:
        place = socket.getaddrinfo(settings.host, settings.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
        listening = socket.create_server(place[4][:2], family=place[0], backlog=_BACKLOG)
        # Connections inherit it. Without it every answer on a kept connection waits for an acknowledgement, 40 ms.
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    except OSError as fault:
        reason = fault.strerror or str(fault)
        raise WrongUse(f"cannot listen at {settings.host} port {settings.port}: {reason}; try --port 0") from fault
    return listening


async def _run(
    folder: Path, settings: Settings, base: str, listening: socket.socket, ready: Callable[[str], None]
) -> None:
    pool, lines = Pool(folder, settings, base), Lines(sys.stderr)
    try:
        # While the workers open the store, a thread loads the framework, which takes as long.
        making = asyncio.to_thread(_configured, settings, pool, base, lines)
        _, config = await asyncio.gather(pool.start(), making)
        server = uvicorn.Server(config)
        _only_stop()
        telling = asyncio.ensure_future(_tell(server, listening, ready))
        await server.serve(sockets=[listening])
        telling.cancel()
    finally:
        lines.flush()
        await pool.close()


def _only_stop() -> None:
    """Let a signal stop the server, and nothing else: uvicorn raises it again, before the workers are closed."""
    if threading.current_thread() is threading.main_thread():
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: None)


async def _tell(server: uvicorn.Server, listening: socket.socket, ready: Callable[[str], None]) -> None:
    while not server.started:
        await asyncio.sleep(0.01)
    host, port = listening.getsockname()[:2]
    ready(f"http://{f'[{host}]' if ':' in host else host}:{port}/")


def _configured(settings: Settings, pool: Pool, base: str, lines: Lines) -> uvicorn.Config:
    from disinfograph.web.app import create_app

    _log()
    return uvicorn.Config(
        create_app(settings, pool, base, lines.add),
        log_config=None,
        access_log=False,
        server_header=False,
        # uvicorn would believe X-Forwarded-For of everybody on this machine.
        proxy_headers=bool(settings.trusted_proxies),
        forwarded_allow_ips=settings.trusted_proxies or None,
        limit_concurrency=_MOST_CONNECTIONS,
        timeout_graceful_shutdown=5,
        ws="none",
        lifespan="off",
    )


def _log() -> None:
    log = logging.getLogger("disinfograph.web")
    if not log.handlers:
        handler = logging.StreamHandler(sys.stderr)
        handler.setFormatter(logging.Formatter("%(asctime)s %(message)s", "%Y-%m-%dT%H:%M:%S"))
        log.addHandler(handler)
        log.setLevel(logging.INFO)
        log.propagate = False
