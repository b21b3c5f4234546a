"""Guarantees of the report generator itself."""
