{% test unique_together(model, columns) %}
-- Rows that share all of `columns` with another row.
select
    {{ columns | join(', ') }},
    count(*) as rows_found
from {{ model }}
group by {{ columns | join(', ') }}
having count(*) > 1
{% endtest %}
