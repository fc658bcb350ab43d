"""Campaigns that try to lose what people did, and to get in: `python -m torture` runs them and counts."""
