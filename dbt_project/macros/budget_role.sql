{#- What a measure of the budget lines is in the way from plan to closing accounts. -#}
{% macro budget_role(measure) -%}
case
    when {{ measure }} = 'budget_net' then 'budget'
    when {{ measure }} in ('forecast_net', 'forecast_before_transfer', 'forecast_after_transfer')
        then 'forecast'
    when {{ measure }} in ('outcome_net', 'outcome_before_transfer', 'outcome_after_transfer')
        then 'outcome'
    when
        {{ measure }} in ('deviation', 'deviation_before_transfer', 'deviation_after_transfer')
        then 'deviation'
end
{%- endmacro %}

{#- Of a role that is printed twice the amount after transfers of result units goes first. -#}
{% macro after_transfers_first(basis) -%}
case {{ basis }}
    when 'after_transfer' then 1
    when 'before_transfer' then 3
    else 2
end
{%- endmacro %}
