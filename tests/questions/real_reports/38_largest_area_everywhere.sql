-- sv: Vilket verksamhetsområde är störst i varje nämnd?
-- en: Which service area is the largest of each committee?
-- read: 001_b5eac283542a64e6.txt 3994 (762,6), 002_5d93a05e2ccf0c66.txt 2068 (1 000,7), 003_9e024c3de7bc8552.txt 2762 (801,3)
-- answer:
--   Enskede-Årsta-Vantör | Äldreomsorg | 762.6
--   Hägersten-Älvsjö | Äldreomsorg | 1000.7
--   Hässelby-Vällingby | Äldreomsorg | 801.3
select committee_name, service_area_name, (budget_sek / 1e6)::decimal(9, 1)
from v_budget
where fiscal_year in (2021, 2024, 2026)
qualify row_number() over (partition by committee_key order by budget_sek desc) = 1
order by committee_name
