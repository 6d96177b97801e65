"""A document as PDF, made with fpdf2: Sarabun embedded, marks set by HarfBuzz, text that can be found and copied.

Pure and blocking, a tenth of a second for a page and one and a half for two hundred lines: to be called in a thread.
"""

from dataclasses import replace
from datetime import datetime
from typing import Any
from unicodedata import category

import regex
from fpdf import FPDF
from fpdf.enums import TableBordersLayout
from fpdf.fonts import FontFace, Glyph, SubsetMap, TTFFont
from fpdf.line_break import TextLine, TotalPagesSubstitutionFragment

from bot.language import words
from web.pages import static_folder
from web.papers.view import Row, Sheet

#: Millimetres and points.
EDGE, FOOT = 15, 18
WIDTH = 210 - 2 * EDGE
BODY, SMALL, LINE = 10.5, 9, 5.6
LEAF, SOFT, GREY, INK, RULE = (9, 81, 60), (231, 243, 238), (109, 100, 91), (0, 0, 0), (205, 197, 186)
#: Millimetres of: place, quantity, price, discount, total. What is left is for what it is.
COLUMNS = (9, 17, 25, 23, 31)

#: Thai writes no space between words. What no line may end within: a consonant with its marks, the vowel written before
#: it and the one behind it, the consonant that a short vowel asks for, and the silent one of a loan word.
PIECE = regex.compile(
    r"\s+|[\u0e40-\u0e44]?[\u0e01-\u0e2e](?:\p{M}*[\u0e31\u0e47]\p{M}*[\u0e01-\u0e2e])?\p{M}*"
    r"[\u0e30\u0e32\u0e33\u0e45\u0e46\u0e2f]*(?:[\u0e01-\u0e2e][\u0e34\u0e38]?\u0e4c)*|[^\s\u0e01-\u0e5b]+|\X"
)
#: Where a word surely begins, but for behind a space: at a vowel written first, and where the Thai ends.
BEGINS = regex.compile(r"[\u0e40-\u0e44]|[^\u0e01-\u0e5b]")
#: Neither a word nor a name is lost when these are left out where the font has no picture of them.
UNDRAWN = {"So", "Sk", "Cf", "Mn", "Me", "Cn", "Co", "Cs"}


SARA_AA, SARA_AM = 0x0E32, 0x0E33


class ThaiSubset(SubsetMap):
    """What each drawn glyph is as text. HarfBuzz draws sara am as a ring and a sara aa, of which fpdf2 would say that
    the ring is the whole and the aa nothing, and readers make up a letter for it.
    """

    _ring_alone = False

    def pick_glyph(self, glyph: Glyph | None) -> int | None:
        """The ring alone is not drawn, and the aa behind it becomes a sara am; with a tone mark the ring is that mark,
        and the aa stands for the sara am."""
        text = glyph.unicode if glyph is not None else None
        if glyph is not None and isinstance(text, tuple) and text[-1:] == (SARA_AM,):
            is_whole = glyph.glyph_id == self.font.glyph_ids[SARA_AM]
            self._ring_alone = len(text) == 1 and not is_whole
            if self._ring_alone:
                return None
            glyph = glyph if is_whole else replace(glyph, unicode=text[:-1])
        elif glyph is not None and text == () and glyph.glyph_id == self.font.glyph_ids[SARA_AA]:
            whole = self.get_glyph(unicode=SARA_AM)
            glyph = whole if self._ring_alone else replace(glyph, unicode=(SARA_AM,))
        return super().pick_glyph(glyph)


