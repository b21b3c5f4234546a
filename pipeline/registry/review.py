"""Review tables: what looks alike and is not joined, for people to decide.

Nothing is merged in silence: a decision is a line in a seed of the dbt project, with
its reason and who took it.
"""

from __future__ import annotations

from pipeline.registry.specs import ColumnSpec, Layer, LogicalType, Maker, TableSpec

_TEXT = LogicalType.TEXT
_SCORE = ColumnSpec(
    "score",
    LogicalType.DOUBLE,
    "Share of three-letter pieces that both names have (Dice); 1 for equal names.",
    nullable=False,
    unit="share 0-1",
)

_WORD_SHARE = ColumnSpec(
    "word_share",
    LogicalType.DOUBLE,
    "Share of the shorter name's words that stand in the other, rare words counting more.",
    nullable=False,
    unit="share 0-1",
)

_LISTED_TOGETHER = (
    ColumnSpec(
        "reports_with_both",
        LogicalType.INTEGER,
        "Reports that list both, which says that they are two.",
        nullable=False,
        unit="count",
    ),
    ColumnSpec(
        "is_candidate",
        LogicalType.BOOLEAN,
        "True where no report lists both, so that they may be one.",
        nullable=False,
    ),
)


def _words(name: str, of: str) -> ColumnSpec:
    return ColumnSpec(name, _TEXT, f"Words that stand in {of} only.", nullable=False)


REVIEW_INDICATOR_MATCH = TableSpec(
    name="review_indicator_match",
    layer=Layer.REVIEW,
    maker=Maker.DBT,
    description="Which indicators might be one under two names? (Vilka indikatorer kan vara "
    "samma?) Join them by a line in the seed curated_indicator_alias.",
    grain="One row a pair of indicators whose names look alike.",
    key=("indicator_key", "other_indicator_key"),
    columns=(
        ColumnSpec("indicator_key", _TEXT, "One indicator (dim_indicator).", nullable=False),
        ColumnSpec("indicator_name", _TEXT, "Its canonical name.", nullable=False),
        ColumnSpec("other_indicator_key", _TEXT, "The other (dim_indicator).", nullable=False),
        ColumnSpec("other_indicator_name", _TEXT, "Its canonical name.", nullable=False),
        _SCORE,
        _WORD_SHARE,
        _words("only_in_name", "the first name"),
        _words("only_in_other", "the other name"),
        ColumnSpec(
            "has_same_unit", LogicalType.BOOLEAN, "True where both have one unit.", nullable=False
        ),
        ColumnSpec(
            "has_same_owner", LogicalType.BOOLEAN, "True where both have one owner.", nullable=False
        ),
        *_LISTED_TOGETHER,
    ),
)

REVIEW_NAME_MATCH = TableSpec(
    name="review_name_match",
    layer=Layer.REVIEW,
    maker=Maker.DBT,
    description="Which goals, result units and service areas might be one under two names? "
    "(Vilka mål, resultatenheter och verksamhetsområden kan vara samma?) Join them by a line "
    "in the seed curated_goal_alias, curated_result_unit_alias or curated_service_area_alias.",
    grain="One row a pair of things of one kind whose names look alike.",
    key=("thing", "key", "other_key"),
    columns=(
        ColumnSpec(
            "thing",
            _TEXT,
            "goal (mål), result_unit (resultatenhet) or service_area (verksamhetsområde).",
            nullable=False,
            allowed=("goal", "result_unit", "service_area"),
        ),
        ColumnSpec("key", _TEXT, "Key of one in its dimension.", nullable=False),
        ColumnSpec("name", _TEXT, "Its canonical name.", nullable=False),
        ColumnSpec("other_key", _TEXT, "Key of the other.", nullable=False),
        ColumnSpec("other_name", _TEXT, "Its canonical name.", nullable=False),
        _SCORE,
        _WORD_SHARE,
        _words("only_in_name", "the first name"),
        _words("only_in_other", "the other name"),
        *_LISTED_TOGETHER,
    ),
)

REVIEWS = (REVIEW_INDICATOR_MATCH, REVIEW_NAME_MATCH)
