"""What lies on a person's desk, and the verbs that act on it. No widgets."""
