select
    report.report_key,
    report.committee_key,
    committee.committee_name,
    report.report_year,
    report.report_type,
    report.period_end
from {{ ref('dim_report') }} as report
inner join {{ ref('dim_committee') }} as committee using (committee_key)
where report.is_current
