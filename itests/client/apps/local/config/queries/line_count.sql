SELECT count(*) AS lines FROM samples.tpch.lineitem
