"""Packs: what one annotator is given to label, and what comes back of her, as one file each."""
