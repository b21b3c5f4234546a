-- sv: Stämmer en resultatenhets fond mellan två års bokslut?
-- en: Does the fund of a result unit agree between two closing accounts?
-- read: kvarnsjo-2024-vb.txt 2358, kvarnsjo-2025-vb.txt 2357 (tkr)
-- answer:
--   2024 | 7061 | 5180 | 11199
--   2025 | 11199 | 3555 | 11535
select report_year, (transfer_in / 1000)::integer, (result / 1000)::integer,
    (transfer_out / 1000)::integer
from mart_result_unit
where committee_key = 'kvarnsjo' and report_type = 'VB' and unit_name = 'Grindtorps förskolor'
order by report_year
