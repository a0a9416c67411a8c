"""An address -> its QR code for the page."""

import io

import segno


def qr_code(address: str) -> bytes:
    """An SVG, black on white."""
    content = io.BytesIO()
    segno.make(address, error="m").save(
        content,
        kind="svg",
        border=3,
        dark="#000",
        light="#fff",
        svgclass=None,
        lineclass=None,
        omitsize=True,
    )
    return content.getvalue()
