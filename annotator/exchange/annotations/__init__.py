"""Annotations of other tools: read in their words and offsets, placed on the text, and taken in."""
