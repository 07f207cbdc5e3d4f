"""Curated, sourced quotes in Discord and Slack."""

__version__ = "0.1.0"
