"""A template: how a film feels, as people write it in a TOML file."""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationInfo
from pydantic_core import PydanticCustomError

from slideshow.model.mark import MarkColour, MarkPlace

Colour = Annotated[str, Field(pattern=r"^#[0-9a-fA-F]{6}$")]
Share = Annotated[float, Field(ge=0.0, le=1.0)]


# A print's foot of so much of the frame's shorter side, and more, can be written on.
LEAST_FOOT = 0.07
Weight = Annotated[float, Field(gt=0.0)]


def _named(table: str) -> AfterValidator:
    """A name of one of the tables of effects, which whoever reads the file gives as context."""

    def check(value: str, info: ValidationInfo) -> str:
        known = (info.context or {}).get(table)
        if known is not None and value not in known:
            raise PydanticCustomError("unknown_name", "is unknown", {"known": list(known)})
        return value

    return AfterValidator(check)


TransitionName = Annotated[str, _named("transitions")]


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class TransitionUse(BaseModel):
    """How often a transition is drawn, beside the others, how long it takes if not as long as the pace says,
    and its own parameters: numbers, by name. With `downbeat` it is drawn where the music begins a bar, and
    nowhere else as long as there are others."""

    model_config = ConfigDict(frozen=True, extra="allow")
    __pydantic_extra__: dict[str, float] = Field(init=False)

    weight: Weight = 1.0
    seconds: Annotated[float, Field(ge=0.0, le=5.0)] | None = None
    downbeat: bool = False

    @property
    def parameters(self) -> Mapping[str, float]:
        return self.__pydantic_extra__ or {}


def _as_use(value: object) -> object:
    """A number alone is the weight."""
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return {"weight": value} if number else value


def _with_known_parameters(uses: dict[str, TransitionUse], info: ValidationInfo) -> dict[str, TransitionUse]:
    known = (info.context or {}).get("parameters", {})
    for name, use in uses.items():
        for parameter in use.parameters:
            if name in known and parameter not in known[name]:
                given = {
                    "name": f"{name}.{parameter}",
                    "known": ["weight", "seconds", "downbeat", *known[name]],
                }
                raise PydanticCustomError("unknown_parameter", "is unknown", given)
    return uses


class Pace(_Section):
    """How long a photo stands, joins included, and how long two of them overlap.

    In a film that must not get longer, photos stand as briefly as `least_seconds` before any is left out.
    """

    seconds_per_photo: Annotated[float, Field(ge=0.8, le=60.0)] = 3.0
    least_seconds: Annotated[float, Field(ge=0.8, le=60.0)] = 2.2
    join_seconds: Annotated[float, Field(ge=0.0, le=5.0)] = 0.5


class Motion(_Section):
    """`strength` is how much larger the widest view of a photo is than the closest: 0.08 is 8 %."""

    strength: Annotated[float, Field(ge=0.0, le=0.5)] = 0.09
    kinds: Annotated[tuple[Literal["zoom_in", "zoom_out", "pan", "still"], ...], Field(min_length=1)] = (
        "zoom_in",
        "zoom_out",
        "pan",
    )


class Layouts(_Section):
    """How photos may meet the frame: `allowed` are names in the table of layouts.

    `margin` is what is left free around a photo that is shown whole, as a share of the frame's shorter side;
    `text_room` what is left free below it when there is something to read, as a share of the frame's height,
    and `map_room` above it, where a chapter has a route drawn beside it.
    With `together` photos share a frame wherever they can, not only those of one scene; with `build_up` they
    come into it one after the other, on the beats of the music.
    """

    allowed: Annotated[
        tuple[
            Literal[
                "fill", "pan", "fit", "band", "stack", "row", "grid", "inset", "strip", "mosaic", "booth"
            ],
            ...,
        ],
        Field(min_length=1),
    ] = ("fill", "pan", "fit", "band", "stack", "row")
    margin: Annotated[float, Field(ge=0.0, le=0.4)] = 0.0
    text_room: Annotated[float, Field(ge=0.0, le=0.5)] = 0.0
    map_room: Annotated[float, Field(ge=0.0, le=0.6)] = 0.0
    together: bool = False
    build_up: bool = False


