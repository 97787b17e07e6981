"""Over a hundred PDFs that mean harm, each of another kind, under the name of what it tries."""

from collections.abc import Iterator

from tests.casework.files import hostile_bytes, hostile_readings
from tests.casework.files.raw_pdfs import SQUARE, a_page, file_of, stream

#: What runs or calls, by the name of its kind (ISO 32000-1, 12.6.4).
ACTIONS = {
    "JavaScript": b"/S/JavaScript/JS(app.alert\\(1\\))",
    "Launch": b"/S/Launch/F(cmd.exe)/Win<</F(cmd.exe)/P(/c calc)>>",
    "URI": b"/S/URI/URI(https://beacon.example.org/?seen)",
    "GoToR": b"/S/GoToR/F(//server.example.org/share/x.pdf)/D[0/Fit]",
    "GoToE": b"/S/GoToE/T<</R/C/N(x.pdf)>>/D[0/Fit]",
    "SubmitForm": b"/S/SubmitForm/F<</FS/URL/F(https://example.org/take)>>",
    "ImportData": b"/S/ImportData/F(//server.example.org/share/x.fdf)",
    "ResetForm": b"/S/ResetForm",
    "Thread": b"/S/Thread/F(\\\\\\\\server.example.org\\\\share\\\\x.pdf)/D 0",
    "Rendition": b"/S/Rendition/OP 0/JS(app.alert\\(1\\))",
    "RichMediaExecute": b"/S/RichMediaExecute/CMD<</C(run)>>",
    "Movie": b"/S/Movie/T(film)",
    "Sound": b"/S/Sound/Sound 10 0 R",
    "Hide": b"/S/Hide/T(field)/H false",
    "Named": b"/S/Named/N/Print",
    "SetOCGState": b"/S/SetOCGState/State[/ON 10 0 R]",
    "Trans": b"/S/Trans/Trans<</S/Glitter>>",
    "GoTo3DView": b"/S/GoTo3DView/TA 10 0 R/V 0",
}
_SCRIPT = b"<<" + ACTIONS["JavaScript"] + b">>"
_BEACON = b"<<" + ACTIONS["URI"] + b">>"
_BOX = b"/Type/Annot/Rect[10 10 90 90]"


def _noted(entries: bytes, **more: bytes) -> bytes:
    """A page with one thing on it."""
    objects = {int(name[1:]): content for name, content in more.items()}
    return file_of(a_page(page=b"/Annots[<<%s%s>>]" % (_BOX, entries), more=objects))


def _catalog(entries: bytes, **more: bytes) -> bytes:
    objects = {int(name[1:]): content for name, content in more.items()}
    return file_of(a_page(catalog=entries, more=objects))


def _drawing(entries: bytes, data: bytes = SQUARE, **more: bytes) -> bytes:
    """A page that draws an object of its own, number 10."""
    objects = {int(name[1:]): content for name, content in more.items()}
    return file_of(
        a_page(
            resources=b"/XObject<</X 10 0 R>>",
            content=stream(b"/X Do"),
            more={10: stream(data, b"/Type/XObject" + entries), **objects},
        )
    )


_FORM = b"/Subtype/Form/BBox[0 0 100 100]"
_IMAGE = b"/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray"
_FILE = b"<</Type/Filespec/F(x.exe)/UF(x.exe)/EF<</F 11 0 R>>>>"
_EXE = stream(b"MZ\x90\0 a program", b"/Type/EmbeddedFile")
_SOUND = stream(b"\0" * 8, b"/Type/Sound/R 8000")


