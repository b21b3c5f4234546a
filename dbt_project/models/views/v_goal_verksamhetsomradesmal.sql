{{ latest_goals('verksamhetsomradesmal', ref('mart_goal_tree').identifier, ref('v_report').identifier) }}
