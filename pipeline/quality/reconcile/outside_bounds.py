"""Values outside their bounds that a source prints: findings, unless a rule says more."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.quality.outside import PRINTED
from pipeline.quality.reconcile.facts import Facts
from pipeline.quality.reconcile.finding import Evidence, Finding
from pipeline.quality.reconcile.rules import rule

RULE = "outside_bounds"


@rule(RULE)
def outside_bounds(facts: Facts) -> Iterator[Finding]:
    """An activity that ended years ago, a count of hundreds of millions, read surely."""
    for row in facts.rows("extraction_problem"):
        if row["code"] == PRINTED:
            printed = " ".join(row["source_text"].split())
            yield Finding(
                report_key=row["report_key"],
                rule=RULE,
                severity="warning",
                facts=(row["fact_key"],),
                stated=None,
                expected=None,
                unit=None,
                explanation_sv=f"Här står ett värde utanför rimliga gränser: {printed}.",
                explanation_en=f"A value outside its bounds is printed here: {printed}. "
                f"{row['message']}",
                evidence=(replace(Evidence.of(row), fact_key=row["about_fact_key"]),),
            )


def without_repeats(findings: Sequence[Finding]) -> list[Finding]:
    """The findings without values outside bounds of which another rule says what is wrong."""
    told = {
        finding.evidence[0].place
        for finding in findings
        if finding.rule != RULE and finding.severity != "info" and finding.evidence
    }
    return [one for one in findings if one.rule != RULE or one.evidence[0].place not in told]