def _actions() -> Iterator[tuple[str, bytes]]:
    for kind, action in ACTIONS.items():
        yield f"when opened: {kind}", _catalog(b"/OpenAction<<%s>>" % action, _10=_SOUND)
    for place, content in {
        "in the catalog's events": _catalog(b"/AA<</WC %s/DP %s>>" % (_SCRIPT, _SCRIPT)),
        "when a page opens": file_of(a_page(page=b"/AA<</O %s>>" % _SCRIPT)),
        "when a page closes": file_of(a_page(page=b"/AA<</C %s>>" % _SCRIPT)),
        "in a tree of names": _catalog(b"/Names<</JavaScript<</Names[(a)%s]>>>>" % _SCRIPT),
        "in a tree of names, deep": _catalog(
            b"/Names<</JavaScript<</Kids[10 0 R]>>>>",
            _10=b"<</Limits[(a)(a)]/Names[(a)%s]>>" % _SCRIPT,
        ),
        "in an outline": _catalog(
            b"/Outlines<</First 10 0 R/Last 10 0 R/Count 1>>", _10=b"<</Title(x)/A%s>>" % _SCRIPT
        ),
        "behind another": _catalog(b"/OpenAction<</S/GoTo/D[3 0 R/Fit]/Next[%s]>>" % _SCRIPT),
        "behind fifty others": _catalog(
            b"/OpenAction" + b"<</S/Named/N/NextPage/Next" * 50 + _SCRIPT + b">>" * 50
        ),
        "under the mouse": _noted(b"/Subtype/Widget/FT/Btn/T(b)/AA<</E %s>>" % _SCRIPT),
        "in a link": _noted(b"/Subtype/Link/A%s" % _SCRIPT),
        "in a link's old address": _noted(b"/Subtype/Link/PA%s" % _BEACON),
        "in a button": _noted(b"/Subtype/Widget/FT/Btn/T(b)/A%s" % _SCRIPT),
        "in a field's keystrokes": _catalog(
            b"/AcroForm<</Fields[10 0 R]/CO[10 0 R]>>",
            _10=b"<<%s/Subtype/Widget/FT/Tx/T(f)/AA<</K %s/C %s>>>>" % (_BOX, _SCRIPT, _SCRIPT),
        ),
        "in a screen": _noted(b"/Subtype/Screen/T(s)/A%s/AA<</PV %s>>" % (_SCRIPT, _SCRIPT)),
        "in an article": _catalog(
            b"/Threads[<</F 10 0 R/I<</A %s>>>>]" % _SCRIPT, _10=b"<</R[0 0 9 9]/P 3 0 R>>"
        ),
        "in a show": file_of(a_page(page=b"/Dur 1/Trans<</S/Fly>>/PresSteps<</NA %s>>" % _SCRIPT)),
        "a beacon of a page": file_of(a_page(page=b"/AA<</O %s>>" % _BEACON)),
        "a beacon seen": _noted(
            b"/Subtype/Widget/FT/Btn/T(b)/AA<</PV %s/PO %s>>" % (_BEACON, _BEACON)
        ),
        "a base of addresses": _catalog(b"/URI<</Base(https://beacon.example.org/)>>"),
        "in what the outline's parts are": _catalog(
            b"/StructTreeRoot<</Type/StructTreeRoot/K<</S/Link/A %s/AF[%s]>>>>" % (_SCRIPT, _FILE),
            _11=_EXE,
        ),
        "a requirement to run": _catalog(
            b"/Requirements[<</S/EnableJavaScripts/RH<</S/JS/Script(a)>>>>]"
        ),
        "a certificate that allows more": _catalog(
            b"/Perms<</UR3<</Type/Sig/Filter/Adobe.PPKLite/Contents<00>>>>>"
            b"/Legal<</JavaScriptActions 1>>"
        ),
        "pages fetched anew": _catalog(
            b"/SpiderInfo<</V 1.25/C[10 0 R]>>", _10=b"<</URL(https://beacon.example.org/)/L 1>>"
        ),
    }.items():
        yield f"a script {place}" if not place.startswith("a ") else place, content


