-- sv: Hur fel var prognoserna för hela nämndens resultat?
-- en: How wrong were the forecasts of the whole result?
-- read: granholmen-soderbacka-2024-t1.txt 2068, -t2.txt 2164, -vb.txt 926
-- answer:
--   T1 | -22.5 | -33.2 | -10.7
--   T2 | -11.2 | -33.2 | -22.0
select forecast_in, forecast / 1e6, outcome / 1e6, error / 1e6
from mart_forecast_accuracy
where committee_key = 'granholmen-soderbacka' and report_year = 2024
and subject_key = 'namnden-totalt'
order by forecast_in
