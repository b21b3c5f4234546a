-- An indicator may be printed under several goals of one report, or twice under one: the
-- fullest printing counts, the first among equals, so that all measures of a row come from
-- one place.
select
    fact_key as indicator_row_key,
    report_key,
    indicator_key,
    goal_key,
    indicator_name_printed,
    period,
    unit
from {{ ref('fact_indicator_row') }}
qualify row_number() over (
    partition by report_key, indicator_key
    order by
        numeric_cells desc,
        printed_cells desc,
        source_page nulls last,
        source_line_start nulls last,
        fact_key
) = 1
