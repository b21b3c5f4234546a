{#- Generated from pipeline/registry by `python -m pipeline.registry`; edit there. -#}
{% macro section_body() -%}
coalesce(array_to_string(body_apart, ''), regexp_replace(regexp_replace(regexp_replace(array_to_string(pieces, ''), '\x01[ \n]*', ' ', 'g'), '\x02[ \n]*', chr(10), 'g'), '\x03[ \n]*|\x04-[ \n]*', '', 'g'))
{%- endmacro %}

{% macro section_source_text() -%}
coalesce(array_to_string(source_text_apart, ''), coalesce(array_to_string(printed_above, ''), heading || chr(10)) || translate(array_to_string(pieces, ''), chr(1) || chr(2) || chr(3) || chr(4), ''))
{%- endmacro %}

{% macro section_path() -%}
array_to_string(headings, ' / ')
{%- endmacro %}
