-- A cell that is left out keeps its place, so that it can be counted, but says nothing.
with cell as (
    select
        *,
        {{ is_left_out('value') }} as is_left_out
    from {{ ref('fact_indicator_value') }} as value
)

select
    cell.report_key,
    cell.indicator_key,
    cell.measure,
    if(cell.is_left_out, null, cell.value) as value,
    if(cell.is_left_out, null, cell.qualifier) as qualifier,
    if(cell.is_left_out, null, cell.value_text) as value_text,
    cell.unit,
    if(cell.is_left_out, null, cell.confidence) as confidence,
    cell.is_left_out,
    cell.is_out_of_bounds and not cell.is_left_out as is_out_of_bounds,
    cell.finding_keys
from cell
inner join {{ ref('int_indicator_row') }} as chosen
    on cell.indicator_row_key = chosen.indicator_row_key
qualify row_number() over (
    partition by cell.report_key, cell.indicator_key, cell.measure
    order by cell.confidence desc, cell.fact_key
) = 1
