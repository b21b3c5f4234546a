-- sv: Hur många ansökningar gör nämnden av varje slag?
-- en: How many applications of each kind does the committee make?
-- read: 003_9e024c3de7bc8552.txt 11-170: points 4-14 (drift), 15-31 (investering), 32-40 (kompetensutvecklingsmedel); point 2 announces turnover
-- answer:
--   investment | 17
--   operation | 11
--   competence | 9
select application_type, sum(applications)::integer
from v_application
where committee_key = 'hasselby-vallingby' and application_type <> 'turnover'
group by all
order by 2 desc
