"""What a review goes through, and what gold follows from a decision."""
