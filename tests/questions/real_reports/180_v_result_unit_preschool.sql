-- sv: Hur stora fonder har förskolorna i Hägersten-Älvsjö?
-- en: What funds do the preschools keep?
-- read: 002_5d93a05e2ccf0c66.txt 2425-2436, the last column
-- answer:
--   37353
select (sum(closing_fund_sek_not_additive) / 1000)::integer
from v_result_unit
where report_year = 2024 and service_area_name ilike 'förskol%'
