"""The world's files: what comes in as articles and goes out as datasets."""
