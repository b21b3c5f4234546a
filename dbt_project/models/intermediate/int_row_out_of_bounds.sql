-- Rows of facts with a value outside its bounds.
select row.report_key, {{ is_left_out('row') }} as is_left_out
from {{ ref('fact_indicator_value') }} as row
where row.is_out_of_bounds
union all
select row.report_key, {{ is_left_out('row') }} as is_left_out
from {{ ref('fact_activity') }} as row
where row.is_out_of_bounds
union all
select row.report_key, {{ is_left_out('row') }} as is_left_out
from {{ ref('fact_decision') }} as row
where row.is_out_of_bounds
union all
select row.report_key, {{ is_left_out('row') }} as is_left_out
from {{ ref('fact_table_cell') }} as row
where row.is_out_of_bounds
union all
select row.report_key, {{ is_left_out('row') }} as is_left_out
from {{ ref('fact_budget_line') }} as row
where row.is_out_of_bounds
union all
select row.report_key, {{ is_left_out('row') }} as is_left_out
from {{ ref('fact_result_unit') }} as row
where row.is_out_of_bounds
union all
select row.report_key, {{ is_left_out('row') }} as is_left_out
from {{ ref('fact_investment') }} as row
where row.is_out_of_bounds
union all
select row.report_key, {{ is_left_out('row') }} as is_left_out
from {{ ref('fact_key_figure') }} as row
where row.is_out_of_bounds
union all
select row.report_key, {{ is_left_out('row') }} as is_left_out
from {{ ref('fact_narrative_amount') }} as row
where row.is_out_of_bounds
