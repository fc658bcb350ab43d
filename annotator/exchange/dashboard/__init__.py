"""What a dashboard shows of a project: how far everybody is, what was said, how fast, what needs a look."""
