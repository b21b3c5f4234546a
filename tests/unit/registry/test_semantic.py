"""What the registry says may be summed, and what dbt makes of it."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from pipeline.registry import METRICS, VIEWS, Aggregation, Measure
from pipeline.settings import PROJECT_ROOT

SEMANTIC = PROJECT_ROOT / "dbt_project" / "models" / "semantic"


def _written(name: str) -> list[dict[str, Any]]:
    (content,) = yaml.safe_load((SEMANTIC / f"{name}.yml").read_text("utf-8")).values()
    return list(content)


def test_a_plain_name_promises_a_sum() -> None:
    with pytest.raises(ValueError, match="end it in _not_additive or do not"):
        Measure("share", "Share", "Andel", "of all.", "share", Aggregation.NEVER)
    with pytest.raises(ValueError, match="end it in _not_additive or do not"):
        Measure("goals_not_additive", "Goals", "Mål", "all.", "count", Aggregation.SUM)


def test_every_view_has_a_semantic_model_with_its_summable_measures() -> None:
    models = {model["name"]: model for model in _written("semantic_models")}
    assert set(models) == {view.name for view in VIEWS}
    for view in VIEWS:
        expected = [m.name for m in view.measures if m.aggregation is not Aggregation.NEVER]
        assert [measure["expr"] for measure in models[view.name]["measures"]] == expected


@pytest.mark.parametrize(
    ("view", "stocks"),
    [
        ("v_result_unit", {"opening_fund_sek_not_additive", "closing_fund_sek_not_additive"}),
        ("v_balance_sheet", {"opening_sek_not_additive", "closing_sek_not_additive"}),
    ],
)
def test_stocks_are_not_added_over_time(view: str, stocks: set[str]) -> None:
    (model,) = [m for m in _written("semantic_models") if m["name"] == view]
    assert {m["expr"] for m in model["measures"] if "non_additive_dimension" in m} == stocks


def test_metrics_are_named_in_both_languages_and_rest_on_measures() -> None:
    written = {metric["name"]: metric for metric in _written("metrics")}
    views = {view.name: view for view in VIEWS}
    for metric in METRICS:
        measures = {m.name for m in views[metric.view].measures}
        assert {metric.numerator, metric.denominator or metric.numerator} <= measures
        assert written[metric.name]["label"] == metric.label_en
        assert written[metric.name]["config"]["meta"]["label_sv"] == metric.label_sv


def test_views_show_when_a_row_is_about_as_a_date() -> None:
    for view in VIEWS:
        assert "period_end" in view.table.column_names
