"""Quotes in other people's forms: fortune files, CSV and JSON, read and written."""
