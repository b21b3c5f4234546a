-- sv: Hur många indikatorer når, nästan når och når inte årsmålet 2024?
-- en: How many indicators reach, nearly reach and miss their target in 2024?
-- read: 002_5d93a05e2ccf0c66.txt 270-2012: 57 rows with outcome and target judged one by one; of three the better direction is not known (847, 1316, 1317)
-- answer:
--   54 | 28 | 12 | 14
select sum(judged), sum(reached), sum(nearly), sum(not_reached)
from v_indicator
where report_year = 2024