class PaperPdf(FPDF):
    """The pages; from the second on each begins with what the document is."""

    def __init__(self, sheet: Sheet) -> None:
        super().__init__(format="A4")
        self.sheet = sheet
        self.say = words(sheet.language)
        fonts = static_folder() / "vendor" / "sarabun"
        self.add_font("Sarabun", "", fonts / "Sarabun-Regular.ttf")
        self.add_font("Sarabun", "B", fonts / "Sarabun-SemiBold.ttf")
        self.set_margins(EDGE, EDGE)
        self.c_margin = 0
        self.set_auto_page_break(True, FOOT)
        self.set_font("Sarabun", "", BODY)
        self.set_text_shaping(True)
        for face in self.fonts.values():
            assert isinstance(face, TTFFont)
            face.subset = ThaiSubset(face)
            self.drawn = frozenset(face.cmap)

    def header(self) -> None:
        if self.page > 1:
            self._face(SMALL, GREY)
            self.cell(w=WIDTH, h=LINE, text=self.clean(f"{self.sheet.title} {self.sheet.number}"), align="R")
            self.ln(LINE + 2)

    def footer(self) -> None:
        self.set_y(-FOOT + 4)
        self._face(SMALL, GREY)
        text = self.say.say("documents.page", page=self.page_no(), pages="{nb}")
        self.cell(w=WIDTH, h=LINE, text=text, align="C")

    def clean(self, text: str) -> str:
        """Without pictures and invisible marks that the font does not have; letters it lacks stay, as boxes."""
        kept = "".join(c for c in text if ord(c) in self.drawn or c == "\n" or category(c) not in UNDRAWN)
        return regex.sub(" {2,}", " ", kept)

    def fitted(self, text: str, width: float) -> list[str]:
        """The lines of a text in the current font, none wider than `width`."""
        lines: list[str] = []
        for paragraph in self.clean(text).splitlines() or [""]:
            left = self._pieces(paragraph, width)
            while left:
                first = _fitting(left, width)
                lines.append("".join(piece for piece, _ in left[:first]).strip())
                left = left[first:]
        return lines

    def _pieces(self, text: str, width: float) -> list[tuple[str, float]]:
        """What can stand on a line of its own, with its width; wider than a whole line, it is cut between letters."""
        if (whole := self.get_string_width(text)) <= width:
            return [(text, whole)]
        pieces: list[tuple[str, float]] = []
        for piece in PIECE.findall(text):
            own = self.get_string_width(piece)
            letters = [piece] if own <= width else regex.findall(r"\X", piece)
            pieces += [(letter, own if len(letters) == 1 else self.get_string_width(letter)) for letter in letters]
        return pieces

    def _render_styled_text_line(self, text_line: TextLine, h: float | None = None, *more: Any, **said: Any) -> bool:
        """Each line also says what it reads as: browsers, who go by where marks stand, put Thai ones elsewhere.
        See ISO 32000-1, 14.9.4, replacement text.
        """
        has_turned = h is not None and self._perform_page_break_if_need_be(h)  # first: a span ends on its own page
        counts_pages = any(isinstance(part, TotalPagesSubstitutionFragment) for part in text_line.fragments)
        text = "" if counts_pages else "".join(part.string for part in text_line.fragments)
        if text:
            self._out(f"/Span <</ActualText <FEFF{text.encode('utf-16-be').hex()}>>> BDC")
        has_turned = super()._render_styled_text_line(text_line, h, *more, **said) or has_turned
        if text:
            self._out("EMC")
        return has_turned

    def _face(self, size: float, color: tuple[int, int, int] = INK, style: str = "") -> None:
        self.set_font("Sarabun", style, size)
        self.set_text_color(*color)


def pdf_of(sheet: Sheet, issued_at: datetime) -> bytes:
    """The file. The same document is always the same bytes."""
    pdf = PaperPdf(sheet)
    pdf.set_title(pdf.say.say("documents.file", title=sheet.title, number=sheet.number))
    pdf.set_author(sheet.seller[0])
    pdf.set_lang(sheet.language)
    pdf.set_creation_date(issued_at)
    pdf.add_page()
    _top(pdf)
    _buyer(pdf)
    _goods(pdf)
    _foot(pdf)
    return bytes(pdf.output())


def _top(pdf: PaperPdf) -> None:
    """Who sells, at the left; what this is, at the right."""
    sheet, wide = pdf.sheet, WIDTH * 0.58
    top = pdf.get_y()
    _party(pdf, sheet.seller, EDGE, wide - 6)
    below = pdf.get_y()
    left, width = EDGE + wide, WIDTH - wide
    pdf.set_y(top)
    _text(pdf, sheet.title, left, width, size=18, height=9, color=LEAF, style="B", align="R")
    _text(pdf, sheet.beside, left, width, size=BODY, color=GREY, align="R")
    pdf.ln(1)
    for name, fact in sheet.facts:
        pdf._face(BODY, GREY)
        pdf.set_x(left)
        pdf.cell(w=width * 0.42, h=LINE, text=name)
        _text(pdf, fact, left + width * 0.42, width * 0.58, size=BODY, style="B", align="R")
    pdf.set_y(max(below, pdf.get_y()) + 4)


def _buyer(pdf: PaperPdf) -> None:
    top = pdf.get_y()
    pdf.set_y(top + 2)
    _text(pdf, pdf.sheet.buyer_heading, EDGE + 3, WIDTH - 6, size=SMALL, color=GREY)
    _party(pdf, pdf.sheet.buyer, EDGE + 3, WIDTH - 6)
    pdf.set_draw_color(*RULE)
    if pdf.page == 1:
        pdf.rect(EDGE, top, WIDTH, pdf.get_y() + 2 - top, round_corners=True, corner_radius=1.5)
    pdf.set_y(pdf.get_y() + 6)


def _goods(pdf: PaperPdf) -> None:
    """The lines, with their headings again on every page."""
    sheet = pdf.sheet
    place, quantity, price, less, total = COLUMNS
    what = WIDTH - place - quantity - price - total - (less if sheet.has_discount else 0)
    widths = [place, what, quantity, price, *([less] if sheet.has_discount else []), total]
    names = ["place", "what", "quantity", "price", *(["discount"] if sheet.has_discount else []), "total"]
    pdf._face(BODY)
    pdf.set_draw_color(*RULE)
    with pdf.table(
        col_widths=widths, text_align=("LEFT", "LEFT", *["RIGHT"] * (len(widths) - 2)), v_align="TOP",
        borders_layout=TableBordersLayout.HORIZONTAL_LINES, line_height=LINE, padding=(1.1, 1.2),
        headings_style=FontFace(emphasis="B", color=LEAF, fill_color=SOFT),
    ) as table:  # fmt: skip
        table.row([pdf.say.say(f"documents.column.{name}") for name in names])
        for row in sheet.rows:
            table.row(_cells(pdf, row, what - 3))
    pdf.ln(4)


