-- sv: Hur stor andel män och kvinnor har bistånd i T1 2021?
-- en: What share of men and women have assistance?
-- read: 001_b5eac283542a64e6.txt 316-325
-- answer:
--   outcome | 2.08
--   outcome_men | 1.84
--   outcome_women | 1.93
select measure, value
from fact_indicator_value
where report_key = 'enskede-arsta-vantor-2021-t1' and measure like 'outcome%' and indicator_name_printed ilike 'Andel personer som har ekonomiskt bistånd%'
order by 1
