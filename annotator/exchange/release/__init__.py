"""Data sets ready to be given away: parts to train and to test with, a card, Croissant metadata, hashes."""
