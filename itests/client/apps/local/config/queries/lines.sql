SELECT row_number() OVER (ORDER BY l_orderkey, l_linenumber) AS `line number`, l_comment AS `remark of the line`
FROM samples.tpch.lineitem
