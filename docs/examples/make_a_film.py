"""Makes a small, quick film of a folder and says what became of each photo.

python docs/examples/make_a_film.py ./trip trip.mp4
"""

import sys

import slideshow


def tell(stage: str, share: float) -> None:
    """How far it is: "render", 0.0 to 1.0."""
    print(f"\r{stage}: {share:4.0%}", end="", file=sys.stderr)


folder, film_file = sys.argv[1:]
try:
    film = slideshow.make(
        folder,
        film_file,
        template="journal",
        music="calm",
        size=(360, 640),
        quality="draft",
        length=8,
        overwrite=True,
        progress=tell,
    )
except slideshow.SlideshowError as error:
    sys.exit(f"{error.problem} {error.hint}")
print(f"{film.path}: {film.slides} slides in {film.length:.1f} seconds. {film.proof}")
for photo, reason in film.left_out:
    print(f"{photo.name}: {reason}")
