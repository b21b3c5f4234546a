-- sv: Ansöker Hägersten-Älvsjö om pengar?
-- en: Does Hägersten-Älvsjö apply for money?
-- read: 002_5d93a05e2ccf0c66.txt 22: point 2 carries the result units' own funds over
-- answer:
--   0
select count(*)
from v_application
where report_key = 'hagersten-alvsjo-2024-vb'
