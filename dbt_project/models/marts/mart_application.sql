with application as (
    select
        fact_key,
        report_key,
        'decision' as printed_in,
        decision_no,
        purpose,
        false as is_total,
        amount_sek,
        source_file,
        source_line_start,
        confidence,
        is_out_of_bounds
    from {{ ref('fact_decision') }} as point
    where amount_sek is not null
    and not {{ is_left_out('point') }}
    -- Other points decide on amounts, but ask for none ("godkänner ...", "föreslås besluta").
    and regexp_matches(lower(decision_text), 'ansök|ansöker|begär|äska|hemställ')

    union all

    select
        fact_key, report_key, 'investment_table', null, item, is_total, amount_sek,
        source_file, source_line_start, confidence, is_out_of_bounds
    from {{ ref('fact_investment') }} as line
    where measure = 'requested_adjustment'
    and not {{ is_left_out('line') }}

    union all

    select
        fact_key, report_key, 'budget_table', null, row_label, is_total, amount_sek,
        source_file, source_line_start, confidence, is_out_of_bounds
    from {{ ref('fact_budget_line') }} as line
    where measure = 'requested_adjustment' and table_kind = 'budget_adjustments'
    and not {{ is_left_out('line') }}
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
    application.is_total,
    application.amount_sek,
    application.source_file,
    application.source_line_start,
    application.confidence,
    application.is_out_of_bounds
from application
inner join {{ ref('int_current_report') }} as report using (report_key)
order by report.report_key, application.printed_in, application.decision_no,
    application.source_line_start, application.fact_key
