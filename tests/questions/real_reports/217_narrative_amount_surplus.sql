-- sv: Vilket överskott före resultatöverföringar väntas 2021?
-- en: What surplus before transfers is expected in 2021?
-- read: 001_b5eac283542a64e6.txt 52 and 4021
-- answer:
--   31.1
select distinct (amount_sek / 1e6)::decimal(9, 1)
from fact_narrative_amount
where report_key = 'enskede-arsta-vantor-2021-t1' and what = 'surplus' and scope = 'committee' and transfer_basis = 'before_transfer'
