"""Pictures are decoded and written anew: what arrives is never what is kept.

So nothing of a phone's camera, place or time travels along, and no file that is a picture and
something else as well. Runs apart from the site: see `examiner`.
"""

import io
import math
from importlib import import_module

from PIL import Image, ImageOps
from PIL.JpegImagePlugin import JpegImageFile

from heard.casework.files.refusals import FileRefused, Refusal

# Pillow would look for its readers when it has a picture in its hands. The process that examines
# may not open anything any more by then.
Image.preinit()
for each in ("Mpo", "Tiff", "WebP"):
    import_module(f"PIL.{each}ImagePlugin")

#: Pixels of the longer side at most, and at least where a picture is shrunk while it is decoded.
#: A page of a letter is easily read at either.
LONGEST = 2400
_ENOUGH = 1900

#: A picture this many times longer than wide is a panorama, or a screenshot of a whole talk. It may
#: be longer than LONGEST, or nobody could read it; it has no more pixels than a square of that
#: side.
_STRIP = 3

#: Bytes that decoding may take. What would take more is refused before it is decoded.
MEMORY = 96 * 1024 * 1024

#: Bytes for each pixel, measured, until the picture is opaque; four where nothing is said.
_BYTES_PER_PIXEL = {"PNG": 8, "WEBP": 16}

_QUALITY = 85


def written_anew(content: bytes, kind: str) -> bytes:
    """The picture as a plain JPEG, upright, no more than LONGEST pixels long.

    `kind` is "JPEG", "PNG" or "WEBP": no other reader of Pillow's is let near it. FileRefused.
    """
    try:
        picture = _decoded(content, kind)
        # One step after the other, so that no more than two of them are in memory at once.
        for step in (_opaque, _shrunk, _upright):
            picture = step(picture)
        return _plain_jpeg(picture)
    except FileRefused:
        raise
    except (Image.DecompressionBombError, MemoryError):
        raise FileRefused(Refusal.TOO_DETAILED) from None
    except Exception:
        # Whatever else a decoder says of a file that it cannot read: not chained, for it may quote.
        raise FileRefused(Refusal.DAMAGED) from None


def _decoded(content: bytes, kind: str) -> Image.Image:
    picture = Image.open(io.BytesIO(content), formats=[kind])
    full_size = picture.size
    if kind == "JPEG":
        # A large one is decoded at a half, a quarter or an eighth of its size.
        enough = _scale(full_size) * _ENOUGH / LONGEST
        picture.draft("RGB", (int(full_size[0] * enough), int(full_size[1] * enough)))
    width, height = picture.size
    memory = width * height * _BYTES_PER_PIXEL.get(kind, 4)
    if isinstance(picture, JpegImageFile) and picture.info.get("progressive"):
        memory += _held_before(picture, full_size)
    if memory > MEMORY:
        raise FileRefused(Refusal.TOO_DETAILED)
    picture.load()
    return picture


def _held_before(picture: JpegImageFile, full_size: tuple[int, int]) -> int:
    """A progressive JPEG is held whole, two bytes for each sample, before any of it comes out."""
    across = max(layer[1] for layer in picture.layer)
    down = max(layer[2] for layer in picture.layer)
    samples = sum(layer[1] * layer[2] for layer in picture.layer) / (across * down)
    return int(full_size[0] * full_size[1] * samples * 2)


def _opaque(picture: Image.Image) -> Image.Image:
    """In plain colours; on white where it was see-through, so that black letters can be read."""
    if picture.mode.startswith("I"):
        # Sixteen bits of grey.
        return picture.point(lambda value: value * (1 / 256)).convert("L").convert("RGB")
    if not picture.has_transparency_data:
        return picture if picture.mode in ("RGB", "L") else picture.convert("RGB")
    clear = picture if picture.mode == "RGBA" else picture.convert("RGBA")
    paper = Image.new("RGB", clear.size, "white")
    paper.paste(clear, mask=clear)
    paper.info["exif"] = picture.info.get("exif", b"")
    return paper


def _shrunk(picture: Image.Image) -> Image.Image:
    scale = _scale(picture.size)
    if scale == 1:
        return picture
    width, height = (max(1, round(side * scale)) for side in picture.size)
    return picture.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=2.0)


def _scale(size: tuple[int, int]) -> float:
    """By how much a picture of this size is made smaller."""
    longest, shortest = max(size), min(size)
    if longest < _STRIP * shortest:
        return min(1, LONGEST / longest)
    return min(1, LONGEST / math.sqrt(longest * shortest))


def _upright(picture: Image.Image) -> Image.Image:
    """Turned as the camera was held."""
    try:
        return ImageOps.exif_transpose(picture)
    except Exception:
        # Faulty notes of a camera are no reason to refuse what it took.
        return picture


def _plain_jpeg(picture: Image.Image) -> bytes:
    # A new picture of the same pixels: nothing that stood beside them can be written along.
    bare = Image.new("RGB", picture.size)
    bare.paste(picture)
    written = io.BytesIO()
    bare.save(written, "JPEG", quality=_QUALITY)
    return written.getvalue()
