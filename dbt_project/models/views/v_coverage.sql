select
    report.report_key,
    report.committee_key,
    report.committee_name,
    report.report_year,
    report.report_type,
    report.period_end,
    coverage.indicator_values + coverage.table_cells as values,
    coverage.indicator_values_doubtful + coverage.table_cells_doubtful as values_doubtful,
    coverage.numeric_cells,
    coverage.numeric_cells_typed,
    coverage.problems
from {{ ref('mart_coverage').identifier }} as coverage
inner join {{ ref('v_report').identifier }} as report using (report_key)
