"""What an article, a claim and a decision are. Plain Python: no Qt, no SQL, no files."""
