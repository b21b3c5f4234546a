"""Stable keys: the same document gives the same keys on every run and machine.

Belongs here: normal forms of names and the keys made from them. A name's normal form
keeps letters and digits only, so that case, white space, hyphenation ("budget-
justeringar"), split words ("Minsknin g"), kinds of dashes and trailing punctuation
make no difference. What is worded differently has another key here; curated aliases
join it (``seeds``).
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import lru_cache

from slugify import slugify

from pipeline.extract.report import GoalLevel, Head

_READABLE_LENGTH = 24
_DIGEST_LENGTH = 8
_FACT_DIGEST_LENGTH = 16
_FULL_TIME_REMARK = re.compile(r"\(\s*årsarbetare\s*\)", re.IGNORECASE)
_REMEMBERED = 16_384
"""Names that are known by heart: reports print the same few thousand again and again, and
the rules of reconciliation ask for the form of each label of a report a dozen times."""

_NOT_ALPHANUMERIC = re.compile(r"[\W_]+")
_ARTICLE = re.compile(r"^(andel|antal)e[nt]")


@lru_cache(maxsize=_REMEMBERED)
def normal_form(name: str) -> str:
    """Letters and digits of ``name``, case folded: what two printings have in common."""
    return _NOT_ALPHANUMERIC.sub("", unicodedata.normalize("NFKC", name).casefold())


@lru_cache(maxsize=_REMEMBERED)
def slug(name: str) -> str:
    """A readable key: "Enskede-Årsta-Vantör" gives "enskede-arsta-vantor"."""
    return str(slugify(name))


def digest(*parts: object, length: int = _FACT_DIGEST_LENGTH) -> str:
    """Hexadecimal digest of the parts; None and the empty text differ."""
    text = "\x1f".join("\x00" if part is None else str(part) for part in parts)
    return hashlib.sha256(text.encode()).hexdigest()[:length]


@lru_cache(maxsize=_REMEMBERED)
def name_key(name: str) -> str:
    """Key of a thing known by its name.

    Its first letters, to be readable, and a digest, both of the normal form.
    """
    form = normal_form(name)
    return f"{slug(form)[:_READABLE_LENGTH]}-{digest(form, length=_DIGEST_LENGTH)}"


@lru_cache(maxsize=_REMEMBERED)
def indicator_form(name: str) -> str:
    """Normal form of an indicator's name.

    Besides what ``normal_form`` evens out, "Andelen" is "Andel" and "Antalet" is
    "Antal", and the remark that employees are counted as full-time ones makes no other
    indicator of it.
    """
    plain = _FULL_TIME_REMARK.sub("", name)
    return _ARTICLE.sub(r"\1", normal_form(plain))


def indicator_key(canonical_name: str) -> str:
    """Key of an indicator known by its canonical name."""
    return name_key(indicator_form(canonical_name))


def committee_key(head: Head) -> str:
    """Key of a committee: "enskede-arsta-vantor"."""
    return slug(head.committee_name)


def report_key(head: Head) -> str:
    """Key of a current report: "enskede-arsta-vantor-2021-t1"."""
    return f"{committee_key(head)}-{head.report_year}-{head.report_type.value.lower()}"


def superseded_report_key(head: Head, sha256: str) -> str:
    """Key of a report that another file supersedes: the digest tells versions apart."""
    return f"{report_key(head)}-superseded-{sha256[:_DIGEST_LENGTH]}"


def goal_key(level: GoalLevel, title: str, committee: str) -> str:
    """Key of a goal. Goals of the city council (KF) are shared by all committees.

    The level is part of the key: a committee may repeat the council's words.
    """
    owner = committee if level is GoalLevel.COMMITTEE else "kf"
    return f"{owner}-{_LEVEL_WORD[level]}-{name_key(title)}"


_LEVEL_WORD = {
    GoalLevel.DIRECTION: "inriktning",
    GoalLevel.OPERATIONAL_AREA: "omrade",
    GoalLevel.COMMITTEE: "namnd",
}


def fact_key(report: str, table: str, natural: tuple[object, ...], occurrence: int) -> str:
    """Key of a fact row from its natural key.

    Lines and pages are left out: a second format of the same report gives the same
    keys. ``occurrence`` counts rows of a report that have the same natural key.
    """
    return f"{report}-{digest(table, *natural, occurrence)}"
