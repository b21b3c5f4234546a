select
    finding.finding_key,
    report.report_key,
    report.committee_key,
    report.committee_name,
    report.report_year,
    report.report_type,
    report.period_end,
    finding.rule,
    finding.severity,
    finding.caused_by_finding_key is null as is_cause,
    1 as findings,
    (finding.severity = 'error')::integer as errors,
    (finding.severity = 'warning')::integer as warnings,
    finding.difference as difference_not_additive
from {{ ref('data_finding').identifier }} as finding
inner join {{ ref('v_report').identifier }} as report using (report_key)
