{#- Whether marts leave a row's value out: it lies outside its bounds and was not read surely,
    so that the gate capped its confidence (doubtful_confidence in expectations/thresholds.yml).
    A value that the source prints so keeps its confidence, stays in and is shown marked. -#}
{% macro is_left_out(row) -%}
coalesce({{ row }}.is_out_of_bounds and {{ row }}.confidence <= 0.5, false)
{%- endmacro %}
