-- The ten customers who ordered most. As its name says (.obo), it runs on behalf of whoever looks at the page, with their
-- rights: who may not read the customers gets no rows.
-- @param region STRING = ALL
-- @param segment STRING = ALL
-- @param from_date DATE = 1997-01-01
-- @param to_date DATE = 1998-01-01
SELECT
  c_name AS customer,
  n_name AS nation,
  c_mktsegment AS segment,
  SUM(o_totalprice) AS revenue,
  COUNT(*) AS orders
FROM samples.tpch.orders
JOIN samples.tpch.customer ON c_custkey = o_custkey
JOIN samples.tpch.nation ON n_nationkey = c_nationkey
JOIN samples.tpch.region ON r_regionkey = n_regionkey
WHERE (:region = 'ALL' OR r_name = :region)
  AND (:segment = 'ALL' OR c_mktsegment = :segment)
  AND o_orderdate >= :from_date AND o_orderdate < :to_date
GROUP BY c_name, n_name, c_mktsegment
ORDER BY revenue DESC, customer
LIMIT 10