class Backdrop(_Section):
    """What stands behind a photo that does not fill the frame: its own copy, blurred and dimmed; or a ground.

    `blur` is the standard deviation of the blur as a share of the frame's width. `colour` is that of every
    kind but blur; `shadow` is how much of the light the photo takes away around itself. `drift` is how much
    less than the photo it moves: at 0 they move as one, at 1 it stands still, and photos that may lie askew
    fall onto it one after the other; `own_colour` is then how much of its colour is the photo's own.
    `string` is the colour of one that photos hang on, where their border has a `peg`.
    """

    kind: Literal["blur", "plain", "paper", "wood", "linen", "cork", "curtain", "wall"] = "blur"
    colour: Colour = "#f4f1ea"
    blur: Share = 0.06
    brightness: Share = 0.75
    shadow: Share = 0.45
    drift: Share = 0.0
    own_colour: Share = 0.0
    string: Colour = "#b08d5b"


class Border(_Section):
    """The photo's own frame, in shares of the film's shorter side: with a `foot`, an instant photo.

    `radius` rounds the corners, `soft` is how wide the edge of a photo that lies upright fades into the
    ground; `tilt_degrees` is how far it may lie askew: each photo another way. `tape`, `pin` and `clip` are
    the colours of what holds a photo on a ground that stands still, `peg` that of what holds it on a string.
    """

    width: Annotated[float, Field(ge=0.0, le=0.2)] = 0.0
    foot: Annotated[float, Field(ge=0.0, le=0.3)] = 0.0
    colour: Colour = "#ffffff"
    radius: Annotated[float, Field(ge=0.0, le=0.2)] = 0.0
    tilt_degrees: Annotated[float, Field(ge=0.0, le=15.0)] = 0.0
    tape: Colour | None = None
    pin: Colour | None = None
    clip: Colour | None = None
    peg: Colour | None = None
    soft: Annotated[float, Field(ge=0.0, le=0.3)] = 0.0

    @property
    def is_written(self) -> bool:
        """Whether the foot has room for handwriting."""
        return self.foot >= LEAST_FOOT


class Grade(_Section):
    """The colours of every photo: a named grade, or a `.cube` file; `strength` mixes it in."""

    name: Annotated[str, _named("grades")] | None = None
    cube: str | None = None
    strength: Share = 1.0


class Overlay(_Section):
    """What lies over every frame, in this order; nothing by default.

    `leaks` is warm light that drifts over the film's edges, `vignette` how much of `vignette_colour` the
    corners take on, `grain` that of film, `lines` those of a screen, `fringe` how far the colours lie beside
    the picture (share of its width), `strip` the dark edges of a film strip with its holes on the left, and
    `bars` are black, above and below, in shares of the frame's height. With `vignette_lights` the vignette
    is light, as on an overexposed print: what is dark stays so. `weave` is how unsteadily the picture stands
    in a projector's gate, `flicker` how unsteady its lamp is; `confetti` falls along both sides.
    """

    leaks: Share = 0.0
    vignette: Share = 0.0
    vignette_colour: Colour = "#000000"
    vignette_lights: bool = False
    weave: Share = 0.0
    flicker: Share = 0.0
    confetti: Share = 0.0
    grain: Share = 0.0
    lines: Share = 0.0
    fringe: Annotated[float, Field(ge=0.0, le=0.02)] = 0.0
    strip: bool = False
    bars: Annotated[float, Field(ge=0.0, le=0.3)] = 0.0


