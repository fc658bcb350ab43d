"""Claimdesk: annotate what news articles state as confirmed, disputed or unverified."""

__version__ = "0.1.0"
