{#-
How far a value is from its target, and what that is called: said once for outcomes and
forecasts. The row has `judged_target`, `judged_qualifier`, `kf_target_scope`,
`previous_outcome` and `better`.
-#}

{#- The miss, in the unit of the value: above 0 it is on the wrong side; null: not judged. -#}
{% macro miss(value) -%}
case
    when judged_qualifier = 'increase' then previous_outcome - {{ value }}
    when judged_qualifier = 'decrease' then {{ value }} - previous_outcome
    when judged_qualifier = 'plus_minus' then abs({{ value }}) - judged_target
    when {{ value }} = judged_target then 0
    when better = 'lower' then {{ value }} - judged_target
    when better = 'higher' then judged_target - {{ value }}
end
{%- endmacro %}

{#- Nearly: missed by no more than a twentieth of the target. Staying where one was is no rise. -#}
{% macro status_of(value, miss) -%}
{% set nearly = 0.05 -%}
case
    when {{ value }} is null then null
    when judged_qualifier in ('increase', 'decrease') and {{ miss }} is not null
        then if({{ miss }} < 0, 'reached', 'not_reached')
    when {{ miss }} is null
        then if(
            judged_target is null and judged_qualifier is null
            and kf_target_scope is distinct from 'city', 'no_target', 'not_judged'
        )
    when {{ miss }} <= 0 then 'reached'
    when {{ miss }} <= {{ nearly }} * abs(judged_target) then 'nearly'
    else 'not_reached'
end
{%- endmacro %}

{#- outcome - target with its sign; of a target of plus or minus: how far outside it. -#}
{% macro distance(value, target, qualifier) -%}
round(
    case
        when {{ qualifier }} = 'plus_minus'
            -- Inside it is 0, and no minus stands before a zero.
            then sign({{ value }}) * greatest(abs({{ value }}) - {{ target }}, 0) + 0
        else {{ value }} - {{ target }}
    end,
    6
)
{%- endmacro %}
