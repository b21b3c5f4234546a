"""The XML and the ZIP of a DOCX, written by hand.

Belongs here: runs, fields, text boxes, styles, lists, notes and what holds them together, as
Word writes them. Which of them a file has is drawn in ``random_word``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from tests.corpus.model import Report

_SPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "v": "urn:schemas-microsoft-com:vml",
}
_NAMES = " ".join(f'xmlns:{key}="{address}"' for key, address in _SPACES.items())
_OPEN = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_EPOCH = (2020, 1, 1, 0, 0, 0)
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_PACKAGE_TYPE = "application/vnd.openxmlformats-package"
BY = 'w:author="Handläggare" w:date="2020-01-01T00:00:00Z"'


def text_node(text: str, tag: str = "w:t") -> str:
    return f'<{tag} xml:space="preserve">{escape(text, quote=False)}</{tag}>'


_PARTS = re.compile(r"([\n\v\t\u00ad\u2011])")
_ELEMENTS = {
    "\n": "<w:br/>",
    "\v": "<w:br/>",
    "\t": "<w:tab/>",
    "\u00ad": "<w:softHyphen/>",
    "\u2011": "<w:noBreakHyphen/>",
}


def run_node(text: str, looks: str = "") -> str:
    inner = "".join(_ELEMENTS.get(part) or text_node(part) for part in _PARTS.split(text) if part)
    return f"<w:r>{f'<w:rPr>{looks}</w:rPr>' if looks else ''}{inner}</w:r>"


def field_nodes(code: str, runs: str) -> str:
    begin, middle, end = (
        f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")
    )
    told = f'<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
    return f"{begin}{told}{middle}{runs}{end}"


def text_box(blocks: str) -> str:
    """Return a drawing with a text box: as Word draws it now, and for programs that are old."""
    drawn = (
        '<w:drawing><wp:anchor><wp:extent cx="900" cy="900"/><wp:docPr id="1" name="Textruta"/>'
        '<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/'
        'wordprocessingShape"><wps:wsp><wps:txbx><w:txbxContent>'
        f"{blocks}</w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic>"
        "</wp:anchor></w:drawing>"
    )
    old = (
        '<w:pict><v:shape type="#_x0000_t202"><v:textbox><w:txbxContent>'
        f"{blocks}</w:txbxContent></v:textbox></v:shape></w:pict>"
    )
    return (
        f'<mc:AlternateContent><mc:Choice Requires="wps">{drawn}</mc:Choice>'
        f"<mc:Fallback>{old}</mc:Fallback></mc:AlternateContent>"
    )


def style_node(
    key: str, name: str, marks: str, paragraph: str = "", run: str = "", based: str = ""
) -> str:
    """Return a paragraph style; ``marks`` are attributes, the others its properties."""
    below = based or ("" if key == "Normal" else '<w:basedOn w:val="Normal"/>')
    return (
        f'<w:style w:type="paragraph" w:styleId="{key}"{marks}><w:name w:val="{name}"/>{below}'
        f"{f'<w:pPr>{paragraph}</w:pPr>' if paragraph else ''}"
        f"{f'<w:rPr>{run}</w:rPr>' if run else ''}</w:style>"
    )


def _numbering() -> str:
    levels = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
        f'<w:lvlText w:val="{".".join(f"%{k + 1}" for k in range(n + 1))}"/></w:lvl>'
        for n in range(3)
    )
    bullet = (
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/>'
        '<w:lvlText w:val="\uf0b7"/></w:lvl>'
    )
    lists = "".join(
        f'<w:abstractNum w:abstractNumId="{n}">{given}</w:abstractNum>'
        for n, given in ((1, levels), (2, bullet))
    )
    used = "".join(f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>' for n in (1, 2))
    return f"{_OPEN}<w:numbering {_NAMES}>{lists}{used}</w:numbering>"


def _notes(texts: Sequence[str]) -> str:
    lines = "".join(
        f'<w:footnote w:type="{kind}" w:id="{n}"><w:p><w:r><w:{kind}/></w:r></w:p></w:footnote>'
        for n, kind in ((-1, "separator"), (0, "continuationSeparator"))
    )
    own = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteRef/></w:r>'
    notes = "".join(
        f'<w:footnote w:id="{n}"><w:p>{own}{run_node(f" {text}")}</w:p></w:footnote>'
        for n, text in enumerate(texts, start=1)
    )
    return f"{_OPEN}<w:footnotes {_NAMES}>{lines}{notes}</w:footnotes>"


def _comments(texts: Sequence[str]) -> str:
    made = "".join(
        f'<w:comment w:id="{n}" {BY}><w:p>{run_node(text)}</w:p></w:comment>'
        for n, text in enumerate(texts, start=1)
    )
    return f"{_OPEN}<w:comments {_NAMES}>{made}</w:comments>"


def _furniture(report: Report) -> dict[str, str]:
    one, all_of = field_nodes("PAGE", run_node("1")), field_nodes("NUMPAGES", run_node("60"))
    page = f"{run_node('Sid ')}{one}{run_node(' (')}{all_of}"
    head = f"<w:p>{run_node('Tjänsteutlåtande')}</w:p><w:p>{page}{run_node(')')}</w:p>"
    foot = f"<w:p>{run_node(f'{report.head.committee} stadsdelsförvaltning')}</w:p>"
    return {
        "header1.xml": f"{_OPEN}<w:hdr {_NAMES}>{head}</w:hdr>",
        "footer1.xml": f"{_OPEN}<w:ftr {_NAMES}>{foot}</w:ftr>",
    }


_KINDS = {
    "styles.xml": "styles",
    "numbering.xml": "numbering",
    "footnotes.xml": "footnotes",
    "comments.xml": "comments",
    "header1.xml": "header",
    "footer1.xml": "footer",
}


def packed(
    report: Report, body: str, styles: str, notes: Sequence[str], comments: Sequence[str]
) -> bytes:
    """Return the bytes of a DOCX: its body and styles as XML, its notes and comments as texts."""
    section = (
        '<w:sectPr><w:headerReference w:type="default" r:id="rId5"/>'
        '<w:footerReference w:type="default" r:id="rId6"/>'
        '<w:pgSz w:w="11906" w:h="16838"/></w:sectPr>'
    )
    whole = f"<w:body>{body}{section}</w:body>"
    parts = {
        "styles.xml": f"{_OPEN}<w:styles {_NAMES}>{styles}</w:styles>",
        "numbering.xml": _numbering(),
        "footnotes.xml": _notes(notes),
        "comments.xml": _comments(comments),
        **_furniture(report),
    }
    links = "".join(
        f'<Relationship Id="rId{n}" Type="{_SPACES["r"]}/{_KINDS[name]}" Target="{name}"/>'
        for n, name in enumerate(parts, start=1)
    )
    kind = f"{_SPACES['r']}/officeDocument"
    main = f'<Relationship Id="rId1" Type="{kind}" Target="word/document.xml"/>'
    types = "".join(
        f'<Override PartName="/word/{name}" ContentType="{_TYPES}.{kind}+xml"/>'
        for name, kind in (("document.xml", "document.main"), *_KINDS.items())
    )
    types = (
        f'<Default Extension="rels" ContentType="{_PACKAGE_TYPE}.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>' + types
    )
    files = {
        "[Content_Types].xml": f'{_OPEN}<Types xmlns="{_PACKAGE}/content-types">{types}</Types>',
        "_rels/.rels": _relations(main),
        "word/_rels/document.xml.rels": _relations(links),
        "word/document.xml": f"{_OPEN}<w:document {_NAMES}>{whole}</w:document>",
        **{f"word/{name}": text for name, text in parts.items()},
    }
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for name, content in files.items():
            info = ZipInfo(name, _EPOCH)
            info.compress_type = ZIP_DEFLATED
            archive.writestr(info, content.encode())
    return buffer.getvalue()


def _relations(links: str) -> str:
    return f'{_OPEN}<Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>'
