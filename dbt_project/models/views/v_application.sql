select
    application.fact_key,
    report.report_key,
    report.committee_key,
    report.committee_name,
    report.report_year,
    report.report_type,
    report.period_end,
    application.application_type,
    application.purpose,
    application.is_doubtful,
    application.has_finding,
    (application.amount_sek is not null)::integer as applications,
    application.amount_sek,
    application.turnover_change_sek,
    application.confidence as lowest_confidence_not_additive
from {{ ref('mart_application').identifier }} as application
inner join {{ ref('v_report').identifier }} as report using (report_key)
