"""A damaged project made whole again, in a new file: from its pages, its journal and its backups."""
