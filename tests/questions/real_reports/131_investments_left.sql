-- sv: Hur mycket av investeringspengarna blev kvar?
-- en: How much of the money for investments was left?
-- read: 002_5d93a05e2ccf0c66.txt 2461-2468, the column Avvikelse 2024: 0,1 + 0,0 + 0,1 + 0,5 + 0,6 + 0,4 + 1,0
-- answer:
--   2.7
select (sum(deviation_sek) / 1e6)::decimal(9, 1)
from v_investment
where committee_key = 'hagersten-alvsjo'
