"""The warehouse answers what people ask of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.questions.question import Question, cells_of, questions, read_question
from tests.support.job import Ran

REAL = questions("real_reports")
SAMPLES = questions("samples")


@pytest.mark.parametrize("question", REAL, ids=lambda question: str(question.name))
def test_questions_on_the_real_reports(real_run: Ran, question: Question) -> None:
    assert tuple(cells_of(row) for row in real_run.rows(question.sql)) == question.answer


@pytest.mark.parametrize("question", SAMPLES, ids=lambda question: str(question.name))
def test_questions_on_the_samples(samples_run: Ran, question: Question) -> None:
    assert tuple(cells_of(row) for row in samples_run.rows(question.sql)) == question.answer


def test_there_are_enough_questions_and_each_is_asked_once() -> None:
    asked = [*REAL, *SAMPLES]
    assert len(asked) >= 120
    assert len({question.english for question in asked}) == len(asked)


@pytest.mark.parametrize(
    "text",
    [
        "-- sv: Hur?\n-- en: How?\n-- answer:\n--   1\nselect 1\n",
        "-- sv: a\n-- en: b\n-- read: c\n",
    ],
    ids=["no place", "no answer and no query"],
)
def test_a_question_without_place_or_answer_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "question.sql"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match="lacks"):
        read_question(path)
