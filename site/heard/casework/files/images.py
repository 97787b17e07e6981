"""Pictures are decoded and written anew: what arrives is never what is kept.

So nothing of a phone's camera, place or time travels along, and no file that is a picture and
something else as well. Runs apart from the site: see `examiner`.
"""

import io
import math
import re
from contextlib import suppress
from importlib import import_module

from PIL import Image, ImageChops, ImageFile, ImageOps
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

#: What ends a pass of a JPEG: every sign but those that stand within one (ITU T.81, B.1.1.2).
_PASS_ENDS = re.compile(rb"\xff[^\0\xd0-\xd7\xff]")
#: How many lines the last blocks of a JPEG take, with those that smooth their edge.
_LAST_BLOCKS = 18

_QUALITY = 85


def written_anew(content: bytes, kind: str) -> bytes:
    """The picture as a plain JPEG, upright, no more than LONGEST pixels long.

    `kind` is "JPEG", "PNG" or "WEBP": no other reader of Pillow's is let near it. FileRefused.
    """
    # What draws leaflets lets broken pictures pass, for the whole process that it is loaded in.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
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
    picture = _opened(content, kind)
    try:
        picture.load()
    except OSError:
        if kind != "JPEG" or not _only_the_end_is_missing(content):
            raise
        picture = _opened(_ended(content), kind)
        picture.load()
    return picture


def _opened(content: bytes, kind: str) -> ImageFile.ImageFile:
    """The picture before it is decoded, in a size that it may have. FileRefused."""
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
    return picture


def _only_the_end_is_missing(content: bytes) -> bool:
    """Whether a JPEG that breaks off shows its whole picture all the same, as it does on a phone.

    Where it is drawn line by line, only the last line of blocks may be missing; where it is drawn
    coarsely first, the pass that had begun must be the finest one.
    """
    if _opened(content, "JPEG").info.get("progressive"):
        return _in_the_finest_pass(content)
    one, other = (_last_lines(content, value) for value in (0, 255))
    missing = ImageChops.difference(one, other).getbbox()
    return missing is not None and missing[1] >= max(1, one.height - _LAST_BLOCKS)


def _last_lines(content: bytes, value: int) -> Image.Image:
    """The lower end of what can be decoded; `value` stands where nothing could."""
    picture = _opened(content, "JPEG")
    picture.load_prepare()
    bands = len(picture.getbands())
    picture.im.paste((value,) * bands if bands > 1 else value, (0, 0, *picture.size))
    with suppress(OSError):
        picture.load()
    picture.tile = []
    width, height = picture.size
    return picture.crop((0, max(0, height - 2 * _LAST_BLOCKS), width, height))


def _in_the_finest_pass(content: bytes) -> bool:
    """Whether the pass that has begun last adds only what hardly anybody sees (ITU T.81, B.2.3).

    That is the last bit of each part, or all the detail in colours other than light and dark.
    """
    layers, layer, _, _, last, bits = content[_last_pass(content) + 4 :][:6]
    return layers == 1 and last == 63 and bits & 0x0F == 0 and (bits >> 4 == 1 or layer != 1)


def _ended(content: bytes) -> bytes:
    """A JPEG that breaks off with its end put back, behind the last pass that has begun."""
    begun = _PASS_ENDS.search(content, _last_pass(content) + 2)
    return content[: begun.start() if begun else None] + b"\xff\xd9"


def _last_pass(content: bytes) -> int:
    """Where the last pass begins whose header is here whole."""
    return content.rfind(b"\xff\xda", 0, -8)


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
