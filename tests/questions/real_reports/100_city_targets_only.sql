-- sv: Vilket mål har staden för sjukfrånvaro?
-- en: Which target has the city for sick leave?
-- read: 002_5d93a05e2ccf0c66.txt 1614: the committee sets it itself (Tas fram av nämnd)
-- answer:
--   8.5 | null | own
select target, kf_target, judged_against
from mart_indicator_scorecard
where report_key = 'hagersten-alvsjo-2024-vb' and indicator_name = 'Sjukfrånvaro'
