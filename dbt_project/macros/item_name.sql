{#- An investment without the number of applications that some tables print behind it
    ("Klimatinvesteringar (3)"), so that the same one in another table has the same name. -#}
{% macro item_name(item) -%}
regexp_replace({{ item }}, ' *[(][0-9]+[)]$', '')
{%- endmacro %}
