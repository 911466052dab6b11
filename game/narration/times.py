"""Times in words: local with the zone for a person, UTC for a program."""

from __future__ import annotations

from datetime import UTC, datetime


def local_time(moment: str | float) -> str:
    """Return a time as a person here reads it: ``2026-11-29 05:05 UTC+08:00``.

    Args:
        moment: the time as a store has it, in UTC, or in seconds of the epoch. Text that is no time is returned as it
            is: an export may come from anywhere.
    """
    try:
        here = _moment(moment).astimezone()
    except (ValueError, OverflowError, OSError):
        return str(moment)
    return f"{here:%Y-%m-%d %H:%M} UTC{here.isoformat()[-6:]}"


def utc_time(moment: float) -> str:
    """Return a time as a program reads it, in ISO 8601 and UTC: ``2026-11-28T21:05:00Z``.

    Args:
        moment: in seconds of the epoch.
    """
    return _moment(moment).strftime("%Y-%m-%dT%H:%M:%SZ")


def _moment(moment: str | float) -> datetime:
    if not isinstance(moment, str):
        return datetime.fromtimestamp(moment, UTC)
    read = datetime.fromisoformat(moment)
    return read if read.tzinfo else read.replace(tzinfo=UTC)
