-- sv: Vilka mål bedöms uppfyllas delvis?
-- en: Which goals are assessed as met in part?
-- read: 001_b5eac283542a64e6.txt 136-141, 3520-3526
-- answer:
--   1.1 | I Stockholm är människor självförsörjande och vägen till arbete och svenskkunskaper är kort
--   3.2 | Stockholm använder skattemedlen effektivt till största nytta för stockholmarna
select code, title
from mart_goal_tree
where report_key = 'enskede-arsta-vantor-2021-t1' and assessment = 'partly'
order by code
