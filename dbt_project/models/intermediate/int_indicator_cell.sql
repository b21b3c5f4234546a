select
    cell.report_key,
    cell.indicator_key,
    cell.measure,
    cell.value,
    cell.qualifier,
    cell.value_text,
    cell.unit,
    cell.confidence
from {{ ref('fact_indicator_value') }} as cell
inner join {{ ref('int_indicator_row') }} as chosen
    on cell.indicator_row_key = chosen.indicator_row_key
qualify row_number() over (
    partition by cell.report_key, cell.indicator_key, cell.measure
    order by cell.confidence desc, cell.fact_key
) = 1
