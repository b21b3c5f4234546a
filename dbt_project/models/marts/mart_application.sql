-- What a decision point asks for, the transform reads (fact_decision.what, application_type);
-- what is carried over is the committee's own money, and no application.
with point as (
    select *
    from {{ ref('fact_decision') }} as printed
    where amount_sek > 0
    and not {{ is_left_out('printed') }}
    and (what = 'application' or application_type = 'turnover')
),

in_table as (
    select
        fact_key, report_key, 'investment_table' as printed_in, item as purpose,
        'investment' as application_type, amount_sek, printed_unit, source_file,
        source_line_start, confidence, is_out_of_bounds, finding_keys
    from {{ ref('fact_investment') }} as line
    where measure = 'requested_adjustment' and not is_total and amount_sek > 0
    and not {{ is_left_out('line') }}

    union all

    select
        fact_key, report_key, 'budget_table', row_label,
        'operation', amount_sek, printed_unit, source_file,
        source_line_start, confidence, is_out_of_bounds, finding_keys
    from {{ ref('fact_budget_line') }} as line
    where measure = 'requested_adjustment' and table_kind = 'budget_adjustments'
    and not is_total and amount_sek > 0
    and not {{ is_left_out('line') }}
),

-- The same amount in a table of investments, as that table rounds it (3,38 mnkr as 3,4).
matched as (
    select point.fact_key, count(*) as rows_of_that_amount
    from point
    inner join in_table using (report_key)
    where in_table.printed_in = 'investment_table'
    and abs(point.amount_sek - in_table.amount_sek) <= if(
        in_table.printed_unit = 'mnkr', 50000, if(in_table.printed_unit = 'tkr', 500, 0)
    )
    group by point.fact_key
),

lists_investments as (
    select distinct report_key from in_table where printed_in = 'investment_table'
),

decided as (
    select
        point.fact_key,
        point.report_key,
        'decision' as printed_in,
        point.decision_no,
        point.purpose,
        case
            when point.application_type is not null then point.application_type
            when matched.fact_key is not null then 'investment'
            -- A report that lists its investments lists all of them: the rest is for services.
            when lists_investments.report_key is not null then 'operation'
        end as application_type,
        point.amount_sek,
        point.source_file,
        point.source_line_start,
        point.confidence,
        point.is_out_of_bounds,
        point.finding_keys
    from point
    left join matched using (fact_key)
    left join lists_investments using (report_key)
),

-- The committee decides on every application, so a table repeats its decisions.
only_in_table as (
    select in_table.*
    from in_table
    anti join (select report_key from decided where application_type is distinct from 'turnover'
        and application_type is distinct from 'competence') as asked using (report_key)
),

application as (
    select * from decided
    union all
    select
        fact_key, report_key, printed_in, null, purpose, application_type, amount_sek,
        source_file, source_line_start, confidence, is_out_of_bounds, finding_keys
    from only_in_table
)

select
    application.fact_key,
    report.report_key,
    report.committee_key,
    report.committee_name,
    report.report_year,
    report.report_type,
    application.printed_in,
    application.decision_no,
    application.purpose,
    application.application_type,
    case
        when application.application_type is distinct from 'turnover'
            then application.amount_sek
    end as amount_sek,
    case
        when application.application_type = 'turnover' then application.amount_sek
    end as turnover_change_sek,
    application.source_file,
    application.source_line_start,
    application.confidence,
    application.is_out_of_bounds,
    {{ is_doubtful('application.confidence') }} as is_doubtful,
    len(application.finding_keys) > 0 as has_finding,
    application.finding_keys
from application
inner join {{ ref('int_current_report') }} as report using (report_key)
order by report.report_key, application.printed_in, application.decision_no,
    application.source_line_start, application.fact_key
