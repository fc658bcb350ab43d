"""What people call the kinds of pieces, and languages and encodings that can be chosen."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLocale

from annotator.domain.records import Direction, UnitKind
from annotator.views.encoding_names import encoding_name

_ENCODINGS = (
    *("utf-8", "cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258"),
    *("iso8859_2", "iso8859_15", "koi8_r", "koi8_u", "gb18030", "big5hkscs", "shift_jis", "euc_jp"),
    *("euc_kr", "utf-16-le", "utf-16-be"),
)


def kind_name(kind: UnitKind) -> str:
    """The kind of a piece in words."""
    return {
        UnitKind.HEADLINE: _tr("headline"),
        UnitKind.TEASER: _tr("teaser"),
        UnitKind.HEADING: _tr("heading"),
        UnitKind.SENTENCE: _tr("sentence"),
        UnitKind.LIST_ITEM: _tr("item of a list"),
        UnitKind.QUOTE: _tr("quotation"),
        UnitKind.CAPTION: _tr("caption"),
        UnitKind.IMAGE_CREDIT: _tr("image credit"),
        UnitKind.INFOGRAPHIC: _tr("infographic"),
        UnitKind.NEWSLETTER: _tr("newsletter"),
        UnitKind.RELATED_LINKS: _tr("related links"),
        UnitKind.POLL: _tr("poll"),
        UnitKind.NAVIGATION: _tr("navigation"),
    }[kind]


def greyed_by(name: str) -> str:
    """What greys a piece: the name of a rule as it is, or a kind in words."""
    return kind_name(UnitKind(name)) if name in set(UnitKind) else name


def direction_name(direction: Direction) -> str:
    """Which way a text runs, in words."""
    return {
        Direction.AUTO: _tr("each paragraph as it begins"),
        Direction.LEFT_TO_RIGHT: _tr("left to right"),
        Direction.RIGHT_TO_LEFT: _tr("right to left"),
    }[direction]


def language_name(tag: str) -> str:
    """The language of a BCP 47 tag in words, the tag itself where it is not known."""
    if tag == "und":
        return _tr("unknown")
    language = QLocale(tag.replace("-", "_")).language()
    return tag if language is QLocale.Language.C else QLocale.languageToString(language)


def encodings() -> dict[str, str]:
    """Encodings that texts are in, with their names."""
    return {codec: encoding_name(codec) for codec in _ENCODINGS}


def _tr(text: str) -> str:
    return QCoreApplication.translate("Kinds", text)
