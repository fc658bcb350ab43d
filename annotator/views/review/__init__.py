"""The window in which disagreements are decided."""
