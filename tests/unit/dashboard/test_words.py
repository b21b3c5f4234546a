"""Every word is said in both languages, and every code of the warehouse has one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pipeline.dashboard import words as module
from pipeline.dashboard.codes import CODES
from pipeline.dashboard.figures import Mark
from pipeline.dashboard.pages.menu import PAGES
from pipeline.dashboard.queries import FACT_TABLES
from pipeline.dashboard.words import LABELS, Words
from pipeline.registry.finding_rules import FINDING_RULES
from pipeline.registry.vocabulary import (
    AMOUNT_MEANINGS,
    ASSESSMENTS,
    BALANCE_MEASURES,
    BUDGET_MEASURES,
    DIRECTIONS,
    GOAL_LEVELS,
    INDICATOR_MEASURES,
    INDICATOR_STATUSES,
    INVESTMENT_MEASURES,
    OWNERS,
    PANDEMIC_MEASURES,
    REPORT_TYPES,
    RESULT_UNIT_MEASURES,
    SEVERITIES,
    SOURCE_FORMATS,
    STATUS_REASONS,
)
from pipeline.settings import PROJECT_ROOT

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
    "status": INDICATOR_STATUSES,
    "reason": STATUS_REASONS,
    "rule": FINDING_RULES,
    "amount": AMOUNT_MEANINGS,
    "measure": {
        *INDICATOR_MEASURES,
        *BUDGET_MEASURES,
        *RESULT_UNIT_MEASURES,
        *INVESTMENT_MEASURES,
        *BALANCE_MEASURES,
        *PANDEMIC_MEASURES,
    },
    "investment": INVESTMENT_MEASURES,
}

BESIDE = {"reason": {"own", "kf"}}
"""Words of a kind that are no code: which target an indicator was judged against."""

WRITTEN = {
    "problem": re.compile(r'Problem\(\s*"([a-z_]+)"'),
    "rejection": re.compile(r'(?:UnreadableDocument|Rejection|rejected)\(\s*"([a-z_]+)"'),
}
"""How a reader's code names what it met."""


@pytest.mark.parametrize("kind", VALUES)
def test_every_code_has_a_word_and_no_word_is_of_a_code_that_is_gone(kind: str) -> None:
    assert set(VALUES[kind]) - set(CODES[kind]) == set()
    assert set(CODES[kind]) - set(VALUES[kind]) <= BESIDE.get(kind, set())


@pytest.mark.parametrize("kind", WRITTEN)
def test_every_problem_and_rejection_has_a_word(kind: str) -> None:
    """Their codes are written where a reader finds something: they are looked for there."""
    written = {
        code
        for package in ("extract", "intake", "transform")
        for path in (PROJECT_ROOT / "pipeline" / package).rglob("*.py")
        for code in WRITTEN[kind].findall(path.read_text(encoding="utf-8"))
    }
    assert len(written) >= 5
    assert written - set(CODES[kind]) == set()


def test_codes_are_told_in_the_words_of_the_domain() -> None:
    assert Words("sv").code("rule", "parts_and_total") == "Delar mot summa"
    assert Words("sv").measure("deviation_after_transfer") == "Avvikelse efter resultatöverföringar"
    assert Words("en").measure("Utfall 2024") == "Utfall 2024"


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
