"""The only chance in the rules: a seeded generator whose state is one number in the game's state."""

from __future__ import annotations

_MASK = (1 << 64) - 1


def seeded(seed: int) -> int:
    """Return the state of a new generator; any whole number is a seed."""
    return seed & _MASK


def draw(rng: int, below: int) -> tuple[int, int]:
    """Draw once (SplitMix64, Steele et al. 2014).

    Args:
        rng: the generator's state, 64 bits.
        below: the number of outcomes, at least 1.

    Returns:
        A number from 0 to ``below - 1``, and the generator's next state.
    """
    rng = (rng + 0x9E3779B97F4A7C15) & _MASK
    z = rng
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & _MASK
    return (z ^ (z >> 31)) % below, rng
