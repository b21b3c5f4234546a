{#- Words of decision points. Other points decide on amounts, but ask for none ("godkänner ..."). -#}
{% set asks = 'ansök|begär|äska|hemställ' %}
{#- What is carried over is the committee's own money. -#}
{% set carried_over = 'resultatenhet|resultatöverför|resultatfond|\\bfond(er|en)?\\b|överförs? till (år )?20' %}

with point as (
    select
        *,
        lower(decision_text) as said,
        regexp_matches(said, 'omslutning') as is_turnover
    from {{ ref('fact_decision') }} as printed
    where amount_sek > 0
    and not {{ is_left_out('printed') }}
    and regexp_matches(lower(decision_text), '{{ asks }}|omslutning')
    and not regexp_matches(lower(decision_text), '{{ carried_over }}')
),

in_table as (
    select
        fact_key, report_key, 'investment_table' as printed_in, item as purpose,
        'investering' as application_type, amount_sek, printed_unit, source_file,
        source_line_start, confidence, is_out_of_bounds, finding_keys
    from {{ ref('fact_investment') }} as line
    where measure = 'requested_adjustment' and not is_total and amount_sek > 0
    and not {{ is_left_out('line') }}

    union all

    select
        fact_key, report_key, 'budget_table', row_label,
        'drift', amount_sek, printed_unit, source_file,
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
            when point.is_turnover then 'omslutning'
            when regexp_matches(point.said, 'kompetensutveckling') then 'kompetensutveckling'
            when regexp_matches(point.said, 'investering') then 'investering'
            when regexp_matches(point.said, '\bdrift') then 'drift'
            when matched.fact_key is not null then 'investering'
            -- A report that lists its investments lists all of them: the rest is for services.
            when lists_investments.report_key is not null then 'drift'
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
    anti join (select report_key from decided where application_type is distinct from 'omslutning'
        and application_type is distinct from 'kompetensutveckling') as asked using (report_key)
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
        when application.application_type is distinct from 'omslutning'
            then application.amount_sek
    end as amount_sek,
    case
        when application.application_type = 'omslutning' then application.amount_sek
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
