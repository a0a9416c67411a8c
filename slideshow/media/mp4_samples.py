"""The tables of a track's samples → how many, how long, in which order they are shown."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate, chain, pairwise, repeat
from typing import NamedTuple

from slideshow.media.mp4_boxes import Box, BrokenBox, Rows


@dataclass(frozen=True, slots=True)
class Samples:
    """Times are in ticks of the track, on its own clock: before the edit list is applied.

    A sample is a packet: a frame of video, 1024 moments of AAC. `sync` are the samples that decoding can
    begin at, numbered from 0; None means all of them.
    """

    count: int
    total_ticks: int  # the sum of the durations
    ticks_each: int | None  # None when the durations differ
    reordered: bool  # shown in another order than decoded: there are B-frames
    lead_ticks: int  # from decoding the first sample to showing it
    first_shown: int  # when the first one to be shown is shown
    end_shown: int  # when the last one has been
    evenly_shown: bool  # one at each multiple of `ticks_each`: none missing, none twice
    sync: tuple[int, ...] | None
    open_gop_count: int  # sync samples that others are shown across: players that seek there stumble

    @property
    def longest_gop(self) -> int:
        """The most samples from one sync sample up to the next."""
        if self.sync is None:
            return min(1, self.count)
        bounds = [0, *self.sync, self.count]
        return max(after - before for before, after in pairwise(bounds))


@dataclass(frozen=True, slots=True)
class Edit:
    """A piece of the track that is shown: how long, in the movie's ticks, and from where, in the track's.

    `media_ticks` None is a pause.
    """

    movie_ticks: int
    media_ticks: int | None


def read_samples(table: Box) -> Samples:
    """What an `stbl` box says."""
    count, is_listed = _count(table)
    durations = _runs(table, "stts", "II")
    offsets = _runs(table, "ctts", "Ii")
    sync = _sync(table, count)
    timed = sum(many for many, _ in durations)
    total = sum(many * ticks for many, ticks in durations)
    kinds = {ticks for many, ticks in durations if many}
    each = kinds.pop() if len(kinds) == 1 else None
    if not any(offset for _, offset in offsets):
        even = each is not None and timed == count
        return Samples(count, total, each, False, 0, 0, total, even, sync, 0)
    if not is_listed:
        # Without a size for each, the count is only a claim, and we would walk as far as it says.
        raise BrokenBox("its samples are of one size but shown out of order")
    order = _walk(durations, offsets, each, count, sync)
    even = order.even and timed == count
    return Samples(count, total, each, True, order.lead, order.first, order.end, even, sync, order.open_gops)


def read_edits(track: Box) -> tuple[Edit, ...]:
    """The edit list of a `trak` box, empty when it has none."""
    box = track.find("edts", "elst")
    if box is None:
        return ()
    fields = box.fields()
    rows = fields.rows("QqI" if fields.version() == 1 else "IiI")
    return tuple(Edit(ticks, None if media < 0 else media) for ticks, media, _rate in rows)


def presentation_span(
    samples: Samples, edits: tuple[Edit, ...], time_scale: int, movie_scale: int
) -> tuple[Fraction, Fraction]:
    """From when to when, in seconds, players show the track: edit list applied, as far as samples go."""
    if not edits:
        return Fraction(samples.first_shown, time_scale), Fraction(samples.end_shown, time_scale)
    now = Fraction(0)
    start: Fraction | None = None
    end = Fraction(0)
    for edit in edits:
        length = Fraction(edit.movie_ticks, movie_scale)
        if edit.media_ticks is not None:
            begins = max(edit.media_ticks, samples.first_shown)
            there_is = Fraction(samples.end_shown - edit.media_ticks, time_scale)
            # A length of 0 is how fragmented films say: all of it.
            shown = max(Fraction(0), min(length, there_is) if length else there_is)
            if start is None:
                start = now + Fraction(begins - edit.media_ticks, time_scale)
            end = now + shown
            length = length or shown
        now += length
    return (start, max(start, end)) if start is not None else (Fraction(0), Fraction(0))


class _Order(NamedTuple):
    lead: int
    first: int
    end: int
    even: bool
    open_gops: int


def _walk(
    durations: Rows, offsets: Rows, each: int | None, count: int, sync: tuple[int, ...] | None
) -> _Order:
    """One pass over samples that are shown in another order than decoded."""
    decoded = accumulate(_spread(durations), initial=0)
    origin = next(_spread(offsets), 0)
    first, end, latest, sync_time = origin, 0, origin - 1, origin
    open_gops, is_open = 0, False
    filled = bytearray(count)  # by place in the order of showing
    syncs = iter(sync or ())
    next_sync = next(syncs, None)
    for number, time, ticks, offset in zip(
        range(count), decoded, _spread(durations), _spread(offsets), strict=False
    ):
        shown = time + offset
        if number == next_sync:
            open_gops += is_open
            is_open, sync_time, next_sync = shown < latest, shown, next(syncs, None)
        elif shown < sync_time:
            is_open = True
        latest = max(latest, shown)
        first = min(first, shown)
        end = max(end, shown + ticks)
        if each:
            place, rest = divmod(shown - origin, each)
            if not rest and 0 <= place < count:
                filled[place] = 1
    return _Order(origin, first, end, all(filled), open_gops + is_open)


def _spread(runs: Rows) -> Iterator[int]:
    return chain.from_iterable(repeat(value, many) for many, value in runs)


def _runs(table: Box, kind: str, form: str) -> Rows:
    """(how many, value) of a run-length table, empty when there is none."""
    box = table.find(kind)
    if box is None:
        return Rows(f">{form}", memoryview(b""))
    fields = box.fields()
    fields.version()
    return fields.rows(form)


def _count(table: Box) -> tuple[int, bool]:
    """How many samples there are, and whether the size of each is listed, so that the count is sure."""
    box = table.find("stsz") or table.need("stz2")
    fields = box.fields()
    fields.version()
    if box.kind == "stz2":
        bits, count = fields.one("I") & 0xFF, fields.one("I")
        if bits not in (4, 8, 16) or count * bits > fields.left * 8:
            raise BrokenBox('its box "stz2" ends early')
        return count, True
    size, count = fields.take("II")
    if size:
        return count, False
    if count * 4 > fields.left:
        raise BrokenBox('its box "stsz" ends early')
    return count, True


def _sync(table: Box, count: int) -> tuple[int, ...] | None:
    box = table.find("stss")
    if box is None:
        return None
    fields = box.fields()
    fields.version()
    sync = tuple(number - 1 for (number,) in fields.rows("I"))
    bounds = (-1, *sync, count)
    if any(after <= before for before, after in pairwise(bounds)):
        raise BrokenBox("its sync samples are not in order")
    return sync
