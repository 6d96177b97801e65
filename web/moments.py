"""Times as JSON has them."""

from datetime import datetime


def iso(at: datetime, *, fractions: bool = False) -> str:
    """An aware UTC time: `2026-11-22T07:59:00Z`."""
    return at.strftime("%Y-%m-%dT%H:%M:%S.%fZ" if fractions else "%Y-%m-%dT%H:%M:%SZ")
