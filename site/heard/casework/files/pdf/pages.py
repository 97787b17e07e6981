"""A page as it is kept: its size, its drawing, and what that needs."""

from pypdf.generic import ArrayObject, DictionaryObject, NameObject, NumberObject, StreamObject

from heard.casework.files.pdf.copying import Copier
from heard.casework.files.pdf.look import with_looks
from heard.casework.files.pdf.values import resolved, value_of
from heard.casework.files.refusals import FileRefused, Refusal

_BOXES = ("/MediaBox", "/CropBox")
#: In points of 1/72 inch: the size of a page that says none, and the longest side.
_LETTER = (0, 0, 612, 792)
_LONGEST = 20_000
_RIGHT_ANGLE = 90
_MOST_PARTS = 2000


def add_page(came: DictionaryObject, copier: Copier) -> tuple[DictionaryObject, bool]:
    """The page as it is written, and whether it had more than its look. Raises FileRefused."""
    page, more = with_looks(came)
    kept = DictionaryObject({NameObject("/Type"): NameObject("/Page")})
    for key in _BOXES:
        box = copier.copy(page.raw_get(key), ("numbers",)) if key in page else None
        if isinstance(box, ArrayObject) and _fits(box):
            kept[NameObject(key)] = box
    if "/MediaBox" not in kept:
        kept[NameObject("/MediaBox")] = ArrayObject(NumberObject(each) for each in _LETTER)
    turned = value_of(page, "/Rotate")
    if isinstance(turned, NumberObject) and int(turned) % _RIGHT_ANGLE == 0:
        kept[NameObject("/Rotate")] = NumberObject(int(turned) % 360)
    for key, kind in (("/Group", "group"), ("/Resources", "resources")):
        found = copier.copy(page.raw_get(key), (kind,)) if key in page else None
        if found is not None:
            kept[NameObject(key)] = found
    drawing = _drawing(page, copier)
    if drawing is not None:
        kept[NameObject("/Contents")] = copier.writer._add_object(drawing)
    copier.add(kept)
    return kept, more or "/AA" in page or "/AF" in page


def _drawing(page: DictionaryObject, copier: Copier) -> StreamObject | None:
    """What is drawn on the page, in one piece."""
    found = value_of(page, "/Contents")
    parts = [resolved(each) for each in found] if isinstance(found, ArrayObject) else [found]
    streams = [each for each in parts if isinstance(each, StreamObject)]
    if len(streams) > _MOST_PARTS:
        raise FileRefused(Refusal.DAMAGED)
    if len(streams) == 1:
        return copier.streams.kept(streams[0], picture=False)
    return copier.streams.joined(streams) if streams else None


def _fits(box: ArrayObject) -> bool:
    if len(box) != 4:
        return False
    left, low, right, high = (float(each) for each in box)
    wide, tall = abs(right - left), abs(high - low)
    if max(wide, tall) > _LONGEST:
        raise FileRefused(Refusal.DAMAGED)
    return wide > 0 and tall > 0
