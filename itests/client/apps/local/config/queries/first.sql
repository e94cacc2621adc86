SELECT n_name FROM samples.tpch.nation ORDER BY n_name LIMIT :top
