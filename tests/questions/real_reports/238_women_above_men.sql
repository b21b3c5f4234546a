-- sv: I hur många indikatorer ligger kvinnor över, under och lika med män 2024?
-- en: In how many indicators of 2024 are women above, below and equal to men?
-- read: 002_5d93a05e2ccf0c66.txt 270-2012: the 29 rows with both, compared one by one
-- answer:
--   14 | 12 | 3
select count_if(outcome_women > outcome_men), count_if(outcome_women < outcome_men),
    count_if(outcome_women = outcome_men)
from mart_gender_gap
where report_year = 2024