def _files_and_films() -> Iterator[tuple[str, bytes]]:
    yield (
        "a file in the tree of names",
        _catalog(b"/Names<</EmbeddedFiles<</Names[(x.exe)10 0 R]>>>>", _10=_FILE, _11=_EXE),
    )
    yield (
        "a file pinned to a page",
        _noted(b"/Subtype/FileAttachment/FS 10 0 R", _10=_FILE, _11=_EXE),
    )
    yield "a file of the catalog", _catalog(b"/AF[10 0 R]", _10=_FILE, _11=_EXE)
    yield "a file of a page", file_of(a_page(page=b"/AF[10 0 R]", more={10: _FILE, 11: _EXE}))
    yield "a file of a picture", _drawing(_IMAGE + b"/AF[12 0 R]", b"\0", _12=_FILE, _11=_EXE)
    yield (
        "a collection of files",
        _catalog(
            b"/Collection<</View/T>>/Names<</EmbeddedFiles<</Kids[12 0 R]>>>>",
            _10=_FILE,
            _11=_EXE,
            _12=b"<</Limits[(x)(x)]/Names[(x)10 0 R]>>",
        ),
    )
    yield (
        "a form of forms (XFA)",
        _catalog(b"/AcroForm<</Fields[]/XFA[(template)10 0 R]>>", _10=stream(b"<xdp/>")),
    )
    yield (
        "a rich film",
        _noted(
            b"/Subtype/RichMedia/RichMediaContent<</Assets<</Names[(x.swf)10 0 R]>>>>",
            _10=_FILE,
            _11=_EXE,
        ),
    )
    yield (
        "a body in three dimensions",
        _noted(
            b"/Subtype/3D/3DD 10 0 R",
            _10=stream(b"U3D", b"/Type/3D/Subtype/U3D/OnInstantiate 11 0 R"),
            _11=_EXE,
        ),
    )
    yield "a film", _noted(b"/Subtype/Movie/Movie<</F(//server.example.org/a.avi)>>")
    yield "a sound", _noted(b"/Subtype/Sound/Sound 10 0 R", _10=_SOUND)
    yield (
        "a screen with a film",
        _noted(
            b"/Subtype/Screen/A<</S/Rendition/OP 0/R<</S/MR"
            b"/C<</S/MCD/D(//server.example.org/a)>>>>>>"
        ),
    )
    yield (
        "notes of a program",
        file_of(a_page(page=b"/PieceInfo<</X<</Private 11 0 R>>>>", more={11: _EXE})),
    )
    yield "a file as metadata", _catalog(b"/Metadata 11 0 R", _11=_EXE)
    yield "a file as a small picture", file_of(a_page(page=b"/Thumb 11 0 R", more={11: _EXE}))
    yield (
        "a file as a look that is never seen",
        _noted(b"/Subtype/Stamp/F 2/AP<</N 11 0 R>>", _11=_EXE),
    )
    yield "a file that nothing needs", file_of(a_page(more={11: _EXE, 12: _FILE}))
    yield (
        "a file behind a picture's end",
        _drawing(
            _IMAGE + b"/Filter/FlateDecode", hostile_bytes.zlib_of(b"\0") + b"MZ\x90\0 a program"
        ),
    )


