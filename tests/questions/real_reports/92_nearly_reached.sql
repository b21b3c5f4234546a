-- sv: Hur nära är målet för hemtjänsten?
-- en: How near is the target for home care?
-- read: 002_5d93a05e2ccf0c66.txt 843: 86 against 87
-- answer:
--   86.0 | 87.0 | nearly
select outcome, target, status
from mart_indicator_scorecard
where report_key = 'hagersten-alvsjo-2024-vb' and indicator_name like '%påverka hur hjälpen utförs i hemtjänsten'
