-- Names without a catalog, here as in all views: the file may be opened under any name.
select
    report.report_key,
    report.committee_key,
    committee.committee_name,
    report.report_year,
    report.report_type,
    report.period_end,
    report.source_format,
    row_number() over (
        partition by report.committee_key, report.report_year
        order by array_position(['VP', 'T1', 'T2', 'VB'], report.report_type) desc
    ) = 1 as is_latest_of_year,
    1 as reports,
    (
        select count(*)::integer
        from {{ ref('data_finding').identifier }} as finding
        where finding.report_key = report.report_key
    ) as findings
from {{ ref('dim_report').identifier }} as report
inner join {{ ref('dim_committee').identifier }} as committee using (committee_key)
where report.is_current
