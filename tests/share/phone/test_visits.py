"""When the film need not be offered any longer; the clock is the test's."""

from slideshow.share.phone.visits import Visits


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


def visits(clock: Clock) -> Visits:
    return Visits(100, 600, grace_seconds=20, clock=clock)


def test_nobody_comes_and_the_time_runs_out() -> None:
    clock = Clock()
    one = visits(clock)
    clock.now += 599
    assert one.end() is None
    clock.now += 1
    assert one.end() == "time"


def test_after_the_film_was_saved_the_page_stays_a_moment() -> None:
    clock = Clock()
    one = visits(clock)
    with one.saving():
        one.saved("phone", range(100))
        clock.now += 30
        assert one.end() is None  # the last bytes may be on their way
    clock.now += 19
    assert one.end() is None
    one.happened()  # the cover, say
    clock.now += 19
    assert one.end() is None
    clock.now += 1
    assert one.end() == "saved"


def test_a_film_fetched_in_parts_is_saved_when_one_phone_has_them_all() -> None:
    one = visits(Clock())
    one.saved("first", range(0, 60))
    one.saved("second", range(60, 100))
    assert not one.is_saved
    one.saved("first", range(50, 100))
    assert one.is_saved


def test_a_phone_that_is_saving_when_the_time_is_over_gets_as_much_again() -> None:
    clock = Clock()
    one = visits(clock)
    with one.saving():
        clock.now += 700
        assert one.end() is None
        clock.now += 500
        assert one.end() == "time"
