{#- What stands behind a row of a mart, said the same way in all of them. -#}

{#- All findings of the rows that a mart's row is made of; `keys` is their finding_keys. -#}
{% macro all_findings(keys) -%}
coalesce(list_sort(list_distinct(flatten(list({{ keys }})))), []::varchar[])
{%- endmacro %}

{#- Findings of two lists, either of which may be missing. -#}
{% macro both_findings(one, other) -%}
list_sort(list_distinct(list_concat(
    coalesce({{ one }}, []::varchar[]), coalesce({{ other }}, []::varchar[])
)))
{%- endmacro %}

{#- Whether the least sure figure is below the threshold of settings. -#}
{% macro is_doubtful(confidence) -%}
coalesce({{ confidence }} < {{ env_var('NAMNDLAGER_CONFIDENCE_THRESHOLD', '0.8') | float }}, false)
{%- endmacro %}
