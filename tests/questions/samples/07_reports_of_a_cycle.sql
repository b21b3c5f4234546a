-- sv: Vilka rapporter finns för varje nämnd och år?
-- en: Which reports are there for each committee and year?
-- read: the names of the files in raw/samples
-- answer:
--   Granholmen-Söderbacka | 2024 | T1 T2 VB VP
--   Granholmen-Söderbacka | 2025 | T1 T2 VB VP
--   Kvarnsjö | 2024 | T1 T2 VB VP
--   Kvarnsjö | 2025 | T1 T2 VB VP
select committee_name, report_year, string_agg(report_type, ' ' order by period_end, report_type)
from dim_report
inner join dim_committee using (committee_key)
where is_current
group by all
order by all
