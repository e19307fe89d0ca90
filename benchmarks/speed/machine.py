"""What the figures were measured on."""

from __future__ import annotations

import os
import platform
from pathlib import Path


def machine() -> dict[str, str]:
    """Return processor, memory, system and Python, as a reader would want them."""
    return {
        "processor": f"{_said('/proc/cpuinfo', 'model name') or platform.processor()}, {os.cpu_count()} cores",
        "memory": _memory(),
        "system": f"{platform.system()} {platform.release().partition('-')[0]}, {platform.machine()}",
        "Python": f"{platform.python_implementation()} {platform.python_version()}",
    }


def _memory() -> str:
    kilobytes = _said("/proc/meminfo", "MemTotal").removesuffix("kB").strip()
    return f"{int(kilobytes) / 2**20:.0f} GiB" if kilobytes else "unknown"


def _said(path: str, name: str) -> str:
    try:
        lines = Path(path).read_text("utf-8").splitlines()
    except OSError:
        return ""
    return next((line.partition(":")[2].strip() for line in lines if line.startswith(name)), "")
