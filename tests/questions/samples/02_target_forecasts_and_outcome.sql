-- sv: Hur stod sig prognoserna för en indikator mot mål och utfall?
-- en: How did the forecasts of an indicator compare with target and outcome?
-- read: granholmen-soderbacka-2024-vp.txt 594, -t1.txt 840, -t2.txt 868, -vb.txt 388, 2025-vb.txt 334
-- answer:
--   80.0 | 80.0 | 81.0 | 81.0 | 1.0 | 0.0 | 81.0
select vp_target, t1_forecast, t2_forecast, vb_outcome, t1_error, t2_error, outcome_said_next_year
from mart_indicator_year
where committee_key = 'granholmen-soderbacka' and report_year = 2024
and indicator_name = 'Andel barn och ungdomar som är nöjda med utbudet av fritidsaktiviteter'
