-- What a decision point asks for, the transform reads (fact_decision.what, application_type);
-- what is carried over is the committee's own money, and no application.
with decided as (
    select
        fact_key, report_key, 'decision' as printed_in, decision_no, purpose, application_type,
        amount_sek, source_file, source_line_start, confidence, is_out_of_bounds, finding_keys
    from {{ ref('fact_decision') }} as printed
    where amount_sek > 0
    and not {{ is_left_out('printed') }}
    and (what = 'application' or application_type = 'turnover')
),

in_table as (
    select
        fact_key, report_key, 'investment_table' as printed_in, item as purpose,
        'investment' as application_type, amount_sek, source_file,
        source_line_start, confidence, is_out_of_bounds, finding_keys
    from {{ ref('fact_investment') }} as line
    -- Of two tables that print an application the first counts.
    where measure = 'requested_adjustment' and not is_total and amount_to_add_sek > 0

    union all

    select
        fact_key, report_key, 'budget_table', row_label,
        'operation', amount_sek, source_file,
        source_line_start, confidence, is_out_of_bounds, finding_keys
    from {{ ref('fact_budget_line') }} as line
    where measure = 'requested_adjustment' and table_kind = 'budget_adjustments'
    and not is_total and amount_sek > 0
    and not {{ is_left_out('line') }}
),

-- The committee decides on every application, so a table repeats its decisions.
only_in_table as (
    select in_table.*
    from in_table
    anti join (
        select report_key from decided
        where application_type is null or application_type not in ('turnover', 'competence')
    ) as asked using (report_key)
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