class Type(_Section):
    """Lettering. `size` is the height of the heading as a share of the frame's shorter side.

    `place` is where the text stands, in what an app's controls leave free; below a photo that leaves enough
    room there, it keeps to that room. `scrim` is how dark it gets behind the letters, or how light behind
    dark ones: at least, as it grows until they can be read; on a `label`, a strip of paper of that colour,
    none is needed. A title stays for `seconds`; chapters and
    captions stay as long as their slides.
    """

    family: str = "Inter"
    weight: Annotated[int, Field(ge=100, le=900)] = 650
    size: Annotated[float, Field(gt=0.0, le=0.3)] = 0.115
    colour: Colour = "#ffffff"
    capitals: bool = False
    place: Literal["below", "centre", "above"] = "below"
    align: Literal["start", "centre"] = "start"
    appear: Literal["fade", "slide", "write"] = "fade"
    scrim: Share = 0.35
    label: Colour | None = None
    seconds: Annotated[float, Field(ge=0.5, le=20.0)] = 3.2


class ChapterType(Type):
    """Lettering of the text that opens a chapter."""

    weight: Annotated[int, Field(ge=100, le=900)] = 600
    size: Annotated[float, Field(gt=0.0, le=0.3)] = 0.062
    scrim: Share = 0.25


class CaptionType(Type):
    """Lettering of a photo's own caption."""

    weight: Annotated[int, Field(ge=100, le=900)] = 500
    size: Annotated[float, Field(gt=0.0, le=0.3)] = 0.046
    scrim: Share = 0.25


class EndType(Type):
    """Lettering of the end card, which stands for `seconds` over the last photo's ground."""

    size: Annotated[float, Field(gt=0.0, le=0.3)] = 0.085
    place: Literal["below", "centre", "above"] = "centre"
    align: Literal["start", "centre"] = "centre"
    scrim: Share = 0.0
    seconds: Annotated[float, Field(ge=0.5, le=20.0)] = 3.0


class Look(_Section):
    """What the renderer needs to know. `background` shows through photos with transparency, `gap` between
    photos that share the frame. `gesture` is how title, chapters and end card come: letter by letter, line by
    line, masked, out of a line that draws itself, or struck. The title, which opens the film, leaves so.
    `route` is the colour of a line that is drawn from chapter to chapter, where photos tell their places."""

    background: Colour = "#ffffff"
    gap: Colour = "#ffffff"
    route: Colour | None = None
    gesture: Literal["none", "letters", "lines", "mask", "rule", "strike"] = "none"
    backdrop: Backdrop = Backdrop()
    border: Border = Border()
    grade: Grade = Grade()
    overlay: Overlay = Overlay()
    title: Type = Type()
    chapter: ChapterType = ChapterType()
    caption: CaptionType = CaptionType()
    end: EndType = EndType()

    @property
    def is_mounted(self) -> bool:
        """Whether photos are fixed to a ground with a texture, and move as one with it."""
        return self.backdrop.kind in ("linen", "cork", "curtain", "wall") and not self.has_table

    @property
    def has_table(self) -> bool:
        """Whether photos lie on a ground that stands still."""
        return self.backdrop.drift >= 1.0 and self.backdrop.kind != "blur" and self.border.tilt_degrees > 0.0


class MarkUse(_Section):
    """A logo over films of this look, where no other is asked for: a PNG beside the template."""

    file: str
    place: MarkPlace = "top-right"
    width: Annotated[float, Field(ge=0.02, le=0.6)] = 0.16
    opacity: Annotated[float, Field(ge=0.05, le=1.0)] = 0.9
    colour: MarkColour = "auto"


class Template(_Section):
    """One file in templates/. `transitions` gives each its weight in the draw, or a table of that
    and its parameters; without `texts` there are no
    title, chapters nor captions. `soundfont` is the .sf2 file whose instruments play music of our own."""

    description: str
    seed: int = 1
    texts: bool = True
    soundfont: str | None = None
    mark: MarkUse | None = None
    pace: Pace = Pace()
    motion: Motion = Motion()
    layouts: Layouts = Layouts()
    transitions: Annotated[
        dict[TransitionName, Annotated[TransitionUse, BeforeValidator(_as_use)]],
        Field(min_length=1),
        AfterValidator(_with_known_parameters),
    ] = {"crossfade": TransitionUse()}
    look: Look = Look()
