SELECT r_name AS region FROM samples.tpch.region ORDER BY r_name LIMIT 1
