-- Every day of the years that reports and budgets are about.
with span as (
    select min(year) as first_year, max(year) as last_year
    from (
        select report_year as year from {{ source('parquet', 'dim_report') }}
        union all
        select fiscal_year from {{ source('parquet', 'fact_budget_line') }}
    )
),

day as (
    select unnest(generate_series(
        make_date(first_year, 1, 1), make_date(last_year, 12, 31), interval 1 day
    ))::date as date_day
    from span
    where first_year is not null
)

select
    date_day,
    year(date_day)::integer as year,
    'T' || ((month(date_day) - 1) // 4 + 1) as tertial,
    quarter(date_day)::integer as quarter,
    month(date_day)::integer as month,
    date_day = last_day(date_day) and month(date_day) % 4 = 0 as is_end_of_tertial
from day
order by date_day
