"""dbt's semantic models and metrics, written from the declared views and metrics.

Any dbt that reads the project parses them; nothing of ours computes with them. A measure
that must never be added is no measure there, and a stock is added over everything but time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pipeline.registry.semantic import TIME, Aggregation, Measure, Metric, View

Entry = dict[str, Any]


def semantic_models(views: Iterable[View]) -> Entry:
    """The content of the file of semantic models."""
    return {"semantic_models": [_model(view) for view in views]}


def metrics(views: Mapping[str, View], declared: Iterable[Metric]) -> Entry:
    """The content of the file of metrics: one a measure, and those computed from them."""
    simple = [
        _simple(view, measure)
        for view in views.values()
        for measure in view.measures
        if measure.aggregation is not Aggregation.NEVER
    ]
    return {"metrics": [*simple, *(_computed(views[one.view], one) for one in declared)]}


def _model(view: View) -> Entry:
    return {
        "name": view.name,
        "label": view.question_en,
        "description": f"{view.question_en} ({view.question_sv})",
        "model": f"ref('{view.name}')",
        "defaults": {"agg_time_dimension": TIME},
        "entities": list(_entities(view)),
        "dimensions": [
            {
                "name": column.name,
                "type": "time" if column.name == TIME else "categorical",
                **({"type_params": {"time_granularity": "day"}} if column.name == TIME else {}),
                "description": column.description,
            }
            for column in view.dimensions
            if not column.name.endswith("_key")
        ],
        "measures": [
            _measure(view, measure)
            for measure in view.measures
            if measure.aggregation is not Aggregation.NEVER
        ],
    }


def _entities(view: View) -> Iterator[Entry]:
    yield {
        "name": f"{view.subject}_row",
        "type": "primary",
        "expr": " || '/' || ".join(view.key) if len(view.key) > 1 else view.key[0],
    }
    for column in view.dimensions:
        if column.references and view.key != (column.name,):
            yield {
                "name": column.references.removeprefix("dim_"),
                "type": "foreign",
                "expr": column.name,
            }


def _measure(view: View, measure: Measure) -> Entry:
    entry: Entry = {
        "name": view.measure_name(measure.name),
        "label": measure.label_en,
        "description": f"{measure.description} ({measure.label_sv}) Unit: {measure.unit}.",
        "agg": "sum",
        "expr": measure.name,
    }
    if measure.aggregation is Aggregation.LAST:
        entry["non_additive_dimension"] = {"name": TIME, "window_choice": "max"}
    return entry


def _simple(view: View, measure: Measure) -> Entry:
    name = view.measure_name(measure.name)
    return {
        "name": name,
        "label": f"{measure.label_en} ({view.subject})",
        "description": f"{measure.description} ({measure.label_sv}) Unit: {measure.unit}.",
        "type": "simple",
        "type_params": {"measure": {"name": name}},
        "config": {"meta": {"label_sv": measure.label_sv, "unit": measure.unit}},
    }


def _computed(view: View, metric: Metric) -> Entry:
    numerator = view.measure_name(metric.numerator)
    if metric.denominator:
        kind = "ratio"
        parameters: Entry = {
            "numerator": {"name": numerator},
            "denominator": {"name": view.measure_name(metric.denominator)},
        }
    else:
        kind = "derived"
        parameters = {
            "expr": f"{numerator} / {metric.divided_by}",
            "metrics": [{"name": numerator}],
        }
    return {
        "name": metric.name,
        "label": metric.label_en,
        "description": f"{metric.description} ({metric.label_sv}) Unit: {metric.unit}.",
        "type": kind,
        "type_params": parameters,
        "config": {"meta": {"label_sv": metric.label_sv, "unit": metric.unit}},
    }
