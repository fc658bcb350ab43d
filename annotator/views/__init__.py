"""Widgets: what people see and press."""
