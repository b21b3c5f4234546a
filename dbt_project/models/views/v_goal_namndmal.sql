{{ latest_goals('namndmal', ref('mart_goal_tree').identifier, ref('v_report').identifier) }}