def _outside() -> Iterator[tuple[str, bytes]]:
    far = b"/F(//server.example.org/share/x)"
    yield (
        "a drawing at an address",
        file_of(a_page(content=stream(b"", b"/F<</FS/URL/F(https://beacon.example.org/a)>>"))),
    )
    yield "a picture on a server", _drawing(_IMAGE + far, b"\0")
    yield (
        "a picture's filter outside",
        _drawing(_IMAGE + far + b"/FFilter/FlateDecode/FDecodeParms<<>>", b"\0"),
    )
    yield (
        "a form of another file",
        _drawing(_FORM + b"/Ref<</F(//server.example.org/x.pdf)/Page 0/ID[(a)(b)]>>"),
    )
    yield (
        "an older way to print from a server",
        _drawing(_IMAGE + b"/OPI<</1.3<</Type/OPI%s>>>>" % far, b"\0"),
    )
    yield (
        "a newer way to print from a server",
        _drawing(_IMAGE + b"/OPI<</2.0<</Type/OPI%s>>>>" % far, b"\0"),
    )
    yield (
        "another picture for print",
        _drawing(
            _IMAGE + b"/Alternates[<</Image 12 0 R/DefaultForPrinting true>>]",
            b"\0",
            _12=stream(b"\0", b"/Subtype/Image" + far),
        ),
    )
    yield "a program for printers", _drawing(b"/Subtype/PS", b"(x) run")
    yield (
        "a program for printers in a form",
        _drawing(_FORM + b"/Subtype2/PS/PS 12 0 R", _12=stream(b"(x) run")),
    )
    yield (
        "a font on a server",
        file_of(
            a_page(
                resources=b"/Font<</F1<</Type/Font/Subtype/TrueType/BaseFont/X"
                b"/FontDescriptor 10 0 R>>>>",
                more={
                    10: b"<</Type/FontDescriptor/FontName/X/FontFile2 11 0 R>>",
                    11: stream(b"", far),
                },
            )
        ),
    )
    yield (
        "a font named as a path",
        file_of(
            a_page(
                resources=b"/Font<</F1<</Type/Font/Subtype/Type0/BaseFont/#5C#5Cserver#5Cshare#5Cf"
                b"/Encoding/..#2F..#2Fetc#2Fpasswd/DescendantFonts[10 0 R]>>>>",
                more={
                    10: b"<</Type/Font/Subtype/CIDFontType0/BaseFont/a#2Fb"
                    b"/CIDSystemInfo<</Registry(//s/x)/Ordering(../../y)/Supplement 0>>>>"
                },
            )
        ),
    )
    yield (
        "a table of signs on a server",
        file_of(
            a_page(
                resources=b"/Font<</F1<</Type/Font/Subtype/Type0/BaseFont/X/Encoding 10 0 R"
                b"/DescendantFonts[<</Type/Font/Subtype/CIDFontType2/BaseFont/X>>]>>>>",
                more={
                    10: stream(b"x usecmap", b"/Type/CMap/CMapName/X/UseCMap 11 0 R"),
                    11: stream(b"", far),
                },
            )
        ),
    )
    yield (
        "a colour profile that is a file",
        _drawing(
            b"/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace[/ICCBased 12 0 R]",
            b"\0\0\0",
            _12=stream(b"MZ profile", b"/N 3/Alternate/DeviceRGB"),
        ),
    )
    yield (
        "a profile for printers elsewhere",
        _catalog(
            b"/OutputIntents[<</S/GTS_PDFX/DestOutputProfileRef<</URLs[<</F(https://beacon.example.org)>>]>>>>]"
        ),
    )
    yield (
        "a raster that is a program",
        file_of(
            a_page(
                resources=b"/ExtGState<</G<</HT 10 0 R/TR 10 0 R/UCR 10 0 R/BG 10 0 R>>>>",
                content=stream(b"/G gs " + SQUARE),
                more={
                    10: stream(
                        b"{pop 0}",
                        b"/Type/Halftone/HalftoneType 6/FunctionType 4/Domain[0 1]/Range[0 1]",
                    )
                },
            )
        ),
    )
    yield (
        "layers that show by turns",
        file_of(
            a_page(
                catalog=b"/OCProperties<</OCGs[10 0 R]/D<</OFF[10 0 R]"
                b"/AS[<</Event/Print/OCGs[10 0 R]>>]>>>>",
                resources=b"/Properties<</L 10 0 R>>",
                content=stream(b"/OC /L BDC " + SQUARE + b" EMC"),
                more={10: b"<</Type/OCG/Name(x)/Usage<</Print<</PrintState/ON>>>>>>"},
            )
        ),
    )
    yield (
        "a measure that calls",
        file_of(
            a_page(
                page=b"/VP[<</BBox[0 0 9 9]/Measure<</Subtype/GEO/GCS<</WKT(x)>>>>"
                b"/PtData 10 0 R>>]",
                more={10: _EXE},
            )
        ),
    )


HOSTILE: dict[str, bytes] = {
    name: content
    for kind in (
        _actions(),
        _files_and_films(),
        _outside(),
        hostile_readings.of_two_readings(),
        hostile_bytes.of_hidden_names(),
        hostile_bytes.of_two_kinds_of_file(),
        hostile_bytes.of_pictures(),
        hostile_bytes.of_great_cost(),
    )
    for name, content in kind
}
