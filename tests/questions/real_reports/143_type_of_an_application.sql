-- sv: Är pengarna till trygghetsåtgärder drift eller investering?
-- en: Is the money for safety to run services or to invest?
-- read: 001_b5eac283542a64e6.txt 8 (point 2, 3,38 mnkr) and 4633 (Trygghetsinvesteringar 3,4); 4688 has it among Investeringsmedel
-- answer:
--   investment | investment
select decision.application_type, mart.application_type
from fact_decision as decision inner join mart_application as mart using (fact_key)
where decision.report_key = 'enskede-arsta-vantor-2021-t1' and decision.decision_no = 2
