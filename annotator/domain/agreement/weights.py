"""How much two labels that differ agree all the same, by their places in the order of labels."""

from __future__ import annotations

from enum import StrEnum


class Weights(StrEnum):
    """Agreement falls at once, evenly with the distance in places, or with its square."""

    PLAIN = "plain"
    LINEAR = "linear"
    QUADRATIC = "quadratic"

    def whole(self, labels: int) -> tuple[list[list[int]], int]:
        """The weights between so many labels as whole numbers, and the number that stands for 1.

        With one label, or none, there is nothing between; it agrees with itself.
        """
        if self is Weights.PLAIN or labels < 2:
            return [[int(row == column) for column in range(labels)] for row in range(labels)], 1
        power = 1 if self is Weights.LINEAR else 2
        full = (labels - 1) ** power
        return [
            [full - abs(row - column) ** power for column in range(labels)] for row in range(labels)
        ], full
