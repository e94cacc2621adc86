SELECT count(*) AS pairs
FROM samples.tpch.lineitem AS one CROSS JOIN samples.tpch.lineitem AS other
WHERE one.l_comment < other.l_comment
