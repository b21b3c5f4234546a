{% macro words_in(text) -%}
{#- The words of `text`, in small letters; a word broken by a hyphen at a line's end is one. -#}
regexp_extract_all(
    regexp_replace(lower({{ text }}), '(\p{L})- ?\n(\p{L})', '\1\2', 'g'), '[\p{L}\p{N}]+'
)
{%- endmacro %}

{% macro words_of(text) -%}
{#- One row a word of `text`. -#}
unnest({{ words_in(text) }})
{%- endmacro %}
