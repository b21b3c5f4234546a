-- sv: Hur mycket mer än budget väntas investeringarna kosta?
-- en: How much more than their budget are investments expected to cost?
-- read: 001_b5eac283542a64e6.txt 4617-4631: 43,5 - 39,7
-- answer:
--   3.8
select ((sum(forecast_sek) - sum(budget_sek)) / 1e6)::decimal(9, 1)
from v_investment
where committee_key = 'enskede-arsta-vantor'
