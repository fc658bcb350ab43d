"""Item models over records. No widgets, no input or output."""
