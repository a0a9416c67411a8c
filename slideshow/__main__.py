"""`slideshow` and `python -m slideshow`."""

from slideshow.cli import app


def main() -> None:
    app(prog_name="slideshow")


if __name__ == "__main__":
    main()
