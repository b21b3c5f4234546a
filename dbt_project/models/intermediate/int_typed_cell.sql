select table_cell_key from {{ ref('fact_budget_line') }}
union
select table_cell_key from {{ ref('fact_result_unit') }}
union
select table_cell_key from {{ ref('fact_investment') }}
union
select table_cell_key from {{ ref('fact_balance_sheet') }}
union
select table_cell_key from {{ ref('fact_pandemic_amount') }}
union
select table_cell_key from {{ ref('fact_key_figure') }}
