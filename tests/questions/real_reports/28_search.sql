-- sv: Vilka rapporter skriver om skyfall, och var mest?
-- en: Which reports write about cloudbursts, and where most?
-- read: the word skyfall in all three; annex 2C of the annual report has it in its heading
-- answer:
--   VB | 2024 | Bilaga 2C: Slutrapport klimat-skyfall Vinterviken
--   VP | 2026 | Klimatinvesteringar (4,4 mnkr)
select report_type, report_year, heading
from search('skyfall')
limit 2
