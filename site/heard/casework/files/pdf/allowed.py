"""What may be kept of a PDF: a closed list of things, and of each the keys that it may have.

Whatever stands in no line here is left out, so nobody has to know what a reader's program might do
with it: actions, scripts, files, references to other files, films, forms, layers, notes of the
program that wrote it. The keys are those of ISO 32000-1 that say how a page looks.

A value is written as the kind of thing that it is. `number`, `name`, `flag`, `string`, `numbers`
(a list) and `plain` (any of these, in lists however deep) hold nothing but themselves; `each x` is
a table of names, `list of x` a list; any other word is a line of KINDS, or "colour space", which
`colours` copies. Where several may stand, the first that fits the value is taken.
"""

from collections.abc import Mapping
from dataclasses import dataclass

Shapes = tuple[str, ...]


@dataclass(frozen=True)
class Kind:
    """A dictionary, or a stream where `stream` says so; None: either."""

    keys: Mapping[str, Shapes]
    stream: bool | None = False
    #: Of a picture the bytes are counted, and never unpacked as a whole.
    picture: bool = False


def _all(shape: str, *keys: str) -> dict[str, Shapes]:
    return {f"/{key}": (shape,) for key in keys}


_FUNCTION = ("function", "list of function")

KINDS: dict[str, Kind] = {
    "resources": Kind(
        {
            "/ExtGState": ("each graphics state",),
            "/ColorSpace": ("each colour space",),
            "/Pattern": ("each pattern",),
            "/Shading": ("each shading",),
            "/XObject": ("each drawing",),
            "/Font": ("each font",),
        }
    ),
    "graphics state": Kind(
        {
            **_all("number", "LW", "LC", "LJ", "ML", "FL", "SM", "OPM", "CA", "ca"),
            **_all("plain", "D", "BM"),
            **_all("name", "RI"),
            **_all("flag", "OP", "op", "SA", "AIS", "TK"),
            "/Font": ("font and size",),
            "/SMask": ("name", "soft mask"),
        }
    ),
    "soft mask": Kind(
        {
            "/S": ("name",),
            "/G": ("form",),
            "/BC": ("numbers",),
            "/TR": ("name", "function"),
        }
    ),
    "group": Kind({"/S": ("name",), "/CS": ("colour space",), **_all("flag", "I", "K")}),
    "pattern": Kind(
        {
            **_all("number", "PatternType", "PaintType", "TilingType", "XStep", "YStep"),
            **_all("numbers", "BBox", "Matrix"),
            "/Resources": ("resources",),
            "/Shading": ("shading",),
            "/ExtGState": ("graphics state",),
        },
        stream=None,
    ),
    "shading": Kind(
        {
            **_all("number", "ShadingType", "BitsPerCoordinate", "BitsPerComponent"),
            **_all("number", "BitsPerFlag", "VerticesPerRow"),
            **_all("numbers", "Background", "BBox", "Coords", "Domain", "Matrix", "Decode"),
            **_all("plain", "Extend"),
            **_all("flag", "AntiAlias"),
            "/ColorSpace": ("colour space",),
            "/Function": _FUNCTION,
        },
        stream=None,
    ),
    "function": Kind(
        {
            **_all("number", "FunctionType", "BitsPerSample", "Order", "N"),
            **_all("numbers", "Domain", "Range", "Size", "Encode", "Decode", "C0", "C1", "Bounds"),
            "/Functions": ("list of function",),
        },
        stream=None,
    ),
    "form": Kind(
        {
            **_all("number", "FormType"),
            **_all("numbers", "BBox", "Matrix"),
            "/Resources": ("resources",),
            "/Group": ("group",),
        },
        stream=True,
    ),
    "picture": Kind(
        {
            **_all("number", "Width", "Height", "BitsPerComponent"),
            **_all("name", "Intent"),
            **_all("flag", "ImageMask", "Interpolate"),
            **_all("numbers", "Decode", "Matte"),
            "/ColorSpace": ("colour space",),
            "/Mask": ("numbers", "picture"),
            "/SMask": ("picture",),
        },
        stream=True,
        picture=True,
    ),
    "font": Kind(
        {
            **_all("font name", "BaseFont"),
            **_all("number", "FirstChar", "LastChar", "DW"),
            **_all("numbers", "Widths", "FontBBox", "FontMatrix", "DW2"),
            **_all("plain", "W", "W2"),
            "/Encoding": ("font name", "encoding", "character map"),
            "/ToUnicode": ("font name", "character map"),
            "/FontDescriptor": ("font descriptor",),
            "/DescendantFonts": ("list of font",),
            "/CIDSystemInfo": ("collection",),
            "/CIDToGIDMap": ("font name", "data"),
            "/CharProcs": ("each glyph",),
            "/Resources": ("resources",),
        }
    ),
    "encoding": Kind({"/BaseEncoding": ("name",), "/Differences": ("plain",)}),
    "collection": Kind(
        {**_all("font name", "Registry", "Ordering"), **_all("number", "Supplement")}
    ),
    "character map": Kind(
        {
            **_all("font name", "CMapName"),
            **_all("number", "WMode"),
            "/CIDSystemInfo": ("collection",),
            "/UseCMap": ("font name", "character map"),
        },
        stream=True,
    ),
    "font descriptor": Kind(
        {
            **_all("font name", "FontName", "FontFamily"),
            **_all("name", "FontStretch"),
            **_all("number", "FontWeight", "Flags", "ItalicAngle", "Ascent", "Descent", "Leading"),
            **_all("number", "CapHeight", "XHeight", "StemV", "StemH", "AvgWidth", "MaxWidth"),
            **_all("number", "MissingWidth"),
            **_all("numbers", "FontBBox"),
            **_all("string", "CharSet"),
            **_all("font program", "FontFile", "FontFile2", "FontFile3"),
        }
    ),
    "font program": Kind(_all("number", "Length1", "Length2", "Length3"), stream=True),
    "glyph": Kind({}, stream=True),
    "data": Kind({}, stream=True),
    "calibration": Kind(
        {
            **_all("numbers", "WhitePoint", "BlackPoint", "Range", "Matrix"),
            "/Gamma": ("number", "numbers"),
        }
    ),
}

#: What a thing says that it is, where more than one may stand in a place or a reader asks for it.
#: Of several, the first stands where the file says none of them.
SAYS: dict[str, Mapping[str, tuple[str, ...]]] = {
    "group": {"/S": ("/Transparency",)},
    "soft mask": {"/S": ("/Luminosity", "/Alpha")},
    "form": {"/Type": ("/XObject",), "/Subtype": ("/Form",)},
    "picture": {"/Type": ("/XObject",), "/Subtype": ("/Image",)},
    "font": {
        "/Type": ("/Font",),
        "/Subtype": (
            *("/Type1", "/MMType1", "/TrueType", "/Type3", "/Type0"),
            *("/CIDFontType0", "/CIDFontType2"),
        ),
    },
    "font descriptor": {"/Type": ("/FontDescriptor",)},
    "encoding": {"/Type": ("/Encoding",)},
    "character map": {"/Type": ("/CMap",)},
}

#: How the program of a font in FontFile3 is written.
FONT_PROGRAMS = ("/Type1C", "/CIDFontType0C", "/OpenType")

#: Names of a thing that `each drawing` may be.
DRAWINGS = {"/Form": "form", "/Image": "picture"}
