-- sv: Vilken nämnd har lägst sjukfrånvaro?
-- en: Which committee has the lowest sick leave?
-- read: granholmen-soderbacka-2024-vb.txt 746, kvarnsjo-2024-vb.txt 1633 (lower is better: seed curated_indicator)
-- answer:
--   1 | Kvarnsjö | 9.5
--   2 | Granholmen-Söderbacka | 9.6
select rank_best, committee_name, outcome
from mart_committee_comparison
where indicator_name = 'Sjukfrånvaro' and report_year = 2024 and report_type = 'VB'
order by rank_best
