-- sv: Hur mycket tar tioprocentstaket 2021?
-- en: How much does the cap of ten per cent take in 2021?
-- read: 001_b5eac283542a64e6.txt 4512-4599: 233 + 43 + 36 + 160, unit by unit (the printed sum of the last column, 83 910, is no sum of it)
-- answer:
--   472
select (sum(lost_to_cap_sek) / 1000)::int from v_result_unit where report_year = 2021
