-- sv: Hur fel hade T1 om hela nämndens resultat?
-- en: How wrong was T1 about the whole result?
-- read: 002_5d93a05e2ccf0c66.txt 2248: 17,8 against 0,0
-- answer:
--   0.0 | 17.8 | 17.8
select forecast / 1e6, outcome / 1e6, error / 1e6
from mart_forecast_accuracy
where subject = 'committee' and forecast_in = 'T1'