def _cells(pdf: PaperPdf, row: Row, width: float) -> list[str]:
    what = "\n".join(pdf.fitted(f"{row.what} ({row.sku})" if row.sku else row.what, width))
    less = [row.discount] if pdf.sheet.has_discount else []
    return [row.place, what, row.quantity, row.price, *less, row.total]


def _foot(pdf: PaperPdf) -> None:
    """Sums, the total in words, signatures: never torn from each other by the end of a page."""
    sheet, wide = pdf.sheet, WIDTH * 0.5
    pdf._face(BODY)
    remarks = [line for remark in sheet.remarks for line in pdf.fitted(remark, wide - 6)]
    height = LINE * max(len(sheet.sums) + len(sheet.taxed) + 3, len(remarks[:12]) + 3) + 34
    if pdf.will_page_break(height):
        pdf.add_page()
    top, left, width = pdf.get_y(), EDGE + wide, WIDTH - wide
    _sums(pdf, left, width)
    below = pdf.get_y()
    pdf.set_y(top)
    _text(pdf, f"({sheet.in_words})", EDGE, wide - 6, size=BODY, style="B")
    for remark in sheet.remarks:
        _text(pdf, remark, EDGE, wide - 6, size=SMALL, color=GREY)
    if pdf.get_y() > top:  # on the same page still
        pdf.set_y(max(below, pdf.get_y()))
    _signatures(pdf)


def _sums(pdf: PaperPdf, left: float, width: float) -> None:
    sheet = pdf.sheet
    for group in (sheet.sums, sheet.taxed):
        for name, sum in group:
            _pair(pdf, name, sum, left, width, size=BODY)
        if group:
            pdf.set_draw_color(*RULE)
            pdf.line(left, pdf.get_y() + 0.8, left + width, pdf.get_y() + 0.8)
            pdf.ln(1.6)
    _pair(pdf, *sheet.total, left, width, size=13, style="B", height=8)


def _pair(
    pdf: PaperPdf, name: str, sum: str, left: float, width: float, *, size: float, style: str = "", height: float = LINE
) -> None:
    pdf._face(size, INK, style)
    pdf.set_x(left)
    pdf.cell(w=width * 0.6, h=height, text=name)
    pdf.cell(w=width * 0.4, h=height, text=sum, align="R", new_x="LMARGIN", new_y="NEXT")


def _signatures(pdf: PaperPdf) -> None:
    width, gap = 58, 10
    if pdf.will_page_break(34):
        pdf.add_page()
    top = pdf.get_y() + 18
    for place, who in enumerate(reversed(pdf.sheet.signatures)):
        left = EDGE + WIDTH - (place + 1) * width - place * gap
        pdf.set_draw_color(*GREY)
        pdf.set_dash_pattern(dash=0.4, gap=0.8)
        pdf.line(left, top, left + width, top)
        pdf.line(left + 12, top + 2 * LINE - 0.4, left + width, top + 2 * LINE - 0.4)
        pdf.set_dash_pattern()
        pdf.set_y(top + 0.5)
        _text(pdf, who, left, width, size=BODY, align="C")
        _text(pdf, pdf.say.say("documents.sign.date"), left, width, size=SMALL, color=GREY)


def _fitting(pieces: list[tuple[str, float]], width: float) -> int:
    """How many pieces the next line takes: up to where a word begins, if that leaves it two thirds full."""
    most, full = 1, pieces[0][1]
    while most < len(pieces) and full + pieces[most][1] <= width:
        full += pieces[most][1]
        most += 1
    if most == len(pieces):
        return most
    for count in range(most, 1, -1):
        if full < width * 2 / 3:
            break
        if BEGINS.match(pieces[count][0]) or pieces[count - 1][0].isspace():
            return count
        full -= pieces[count - 1][1]
    return most


def _party(pdf: PaperPdf, lines: list[str], left: float, width: float) -> None:
    name, *rest = lines
    _text(pdf, name, left, width, size=12, height=6.4, style="B")
    for line in rest:
        _text(pdf, line, left, width, size=BODY)


def _text(
    pdf: PaperPdf, text: str, left: float, width: float, *, size: float, height: float = LINE,
    color: tuple[int, int, int] = INK, style: str = "", align: str = "L",
) -> None:  # fmt: skip
    """A text at `left`, in as many lines as it needs."""
    pdf._face(size, color, style)
    for line in pdf.fitted(text, width):
        pdf.set_x(left)
        pdf.cell(w=width, h=height, text=line, align=align, new_x="LMARGIN", new_y="NEXT")
