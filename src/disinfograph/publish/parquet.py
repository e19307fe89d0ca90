"""Tables as Parquet, by pyarrow: it writes neither clock nor chance, and pandas reads by it."""

from __future__ import annotations

import datetime
import io
from collections.abc import Callable, Sequence
from typing import Any, Final

from disinfograph.errors import WrongUse
from disinfograph.publish.columns import Sheet
from disinfograph.publish.tables import Row

_READ: Final[dict[str, Callable[[str], Any]]] = {"date": datetime.date.fromisoformat, "decimal": float}


def check_installed() -> None:
    """Raise WrongUse where pyarrow is not installed."""
    try:
        import pyarrow.parquet  # noqa: F401 - only whether it is there
    except ImportError as fault:
        raise WrongUse(
            "Parquet needs the extra: pip install 'disinfograph[tables]', or publish --without parquet"
        ) from fault


def written_parquet(sheet: Sheet, given: Sequence[Row]) -> bytes:
    """Return a table as Parquet: days as date32, decimals as double, all else as string; no cell is null but those."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    kinds = {"date": pa.date32(), "decimal": pa.float64()}
    columns = list(zip(*given, strict=True)) or [()] * len(sheet.fields)
    arrays = [
        pa.array([_value(cell, field.kind) for cell in column], type=kinds.get(field.kind, pa.string()))
        for field, column in zip(sheet.fields, columns, strict=True)
    ]
    out = io.BytesIO()
    pq.write_table(pa.table(arrays, names=[field.name for field in sheet.fields]), out, compression="zstd")
    return out.getvalue()


def _value(cell: str, kind: str) -> Any:
    if kind not in _READ:
        return cell
    return _READ[kind](cell) if cell else None
