-- sv: Vilken summa i driftbudgeten stämmer inte?
-- en: Which sum in the operating budget is wrong?
-- read: 002_5d93a05e2ccf0c66.txt 2059-2063: 217,3 + 60,1 + 87,1 + 0,0 are 364,5, and 368,1 is printed
-- answer:
--   368.1 | 364.5 | Individ- och familjeomsorg
select stated, expected, evidence[1].row_label
from data_finding
where report_key = 'hagersten-alvsjo-2024-vb' and rule = 'parts_and_total' and stated = 368.1
