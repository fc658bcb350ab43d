"""How far the annotators of a project agree: what is read for it, what comes of it, and how it is written."""
