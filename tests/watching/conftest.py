"""Builders of results, as for reports."""

from tests.reports.conftest import result

__all__ = ["result"]
