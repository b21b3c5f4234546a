{{ latest_goals('inriktningsmal', ref('mart_goal_tree').identifier, ref('v_report').identifier) }}
