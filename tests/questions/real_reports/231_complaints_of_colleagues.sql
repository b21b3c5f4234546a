-- sv: Hur många klagomål kom från förvaltningen själv 2024?
-- en: How many complaints came from within the administration in 2024?
-- read: 002_5d93a05e2ccf0c66.txt 2722: 43 + 31 + 33 = 107
-- answer:
--   107.0
select sum(number) from mart_complaint
where category like 'Medarbetare/verksamhet%' and report_year = 2024
