-- sv: Syns det att en rubrik har fel år?
-- en: Does it show that a header has the wrong year?
-- read: 002_5d93a05e2ccf0c66.txt 2129: Bokslut 2023 beside Budget 2024; ten other tables print Bokslut 2024
-- answer:
--   true | header_year
select line.has_finding, finding.rule
from fact_budget_line as line, unnest(line.finding_keys) as said (finding_key)
inner join data_finding as finding using (finding_key)
where line.report_key = 'hagersten-alvsjo-2024-vb' and line.amount_sek = 867000000 and line.table_kind = 'area_detail'
and finding.severity = 'error'
