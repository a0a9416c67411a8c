from itertools import pairwise

from slideshow.effects.easing import PEAK_SLOPE, glide

STEPS = [glide(step / 1000) for step in range(1001)]
SPEEDS = [1000 * (after - before) for before, after in pairwise(STEPS)]


def test_glide_begins_at_nothing_and_ends_at_all() -> None:
    assert STEPS[0] == 0.0
    assert STEPS[-1] == 1.0


def test_glide_sets_off_and_arrives_gently() -> None:
    assert SPEEDS[0] < 0.01
    assert SPEEDS[-1] < 0.01
    # No jolt on the way: the speed never changes by more than a hundredth from one step to the next.
    assert max(abs(after - before) for before, after in pairwise(SPEEDS)) < 0.01


def test_glide_never_turns_back_and_never_exceeds_its_peak() -> None:
    assert min(SPEEDS) > 0
    assert max(SPEEDS) <= PEAK_SLOPE + 1e-9
