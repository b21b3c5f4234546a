"""Every word is said in both languages, and every code of the warehouse has one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pipeline.dashboard import words as module
from pipeline.dashboard.figures import Mark
from pipeline.dashboard.pages.menu import PAGES
from pipeline.dashboard.queries import FACT_TABLES
from pipeline.dashboard.words import CODES, LABELS, Words
from pipeline.registry.finding_rules import FINDING_RULES
from pipeline.registry.vocabulary import (
    ASSESSMENTS,
    DIRECTIONS,
    GOAL_LEVELS,
    INDICATOR_MEASURES,
    OWNERS,
    REPORT_TYPES,
    SEVERITIES,
    SOURCE_FORMATS,
)

TEMPLATES = Path(module.__file__).parent / "templates"

VALUES = {
    "assessment": ASSESSMENTS,
    "level": GOAL_LEVELS,
    "owner": OWNERS,
    "direction": DIRECTIONS,
    "report_type": REPORT_TYPES,
    "severity": SEVERITIES,
    "format": SOURCE_FORMATS,
    "table": FACT_TABLES,
}


@pytest.mark.parametrize("kind", VALUES)
def test_every_code_has_a_word(kind: str) -> None:
    assert set(VALUES[kind]) <= set(CODES[kind])


def test_every_rule_that_contradictions_have_has_a_name() -> None:
    assert set(CODES["rule"]) <= set(FINDING_RULES)
    assert Words("sv").code("rule", "parts_and_total") == "Delar mot summa"


def test_measures_marks_and_pages_have_labels() -> None:
    pages = {entry.label for entry in PAGES.values()}
    marks = {str(mark) for mark in Mark} | {f"{mark}_long" for mark in Mark}
    assert set(INDICATOR_MEASURES) | marks | pages <= set(LABELS)


def test_templates_use_labels_that_there_are() -> None:
    used = {
        label
        for template in TEMPLATES.glob("*.html")
        for label in re.findall(r'\bw\("(\w+)"', template.read_text(encoding="utf-8"))
    }
    assert len(used) > 50
    assert used - {"theme_"} <= set(LABELS)


def test_no_label_is_kept_that_nobody_uses() -> None:
    package = TEMPLATES.parent
    files = [path for path in package.rglob("*") if path.suffix in (".py", ".html")]
    text = "".join(path.read_text(encoding="utf-8") for path in files if path.name != "words.py")
    composed = re.compile(r"theme_\w+|\w+_long")
    unused = [k for k in LABELS if f'"{k}"' not in text and not composed.fullmatch(k)]
    assert unused == []


def test_both_languages_put_the_same_values_in() -> None:
    def names(text: str) -> list[str]:
        return sorted(re.findall(r"{(\w+)}", text))

    assert [key for key, (sv, en) in LABELS.items() if names(sv) != names(en)] == []
    assert [key for key, (sv, en) in LABELS.items() if not sv or not en] == []


def test_a_code_that_nobody_has_named_is_shown_as_it_is() -> None:
    assert Words("sv").code("rule", "brand_new_rule") == "brand new rule"
    assert Words("en").code("status", None) == ""
